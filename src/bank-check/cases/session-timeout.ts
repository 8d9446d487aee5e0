import type { Bench } from '../bench.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { about, accepted, refused, type Schemas } from '../expect.ts';

const MINUTE_MS = 60_000;
const OTHER_CLOCK = {
  ja: '銀行のセッションの期限は --clock-command に従いません。セッションの時計も変更できるテスト環境が必要です',
  en: 'the sessions of this bank do not go by --clock-command; it would have to set their clock, too',
};

export const sessionTimeout: Case = {
  name: 'session-timeout',
  title: {
    ja: '使われないセッションの終了',
    en: 'the end of a session that is not used',
  },
  promise: 'A session lives 10 minutes unused; each of its requests moves `expiresAt`.',
  users: ['holder'],
  clock: true,
  async run(bench) {
    const { time } = await bench.status();
    // An hour ahead: who counts by another clock is seen by the first session.
    const begin = Date.parse(time) + 60 * MINUTE_MS;
    const after = (minutes: number) => bench.clock.set(new Date(begin + minutes * MINUTE_MS));
    await bench.clock.atOtherTimes(async () => {
      await after(0);
      const { token } = await bench.logIn('holder');
      const me = () => bench.send({ method: 'GET', path: '/me', token });
      if (Math.abs((await expiry(bench, token)) - begin - 10 * MINUTE_MS) > 2 * MINUTE_MS) {
        throw new CannotTry(OTHER_CLOCK);
      }
      await after(8);
      accepted(await me(), 200);
      await after(16);
      const used = await me();
      about({ ja: '8 分前に使われたセッション', en: 'a session that was used 8 minutes ago' }, () =>
        accepted(used, 200),
      );
      await after(27);
      const unused = await me();
      about(
        { ja: '11 分前から使われていないセッション', en: 'a session that was not used for 11 minutes' },
        () => refused(unused, 401, 'session-ended'),
      );
    });
    bench.forget('holder');
  },
};

/** When a session that is logged in ends, unless it is used. */
async function expiry(bench: Bench, token: string): Promise<number> {
  const answer = await bench.submitCode(token, '000000');
  return Date.parse(accepted<Schemas['Session']>(answer, 200).expiresAt);
}
