import { onTheList } from '../acts/on-the-list.ts';
import { pending } from '../acts/pending.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';
import { keyOf } from '../key.ts';

export const revocationCountsThen: Case = {
  name: 'revocation-counts-then',
  title: {
    ja: '失効が有効になる瞬間',
    en: 'the moment at which a revocation counts',
  },
  promise: 'The certificate is revoked, or will be at `effectiveAt`.',
  users: ['holder', 'administrator'],
  destructive: true,
  clock: true,
  after: ['proof', 'revocation-pending'],
  async run(bench) {
    const { held, effectiveAt } = await pending(bench);
    await bench.clock.atOtherTimes(async () => {
      await bench.clock.set(new Date(Date.parse(effectiveAt) + 1000));
      const session = await bench.session('holder');
      const { certificate, answer } = await bench.me(session);
      same(certificate.state, 'revoked', answer, {
        ja: '/me の状態',
        en: 'the state in /me',
      });
      refused(await bench.ask(session, keyOf(held.key)), 422, 'key-used');
      await onTheList(bench, held.certificate);
    });
  },
};
