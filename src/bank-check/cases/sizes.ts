import { randomBytes } from 'node:crypto';
import type { Text } from '../../core/text.ts';
import type { Case } from '../case.ts';
import { about, accepted, refused } from '../expect.ts';

/** Of three bytes each: characters are counted, not bytes. */
const characters = (count: number) => 'あ'.repeat(count);

/** What the request is about: secrets are not shown, and long ones cut. */
function of(member: string, count: number): Text {
  return { ja: `${count} 文字の ${member}`, en: `${member} of ${count} characters` };
}

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
    const logIn = (asked: object) => post('/sessions', asked);
    const session = await bench.session('holder');
    const { token, loginId: own } = session;
    const ask = (csr: string, device: string) => post('/certificates', { csr, device }, token);
    const taken = await logIn({ loginId, password: characters(256) });
    about(of('password', 256), () => refused(taken, 401, 'credentials-refused'));
    const looked = await ask('x'.repeat(16_384), 'PC');
    about(of('csr', 16_384), () => refused(looked, 422, 'csr-refused'));
    const csr = (await bench.newKey()).request(own);
    const tooLong = [
      [of('loginId', 65), await logIn({ loginId: `${loginId}x`, password: 'x' })],
      [of('password', 257), await logIn({ loginId, password: characters(257) })],
      [of('password', 100_000), await logIn({ loginId, password: 'x'.repeat(100_000) })],
      [of('csr', 16_385), await ask('x'.repeat(16_385), 'PC')],
      [of('device', 65), await ask(csr, characters(65))],
    ] as const;
    for (const [what, answer] of tooLong) about(what, () => refused(answer, 400, 'invalid-request'));
    const longest = await ask(csr, characters(64));
    await bench.mayIssue(longest, session);
    about(of('device', 64), () => accepted(longest, 201));
  },
};
