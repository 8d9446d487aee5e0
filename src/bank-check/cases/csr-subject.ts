import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const csrSubject: Case = {
  name: 'csr-subject',
  title: {
    ja: '発行要求の所有者',
    en: 'whose name stands in a request',
  },
  promise: 'PKCS#10 (RFC 2986) as PEM. RSA, 2048 to 4096 bits, SHA-256, subject CN = login ID.',
  users: ['holder'],
  async run(bench) {
    const { token, loginId } = await bench.session('holder');
    const csr = (await bench.spareKey()).request(`${loginId}x`);
    refused(
      await bench.send({ method: 'POST', path: '/certificates', token, json: { csr } }),
      422,
      'csr-refused',
    );
  },
};
