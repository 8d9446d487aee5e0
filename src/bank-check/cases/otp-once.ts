import { waiting } from '../acts/waiting.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

const NONE_YET = {
  ja: '使用済みのワンタイムパスワードがありません',
  en: 'no one-time password has been used yet',
};

export const otpOnce: Case = {
  name: 'otp-once',
  title: {
    ja: '使用済みのワンタイムパスワード',
    en: 'one-time passwords that were used before',
  },
  promise: '`otp-refused` (`attemptsLeft`): wrong, or used before.',
  users: ['token'],
  after: ['otp-refused'],
  async run(bench) {
    const code = bench.usedCode('token');
    if (code === undefined) throw new CannotTry(NONE_YET);
    const { token } = await waiting(bench, 'token');
    refused(await bench.submitCode(token, code), 401, 'otp-refused');
  },
};
