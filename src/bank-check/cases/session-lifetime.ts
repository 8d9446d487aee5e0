import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { accepted, holds, type Schemas } from '../expect.ts';

const WITHOUT_DATE = { ja: '応答に Date ヘッダーがありません', en: 'the answer has no Date header' };

export const sessionLifetime: Case = {
  name: 'session-lifetime',
  title: {
    ja: 'セッションの有効時間',
    en: 'how long a session lives',
  },
  promise: 'A session lives 10 minutes unused; each of its requests moves `expiresAt`.',
  users: ['holder'],
  async run(bench) {
    const answer = await bench.openSession('holder');
    const opened = accepted<Schemas['Session']>(answer, 201);
    if (opened.state === 'authenticated') bench.keep(bench.sessionOf('holder', opened));
    const now = Date.parse(answer.headers['date'] ?? '');
    if (Number.isNaN(now)) throw new CannotTry(WITHOUT_DATE);
    const minutes = (Date.parse(opened.expiresAt) - now) / 60_000;
    const expected = {
      ja: '応答の Date の 10 分後の expiresAt',
      en: 'an expiresAt ten minutes after the Date of the answer',
    };
    const seen = { ja: `${minutes.toFixed(1)} 分後`, en: `${minutes.toFixed(1)} minutes` };
    holds(Math.abs(minutes - 10) < 0.5, answer, expected, seen);
  },
};
