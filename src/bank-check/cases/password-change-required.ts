import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const passwordChangeRequired: Case = {
  name: 'password-change-required',
  title: {
    ja: 'パスワードの変更が必要なユーザのログイン',
    en: 'the login of a user who has to change the password',
  },
  promise:
    "`password-change-required`: the password is right and has to be changed at the bank's page first; it counts as no wrong one.",
  users: ['passwordChange'],
  async run(bench) {
    for (let time = 0; time < 6; time += 1)
      refused(await bench.openSession('passwordChange'), 403, 'password-change-required');
  },
};
