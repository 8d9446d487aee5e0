import { randomBytes } from 'node:crypto';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const sessionRequired: Case = {
  name: 'session-required',
  title: {
    ja: 'トークンがない、または未知のトークン',
    en: 'no token, or an unknown one',
  },
  promise: '`session-required`: no token, or one that the bank does not know.',
  async run(bench) {
    refused(await bench.send({ method: 'GET', path: '/me' }), 401, 'session-required');
    const token = randomBytes(32).toString('base64url');
    refused(await bench.send({ method: 'GET', path: '/me', token }), 401, 'session-required');
    const json = { csr: 'none' };
    refused(await bench.send({ method: 'POST', path: '/certificates', json }), 401, 'session-required');
  },
};
