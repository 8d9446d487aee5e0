import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

const NO_REQUESTS = [
  'nothing',
  '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
];

export const csrMalformed: Case = {
  name: 'csr-malformed',
  title: {
    ja: 'PKCS#10 でない発行要求',
    en: 'requests that are no PKCS#10',
  },
  promise:
    'not a PKCS#10 request (RFC 2986) with RSA of 2048 to 4096 bits, a good SHA-256 signature and the subject CN = login ID.',
  users: ['holder'],
  async run(bench) {
    const { token } = await bench.session('holder');
    for (const csr of NO_REQUESTS) {
      refused(
        await bench.send({ method: 'POST', path: '/certificates', token, json: { csr } }),
        422,
        'csr-refused',
      );
    }
  },
};
