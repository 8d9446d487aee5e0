import { ATTEMPTS_LEFT, randomPassword } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { about, accepted, refused, same } from '../expect.ts';

const STILL_THERE = {
  ja: '誤ったパスワードのあとも続くセッション',
  en: 'a session that was there before the wrong passwords',
};

export const wrongPassword: Case = {
  name: 'wrong-password',
  title: {
    ja: 'ログインパスワードの誤りの数え方',
    en: 'how wrong login passwords are counted',
  },
  promise: 'a full login sets all three back to zero.',
  users: ['holder'],
  async run(bench) {
    const { token } = await bench.logIn('holder');
    for (const left of [4, 3]) {
      const answer = await bench.openSession('holder', randomPassword());
      const { attemptsLeft } = refused(answer, 401, 'credentials-refused');
      same(attemptsLeft, left, answer, ATTEMPTS_LEFT);
    }
    const mine = await bench.send({ method: 'GET', path: '/me', token });
    about(STILL_THERE, () => accepted(mine, 200));
    await bench.logIn('holder');
    const answer = await bench.openSession('holder', randomPassword());
    same(refused(answer, 401, 'credentials-refused').attemptsLeft, 4, answer, ATTEMPTS_LEFT);
    await bench.logIn('holder');
  },
};
