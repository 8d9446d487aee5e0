import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const usersPermission: Case = {
  name: 'users-permission',
  title: {
    ja: '一般ユーザは利用者の一覧を見られない',
    en: 'general users and the list of users',
  },
  promise: '`not-permitted`: the role does not have the right.',
  users: ['holder'],
  async run(bench) {
    const { token } = await bench.session('holder');
    refused(await bench.send({ method: 'GET', path: '/users', token }), 403, 'not-permitted');
  },
};
