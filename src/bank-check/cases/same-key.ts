import type { Case } from '../case.ts';
import { about, accepted, type Issued, same } from '../expect.ts';

const SAME = { ja: '証明書シリアル番号', en: 'the serial number' };
const SAME_KEY = {
  ja: '同じ公開鍵の、ほかの部分は違ってもよい要求',
  en: 'a request with the same public key, whatever else differs in it',
};

export const sameKey: Case = {
  name: 'same-key',
  title: {
    ja: '別の要求でも、同じ公開鍵には同じ証明書',
    en: 'another login, another request, the same public key: the same certificate',
  },
  promise:
    'A request with the public key of a certificate that this login ID already has (not revoked, not expired, not the predecessor) is answered with that certificate again, at any time and before every rule about states.',
  users: ['holder'],
  async run(bench) {
    const { key, issued } = await bench.unconfirmed('holder');
    const { token, loginId } = await bench.logIn('holder');
    for (const csr of [key.request(loginId), key.otherRequest(loginId)]) {
      const again = await bench.send({ method: 'POST', path: '/certificates', token, json: { csr } });
      about(SAME_KEY, () =>
        same(accepted<Issued>(again, 200).serialNumber, issued.serialNumber, again, SAME),
      );
    }
  },
};
