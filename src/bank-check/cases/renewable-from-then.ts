import { RENEWAL_WINDOW_DAYS, renewableFrom } from '../../core/renewal.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { accepted, refused, same } from '../expect.ts';

/** The bank's clock goes on while it is asked. */
const MARGIN_MS = 60_000;

export const renewableFromThen: Case = {
  name: 'renewable-from-then',
  title: {
    ja: '更新できるようになる瞬間',
    en: 'the moment from which a certificate can be renewed',
  },
  promise: '`too-early` (`renewableFrom`): more days are left than the rules allow.',
  users: ['holder'],
  destructive: true,
  clock: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const { time, rules } = await bench.status();
    const from = renewableFrom(readCertificate(held.certificate), rules?.renewalDays ?? RENEWAL_WINDOW_DAYS);
    try {
      await bench.setClock(new Date(from.getTime() - MARGIN_MS));
      const early = await bench.renew(
        await bench.proven('holder'),
        held.serialNumber,
        await bench.spareKey(),
      );
      refused(early, 409, 'too-early');
      await bench.setClock(from);
      const session = await bench.proven('holder');
      same((await bench.me(session)).certificate.state, 'renewable', early, {
        ja: '/me の状態',
        en: 'the state in /me',
      });
      accepted(await bench.renew(session, held.serialNumber, await bench.newKey()), 201);
    } finally {
      await bench.setClock(new Date(time));
    }
  },
};
