import { RENEWAL_WINDOW_DAYS, renewableFrom } from '../../core/renewal.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { about, accepted, refused, same } from '../expect.ts';

/** The bank's clock goes on while it is asked. */
const MARGIN_MS = 60_000;

const BEFORE = { ja: 'renewableFrom の 1 分前', en: 'a minute before renewableFrom' };
const AGAIN = {
  ja: '早すぎるとして拒否された要求の再送(拒否された要求の鍵は未使用のまま)',
  en: 'the request that was too early before (a refusal leaves nothing behind, and its key unused)',
};

export const renewableFromThen: Case = {
  name: 'renewable-from-then',
  title: {
    ja: '更新できるようになる瞬間',
    en: 'the moment from which a certificate can be renewed',
  },
  promise: '`too-early` (`renewableFrom`): more days are left than the rules allow.',
  users: ['holder'],
  destructive: true,
  after: ['proof'],
  clock: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const { rules } = await bench.status();
    const from = renewableFrom(readCertificate(held.certificate), rules?.renewalDays ?? RENEWAL_WINDOW_DAYS);
    await bench.clock.atOtherTimes(async () => {
      await bench.clock.set(new Date(from.getTime() - MARGIN_MS));
      const key = await bench.newKey();
      const early = await bench.renew(await bench.proven('holder'), held.serialNumber, key);
      about(BEFORE, () => refused(early, 409, 'too-early'));
      await bench.clock.set(from);
      const session = await bench.proven('holder');
      const { certificate, answer } = await bench.me(session);
      same(certificate.state, 'renewable', answer, {
        ja: '/me の状態',
        en: 'the state in /me',
      });
      const again = await bench.renew(session, held.serialNumber, key);
      about(AGAIN, () => accepted(again, 201));
    });
  },
};
