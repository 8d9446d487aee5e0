import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { about, refused, same } from '../expect.ts';
import { keyOf } from '../key.ts';

/** The bank's clock goes on while it is asked. */
const MARGIN_MS = 60_000;

const PAST = { ja: 'notAfter の 1 秒後', en: 'a second after notAfter' };

export const expiresThen: Case = {
  name: 'expires-then',
  title: {
    ja: '有効期限が切れる瞬間',
    en: 'the moment at which a certificate expires',
  },
  promise: '`certificate-expired`: it cannot be renewed any more, only issued again.',
  users: ['holder'],
  destructive: true,
  after: ['proof'],
  clock: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const { notAfter } = readCertificate(held.certificate);
    await bench.clock.atOtherTimes(async () => {
      await bench.clock.set(new Date(notAfter.getTime() - MARGIN_MS));
      const session = await bench.proven('holder');
      await bench.clock.set(new Date(notAfter.getTime() + 1000));
      const late = await bench.renew(session, held.serialNumber, await bench.spareKey());
      about(PAST, () => refused(late, 410, 'certificate-expired'));
      const { certificate, answer } = await bench.me(session);
      same(certificate.state, 'expired', answer, {
        ja: '/me の状態',
        en: 'the state in /me',
      });
      refused(await bench.ask(session, keyOf(held.key)), 422, 'key-used');
      refused(await bench.prove(session, held), 401, 'proof-refused');
    });
  },
};
