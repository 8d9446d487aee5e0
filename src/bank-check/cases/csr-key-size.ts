import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const csrKeySize: Case = {
  name: 'csr-key-size',
  title: {
    ja: '短すぎる鍵',
    en: 'keys that are too short',
  },
  promise: 'PKCS#10 (RFC 2986) as PEM. RSA, 2048 to 4096 bits, SHA-256, subject CN = login ID.',
  users: ['holder'],
  async run(bench) {
    const session = await bench.session('holder');
    refused(await bench.ask(session, await bench.newKey(1024)), 422, 'csr-refused');
  },
};
