import { waiting } from '../acts/waiting.ts';
import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const otpResend: Case = {
  name: 'otp-resend',
  title: {
    ja: 'ワンタイムパスワードの再送',
    en: 'another one-time password by e-mail',
  },
  promise: 'A new code is on its way.',
  users: ['email'],
  async run(bench) {
    const { token } = await waiting(bench, 'email');
    const answer = await bench.send({ method: 'POST', path: '/sessions/current/otp/resend', token });
    const { otp } = accepted<Schemas['Session']>(answer, 202);
    same(otp?.method, 'email', answer, { ja: 'otp の method', en: 'the method of otp' });
    accepted(await bench.send({ method: 'DELETE', path: '/sessions/current', token }), 204);
  },
};
