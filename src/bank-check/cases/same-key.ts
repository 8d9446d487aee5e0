import type { Case } from '../case.ts';
import { accepted, type Issued, same } from '../expect.ts';

const SAME = { ja: '証明書シリアル番号', en: 'the serial number' };

export const sameKey: Case = {
  name: 'same-key',
  title: {
    ja: '同じ公開鍵の要求には同じ証明書',
    en: 'another login, the same public key: the same certificate',
  },
  promise:
    'A request with the public key of a certificate that this login ID already has (not revoked, not expired, not the predecessor) is answered with that certificate again, at any time and before every rule about states.',
  users: ['holder'],
  async run(bench) {
    const { key, issued } = await bench.unconfirmed('holder');
    const again = await bench.ask(await bench.logIn('holder'), key);
    same(accepted<Issued>(again, 200).serialNumber, issued.serialNumber, again, SAME);
  },
};
