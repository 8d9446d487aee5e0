import { waiting } from '../acts/waiting.ts';
import type { Case } from '../case.ts';
import { accepted, refused } from '../expect.ts';

export const otpRequired: Case = {
  name: 'otp-required',
  title: {
    ja: 'ワンタイムパスワードを待つセッション',
    en: 'a session that waits for its one-time password',
  },
  promise:
    'A session that waits for its one-time password gets 403 `otp-required` from everything but the one-time password and log-out.',
  users: ['token'],
  async run(bench) {
    const session = await waiting(bench, 'token');
    const { token } = session;
    refused(await bench.send({ method: 'GET', path: '/me', token }), 403, 'otp-required');
    refused(await bench.ask(session, await bench.spareKey()), 403, 'otp-required');
    refused(await bench.send({ method: 'GET', path: '/users', token }), 403, 'otp-required');
    accepted(await bench.send({ method: 'DELETE', path: '/sessions/current', token }), 204);
  },
};
