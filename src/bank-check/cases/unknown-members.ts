import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const unknownMembers: Case = {
  name: 'unknown-members',
  title: {
    ja: '要求の未知の項目を拒否する',
    en: 'members that are not known in a request',
  },
  promise: 'A bank refuses members that it does not know in a request (400 `invalid-request`).',
  async run(bench) {
    const { loginId, password } = bench.user('holder');
    const json = { loginId, password, rememberMe: true };
    refused(await bench.send({ method: 'POST', path: '/sessions', json }), 400, 'invalid-request');
  },
};
