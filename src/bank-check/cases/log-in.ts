import type { Case } from '../case.ts';
import { accepted, holds, type Schemas } from '../expect.ts';

export const logIn: Case = {
  name: 'log-in',
  title: {
    ja: 'ログインとセッション',
    en: 'logging in',
  },
  promise: 'Random, printable ASCII, never used by another session. The proof signs it.',
  users: ['holder'],
  async run(bench) {
    const first = await bench.logIn('holder');
    const answer = await bench.openSession('holder');
    const second = accepted<Schemas['Session']>(answer, 201);
    const expected = {
      ja: 'ログインごとに異なる token と challenge',
      en: 'another token and challenge for each login',
    };
    holds(first.token !== second.token && first.challenge !== second.challenge, answer, expected);
    if (second.state === 'authenticated') bench.keep(bench.sessionOf('holder', second));
  },
};
