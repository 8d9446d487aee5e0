import type { Case } from '../case.ts';
import { holds, refused } from '../expect.ts';

export const requestIds: Case = {
  name: 'request-ids',
  title: {
    ja: '要求の番号',
    en: 'the number of a request',
  },
  promise: "The bank's number for this request, for its help desk.",
  async run(bench) {
    const ask = () => bench.send({ method: 'GET', path: '/me' });
    const [first, second] = [await ask(), await ask()];
    const [one, other] = [first, second].map((each) => refused(each, 401, 'session-required').requestId);
    const expected = { ja: '要求ごとに異なる requestId', en: 'another requestId for each request' };
    holds(one !== other, second, expected, { ja: `${other}`, en: `${other}` });
  },
};
