import { randomBytes } from 'node:crypto';
import { ATTEMPTS_LEFT, randomPassword } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

export const unknownLoginId: Case = {
  name: 'unknown-login-id',
  title: {
    ja: '存在しないログインID',
    en: 'login IDs that do not exist',
  },
  promise:
    'An unknown login ID is answered and counted as a wrong password, so that nobody can find out which login IDs exist.',
  users: ['holder'],
  async run(bench) {
    await bench.logIn('holder');
    const known = refused(await bench.openSession('holder', randomPassword()), 401, 'credentials-refused');
    await bench.logIn('holder');
    const loginId = `nobody${randomBytes(4).toString('hex')}`;
    for (const left of [4, 3]) {
      const json = { loginId, password: randomPassword() };
      const answer = await bench.send({ method: 'POST', path: '/sessions', json });
      const { attemptsLeft, title, detail } = refused(answer, 401, 'credentials-refused');
      same(attemptsLeft, left, answer, ATTEMPTS_LEFT);
      const words = { ja: 'パスワードの誤りと同じ文', en: 'the words of a wrong password' };
      same([title, detail], [known.title, known.detail], answer, words);
    }
  },
};
