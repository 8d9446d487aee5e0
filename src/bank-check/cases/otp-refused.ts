import { waiting } from '../acts/waiting.ts';
import type { Case } from '../case.ts';
import { about, accepted, holds, refused, type Schemas, same } from '../expect.ts';

const FEWER = { ja: '1 回減った attemptsLeft', en: 'one try fewer in attemptsLeft' };

const BESIDE = {
  ja: 'ワンタイムパスワードを待つ別のセッションがあっても続くセッション',
  en: 'a session beside one that still waits for its one-time password',
};

export const otpRefused: Case = {
  name: 'otp-refused',
  title: {
    ja: 'ワンタイムパスワードの誤り',
    en: 'wrong one-time passwords',
  },
  promise: 'The session, now `authenticated`. Its token stays the same.',
  users: ['token'],
  async run(bench) {
    const session = await waiting(bench, 'token');
    const wrong = await bench.submitCode(session.token, 'no-code');
    const { attemptsLeft } = refused(wrong, 401, 'otp-refused');
    holds(attemptsLeft === 4 || attemptsLeft === 3, wrong, FEWER);
    const right = await bench.giveCode(session, session.otp);
    const { token, state } = accepted<Schemas['Session']>(right, 200);
    same([token === session.token, state], [true, 'authenticated'], right, {
      ja: '同じトークン、ログイン済み',
      en: 'the same token, authenticated',
    });
    bench.keep(session);
    const next = await waiting(bench, 'token');
    const mine = await bench.send({ method: 'GET', path: '/me', token: session.token });
    about(BESIDE, () => accepted(mine, 200));
    same(next.otp.attemptsLeft, 5, right, {
      ja: 'ログインの完了後は、attemptsLeft が 5 に戻る',
      en: 'attemptsLeft of 5 again after a full login',
    });
  },
};
