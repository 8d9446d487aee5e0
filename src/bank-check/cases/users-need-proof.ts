import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const usersNeedProof: Case = {
  name: 'users-need-proof',
  title: {
    ja: '利用者の一覧には証明が必要',
    en: 'the list of users without a proof',
  },
  promise: 'For administrators and the master user, with proof.',
  users: ['administrator'],
  async run(bench) {
    const { token } = await bench.logIn('administrator');
    refused(await bench.send({ method: 'GET', path: '/users', token }), 403, 'proof-required');
  },
};
