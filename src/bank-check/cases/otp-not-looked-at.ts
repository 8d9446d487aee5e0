import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const otpNotLookedAt: Case = {
  name: 'otp-not-looked-at',
  title: {
    ja: 'ログイン済みのセッションへのワンタイムパスワード',
    en: 'a one-time password for a session that needs none',
  },
  promise:
    'A session that is authenticated already is answered with 200 as it is; the code is then not looked at.',
  users: ['holder'],
  async run(bench) {
    const session = await bench.session('holder');
    const answer = await bench.submitCode(session.token, '000000');
    const { token, state } = accepted<Schemas['Session']>(answer, 200);
    same([token === session.token, state], [true, 'authenticated'], answer, {
      ja: '同じセッション',
      en: 'the same session',
    });
  },
};
