import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const oneSession: Case = {
  name: 'one-session',
  title: {
    ja: 'ログインIDごとに 1 つのセッション',
    en: 'one session a login ID',
  },
  promise:
    "Fully logging in (state `authenticated`) ends the login ID's earlier session, whose next request gets 401 `session-ended`.",
  users: ['holder'],
  async run(bench) {
    const { token } = await bench.logIn('holder');
    await bench.logIn('holder');
    refused(await bench.send({ method: 'GET', path: '/me', token }), 401, 'session-ended');
  },
};
