import { ATTEMPTS_LEFT, randomPassword } from '../acts/wrong.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

export const lockOut: Case = {
  name: 'lock-out',
  title: {
    ja: '誤りが続いたログインIDのロック',
    en: 'the lock after too many wrong passwords',
  },
  promise:
    'The try that uses up the last one, and every later one, is answered with 423 `account-locked`, until an administrator releases the login ID.',
  users: ['locked'],
  destructive: true,
  async run(bench) {
    // Of an earlier run.
    if ((await bench.openSession('locked')).status === 423) throw new CannotTry(LOCKED);
    await bench.logIn('locked');
    for (const left of [4, 3, 2, 1]) {
      const answer = await bench.openSession('locked', randomPassword());
      same(refused(answer, 401, 'credentials-refused').attemptsLeft, left, answer, ATTEMPTS_LEFT);
    }
    refused(await bench.openSession('locked', randomPassword()), 423, 'account-locked');
    refused(await bench.openSession('locked'), 423, 'account-locked');
    bench.forget('locked');
  },
};

const LOCKED = {
  ja: 'locked のユーザは、すでにロックされています',
  en: 'the user "locked" is locked already',
};
