import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

/** What fits the contract nowhere. */
const MISFIT = { surprise: true };

export const sessionFirst: Case = {
  name: 'session-first',
  title: {
    ja: 'セッション、要求の形式、権限の順に確認する',
    en: 'the session, then the form of a request, then rights',
  },
  promise:
    'The session comes first: 401, 403 `otp-required`, for a renewal 403 `proof-required`. Then comes whether the request fits this contract (400 `invalid-request`), and then what each request says of itself.',
  users: ['holder'],
  async run(bench) {
    const { loginId, token } = await bench.session('holder');
    const revocation = `/users/${encodeURIComponent(loginId)}/revocation`;
    for (const path of ['/sessions/current/proof', '/certificates', revocation]) {
      const send = (as: { token?: string }) => bench.send({ method: 'POST', path, json: MISFIT, ...as });
      refused(await send({}), 401, 'session-required');
      refused(await send({ token }), 400, 'invalid-request');
    }
    refused(await bench.details({ token }, 'no-serial-number'), 400, 'invalid-request');
  },
};
