import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const suspended: Case = {
  name: 'suspended',
  title: {
    ja: '利用停止中のユーザのログイン',
    en: 'the login of a suspended user',
  },
  promise: '`suspended`: the login ID is suspended.',
  users: ['suspended'],
  async run(bench) {
    refused(await bench.openSession('suspended'), 403, 'suspended');
  },
};
