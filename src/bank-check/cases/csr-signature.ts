import { damaged } from '../acts/damaged.ts';
import type { Case } from '../case.ts';
import { about, refused } from '../expect.ts';

const WRONG = { ja: '誤った署名', en: 'a signature that is wrong' };
const SHA1 = { ja: 'SHA-1 による署名', en: 'a signature by SHA-1' };

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
    const key = await bench.spareKey();
    const ask = (csr: string) => bench.send({ method: 'POST', path: '/certificates', token, json: { csr } });
    const wrong = await ask(damaged(key.request(loginId)));
    about(WRONG, () => refused(wrong, 422, 'csr-refused'));
    const old = await ask(key.sha1Request(loginId));
    about(SHA1, () => refused(old, 422, 'csr-refused'));
  },
};
