import { pending } from '../acts/pending.ts';
import { revocationBody } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, holds, refused, type Schemas, same } from '../expect.ts';

const MINUTE_MS = 60_000;

export const revocationPending: Case = {
  name: 'revocation-pending',
  title: {
    ja: '失効が有効になるまで',
    en: 'a revocation that does not count yet',
  },
  promise: 'When a pending revocation counts. Until then `/me` and `/users` tell the state as it was before.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { held, administrator, before, answer, effectiveAt, askedAt, minutes } = await pending(bench);
    const takes = Date.parse(effectiveAt) - askedAt.getTime();
    const expected = {
      ja: `effectiveAt は、今から ${minutes} 分以内(revocationMinutes)`,
      en: `an effectiveAt within ${minutes} minutes from now (revocationMinutes)`,
    };
    // A minute for the requests in between.
    const seen = { ja: effectiveAt, en: effectiveAt };
    holds(takes > 0 && takes <= (minutes + 1) * MINUTE_MS, answer, expected, seen);
    const again = await bench.revoke(administrator, held.loginId, revocationBody(bench, held.serialNumber));
    same(accepted<Schemas['Revocation']>(again, 200), answer.json, again, {
      ja: '同じ応答',
      en: 'the same answer',
    });
    const session = await bench.session('holder');
    const { certificate, answer: mine } = await bench.me(session);
    same([certificate.state, certificate.serialNumber], [before, held.serialNumber], mine, {
      ja: '/me の状態は変わらない',
      en: 'in /me the state as before',
    });
    const refusal = await bench.ask(session, await bench.spareKey());
    same(refused(refusal, 409, 'revocation-pending').effectiveAt, effectiveAt, refusal, {
      ja: 'effectiveAt',
      en: 'effectiveAt',
    });
  },
};
