import { randomBytes } from 'node:crypto';
import type { Case } from '../case.ts';
import { holds, refused } from '../expect.ts';

/** Of three bytes each: characters are counted, not bytes. */
const characters = (count: number) => 'あ'.repeat(count);

export const sizes: Case = {
  name: 'sizes',
  title: {
    ja: '項目と要求の長さ',
    en: 'how long members and requests may be',
  },
  promise:
    'Members are as long as their schemas allow, counted in characters, and requests 64 KiB; what is longer gets 400 `invalid-request`.',
  users: ['holder'],
  async run(bench) {
    const post = (path: string, json: object, token?: string) =>
      bench.send({ method: 'POST', path, json, ...(token !== undefined && { token }) });
    // Of nobody: a wrong try is no one's.
    const loginId = randomBytes(32).toString('hex');
    refused(await post('/sessions', { loginId, password: characters(256) }), 401, 'credentials-refused');
    const tooLong = [
      { loginId: `${loginId}x`, password: 'x' },
      { loginId, password: characters(257) },
      { loginId, password: 'x'.repeat(100_000) },
    ];
    for (const json of tooLong) refused(await post('/sessions', json), 400, 'invalid-request');
    const session = await bench.session('holder');
    const ask = (csr: string, device: string) => post('/certificates', { csr, device }, session.token);
    refused(await ask('x'.repeat(16_384), 'PC'), 422, 'csr-refused');
    refused(await ask('x'.repeat(16_385), 'PC'), 400, 'invalid-request');
    const csr = (await bench.newKey()).request(session.loginId);
    refused(await ask(csr, characters(65)), 400, 'invalid-request');
    const longest = await ask(csr, characters(64));
    const expected = { ja: '64 文字の device を受け付ける', en: 'a device of 64 characters is taken' };
    holds(longest.status === 201, longest, expected);
  },
};
