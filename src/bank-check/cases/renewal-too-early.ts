import { RENEWAL_WINDOW_DAYS, renewableFrom as renewalStart } from '../../core/renewal.ts';
import { readCertificate } from '../../pki/certificate.ts';
import { isoTime } from '../acts/iso-time.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

const RENEWABLE = { ja: '発行直後から更新できる銀行です', en: 'this bank renews from the first day' };

export const renewalTooEarly: Case = {
  name: 'renewal-too-early',
  title: {
    ja: '早すぎる更新',
    en: 'renewing too early',
  },
  promise: '`too-early` (`renewableFrom`): more days are left than the rules allow.',
  users: ['holder'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.proven('holder');
    const answer = await bench.renew(session, held.serialNumber, await bench.spareKey());
    if (answer.status === 201) throw new CannotTry(RENEWABLE);
    const { renewableFrom } = refused(answer, 409, 'too-early');
    const days = (await bench.status()).rules?.renewalDays ?? RENEWAL_WINDOW_DAYS;
    const from = renewalStart(readCertificate(held.certificate), days);
    same(isoTime(`${renewableFrom}`), from.toISOString(), answer, {
      ja: 'renewableFrom',
      en: 'renewableFrom',
    });
  },
};
