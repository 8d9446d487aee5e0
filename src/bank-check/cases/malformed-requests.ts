import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

const MALFORMED = ['{', '[]', '{}', '{"loginId":1,"password":"x"}', '{"loginId":"a b","password":"x"}'];

export const malformedRequests: Case = {
  name: 'malformed-requests',
  title: {
    ja: '形式の正しくない要求',
    en: 'requests that do not fit the contract',
  },
  promise: '`invalid-request`: the request does not fit this contract.',
  async run(bench) {
    for (const text of MALFORMED) {
      refused(await bench.send({ method: 'POST', path: '/sessions', text }), 400, 'invalid-request');
    }
  },
};
