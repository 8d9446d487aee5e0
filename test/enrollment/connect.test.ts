import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { BankStatus } from '../../src/core/ports/bank.ts';
import { connect } from '../../src/enrollment/connect.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const folder = makeTempFolder();
const made: Record<'root' | 'issuing' | 'stranger' | 'leaf' | 'nameless', Issued> = {} as never;

beforeAll(() => {
  made.root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
  made.issuing = issue(folder, { subject: '/CN=issuing', extensions: CA_EXTENSIONS, issuer: made.root });
  made.stranger = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
  made.leaf = issue(folder, { subject: '/CN=leaf', extensions: CLIENT_EXTENSIONS, issuer: made.root });
  const withoutKeyId = [
    ...CA_EXTENSIONS.filter((line) => !/subjectKeyId/.test(line)),
    'subjectKeyIdentifier=none',
  ];
  made.nameless = issue(folder, { subject: '/CN=nameless', extensions: withoutKeyId });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function connectTo(chain: readonly string[], changes: Partial<BankStatus> = {}) {
  const kept: BankIdentity[] = [];
  const connection = connect({
    openBank: async () => ({
      offers: [],
      status: async () => ({ bankId: 'bank', name: 'Bank', status: 'ok', time: NOW, ...changes }),
      caChain: async () => [...chain],
      crl: () => Promise.reject(new Error('asked for its list')),
      logIn: () => Promise.reject(new Error('logged in')),
      async close() {},
    }),
    async keepIdentity(identity) {
      kept.push(identity);
      return identity;
    },
    now: () => NOW,
    onStep() {},
  });
  return { connection, kept };
}

const armoured = (bytes: string) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;

test('who the bank is, is kept', async () => {
  const chain = [made.issuing.pem, made.root.pem];
  for (const each of [chain, [made.root.pem]]) {
    const { connection, kept } = connectTo(each);
    expect((await connection).identity).toEqual({
      bankId: 'bank',
      name: 'Bank',
      chain: each,
      chains: [each],
    });
    expect(kept).toHaveLength(1);
  }
});

test.each([
  ['2026-06-02T00:00:00Z', '2026-06-02 09:00:00 JST'],
  [undefined, 'not announced'],
])('in maintenance nothing is kept; its end is %s', async (until, en) => {
  const status = { status: 'maintenance' as const, ...(until ? { until: new Date(until) } : {}) };
  const { connection, kept } = connectTo([made.root.pem], status);
  await expect(connection).rejects.toMatchObject({
    errorName: 'maintenance',
    details: { params: { until: { en } } },
  });
  expect(kept).toEqual([]);
});

test.each<[string, () => string[]]>([
  ['nothing at all', () => []],
  ['junk in armour', () => [armoured('junk')]],
  ['a certificate cut off', () => [made.root.pem.replace(/\n[^\n]+(?=\n-----END)/, '')]],
  ['junk behind the issuing CA', () => [made.issuing.pem, armoured('junk')]],
  ['a certificate of a user', () => [made.leaf.pem, made.root.pem]],
  ['the chain upside down', () => [made.root.pem, made.issuing.pem]],
  ['a root of the same name that signed nothing', () => [made.issuing.pem, made.stranger.pem]],
  ['a CA that does not name its key', () => [made.nameless.pem]],
])('%s is no CA: said before any login, and nothing is kept', async (_what, chain) => {
  const { connection, kept } = connectTo(chain());
  await expect(connection).rejects.toMatchObject({
    errorName: 'bad-answer',
    details: { params: { host: 'Bank', detail: { en: expect.stringContaining('GET /ca') } } },
  });
  expect(kept).toEqual([]);
});
