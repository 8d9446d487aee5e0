import type { Case } from '../case.ts';
import { accepted, refused } from '../expect.ts';

export const logOut: Case = {
  name: 'log-out',
  title: {
    ja: 'ログアウト',
    en: 'logging out',
  },
  promise: 'In any state of the session. Repeating it gets 401, which a client takes as done.',
  users: ['holder'],
  async run(bench) {
    const { token } = await bench.session('holder');
    bench.forget('holder');
    accepted(await bench.send({ method: 'DELETE', path: '/sessions/current', token }), 204);
    refused(await bench.send({ method: 'GET', path: '/me', token }), 401, 'session-ended');
    const again = await bench.send({ method: 'DELETE', path: '/sessions/current', token });
    refused(again, 401, 'session-ended', 'session-required');
  },
};
