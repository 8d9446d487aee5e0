import { damaged } from '../acts/damaged.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const csrSignature: Case = {
  name: 'csr-signature',
  title: {
    ja: '発行要求の署名',
    en: 'the signature of a request',
  },
  promise:
    'not a PKCS#10 request (RFC 2986) with RSA of 2048 to 4096 bits, a good SHA-256 signature and the subject CN = login ID.',
  users: ['holder'],
  async run(bench) {
    const { token, loginId } = await bench.session('holder');
    const csr = damaged((await bench.spareKey()).request(loginId));
    refused(
      await bench.send({ method: 'POST', path: '/certificates', token, json: { csr } }),
      422,
      'csr-refused',
    );
  },
};
