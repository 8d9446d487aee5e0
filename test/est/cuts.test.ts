import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { type Cut, cutInFrontOf, type Sizes } from './cutting-server.ts';
import { PASSWORD, startFakeCa } from './fake-ca.ts';
import { personAt } from './person.ts';

type Place = Pick<Cut, 'request' | 'answer'>;

/** Where the server's side dies, in the order in which the bytes go. */
const REQUEST: Readonly<Record<string, Place>> = {
  "in the middle of the request's head": { request: ({ head }) => head >> 1 },
  "before the request's body": { request: ({ head }) => head },
  "in the middle of the request's body": { request: ({ head, all }) => (head + all) >> 1 },
  "before the request's last byte": { request: ({ all }) => all - 1 },
  "behind the request's last byte": { request: ({ all }) => all },
  'before the answer': { answer: () => 0 },
};
const ANSWER: Readonly<Record<string, Place>> = {
  'in the middle of the status': { answer: () => 'HTTP/1.1 2'.length },
  'behind the status': { answer: () => 'HTTP/1.1 200 OK\r\n'.length },
  "in the middle of the answer's head": { answer: ({ head }) => head >> 1 },
  "before the answer's body": { answer: ({ head }) => head },
  "in the middle of the answer's body": { answer: ({ head, all }) => (head + all) >> 1 },
  "before the answer's last bytes": { answer: ({ all }: Sizes) => all - 5 },
};

/** How the end of an answer is found (RFC 9112, 6): as the CA says it, in chunks, or otherwise. */
const byLength = (answer: Buffer) => reframed(answer, (body) => `Content-Length: ${body.length}\r\n`);
/** A body that is cut short looks whole. */
const byClose = (answer: Buffer) => reframed(answer, () => '');

function reframed(answer: Buffer, header: (body: string) => string): Buffer {
  const text = answer.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [head, chunks] = [text.slice(0, end), text.slice(end + 4)];
  const body = chunks.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '');
  const kept = head.replace(/\r\ntransfer-encoding: chunked/i, '');
  return Buffer.from(`${kept}\r\n${header(body)}\r\n${body}`, 'latin1');
}

/** As a store of Windows', which gives no key away. */
const withoutKeys = (deps: Deps): Partial<Deps> => ({
  async store(resume) {
    const { tlsKey: _, ...store } = await deps.store(resume);
    return store;
  },
});

const EVERYWHERE = Object.entries({ ...REQUEST, ...ANSWER });
const WAYS: readonly [string, Way][] = [
  ['issue, broken off', { places: EVERYWHERE }],
  ['a renewal by certificate, closed', { places: EVERYWHERE, renews: 'certificate', rewrite: byLength }],
  [
    'a renewal by password, closed where that is the end',
    { places: Object.entries(ANSWER), renews: 'password', rewrite: byClose },
  ],
];

interface Way {
  readonly places: readonly [string, Place][];
  readonly renews?: 'certificate' | 'password';
  readonly rewrite?: (answer: Buffer) => Buffer;
}

test.each(WAYS)(
  '%s at any byte: the next run completes with the very same request',
  async (_, { places, renews, rewrite }) => {
    const ca = await startFakeCa({ withChain: true });
    const server = await cutInFrontOf(ca);
    const person = personAt(server);
    if (renews) expect(await person.run(['issue', 'user'], PASSWORD)).toMatchObject({ code: 0 });
    if (rewrite) server.rewrite = rewrite;
    const path = renews ? '/simplereenroll' : '/simpleenroll';
    const password = renews === 'certificate' ? undefined : PASSWORD;
    const alter = renews === 'password' ? withoutKeys : () => ({});
    for (const [number, [name, place]] of places.entries()) {
      const args = renews ? ['renew', 'user', '--force'] : ['issue', `user${number}`];
      server.bodies.length = 0;
      server.cut = { ...place, path, closes: renews !== undefined };
      expect(await person.run(args, password, alter), name).toMatchObject({ code: 10 });
      expect(server.cut, name).toBeUndefined();
      expect(person.entries(), name).toMatchObject([{ step: 'sent' }]);
      const completed = await person.run(args, password, alter);
      expect(completed, name).toMatchObject({ code: 0, json: { resumed: true } });
      expect(person.entries(), name).toEqual([]);
      expect(new Set(server.bodies).size, name).toBe(1);
    }
    const { certificates } = (await person.run(['list', '--check'])).json;
    expect(certificates).toHaveLength(renews ? 1 : places.length);
    expect(certificates.every((each: Record<string, unknown>) => each['keyUsable'])).toBe(true);
    expect(readdirSync(join(person.home, 'store', 'pending'))).toEqual([]);
  },
  120_000,
);

test('what is cut before any request for a certificate is asked again at once', async () => {
  const server = await cutInFrontOf(await startFakeCa({}));
  server.cut = { path: '/cacerts', answer: ({ head }) => head };
  expect(await personAt(server).run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0 });
  expect(server.cut).toBeUndefined();
});

test('an answer that says to wait is cut: nothing is known of a wait, and the same request goes again', async () => {
  const pending = { status: 202, headers: { 'Retry-After': '3600' } };
  const ca = await startFakeCa({ refuse: ({ number }) => (number === 1 ? pending : undefined) });
  const server = await cutInFrontOf(ca);
  const taro = personAt(server);
  server.cut = { path: '/simpleenroll', answer: ({ head }) => head - 4 };
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({
    code: 10,
    json: { error: { name: 'connection-lost' } },
  });
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0, json: { resumed: true } });
  expect(new Set(server.bodies).size).toBe(1);
});
