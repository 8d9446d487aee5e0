import { describe, expect, test } from 'vitest';
import { languageOf } from '../../src/sandbox/business/language.ts';
import { matchingStep, newTotpSecret, totpCode, totpStep } from '../../src/sandbox/business/otp.ts';
import { verifyPassword } from '../../src/sandbox/business/passwords.ts';
import { Serializer } from '../../src/sandbox/business/serialize.ts';
import { DEMO_USERS, demoCredentials } from '../../src/sandbox/business/users.ts';
import { notAfterFor, subjectTime } from '../../src/sandbox/ca/dates.ts';
import { newSerialNumber } from '../../src/sandbox/ca/parts.ts';

describe('TOTP', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits. The secret is "12345678901234567890".
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i seconds', (seconds, code) => {
    expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', totpStep(new Date(seconds * 1000)))).toBe(code);
  });

  test('is taken from the step before to the step after, and never twice', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const now = new Date('2026-11-22T00:00:00Z');
    const step = totpStep(now);
    const taken = [-2, -1, 0, 1, 2].map((offset) =>
      matchingStep(secret, totpCode(secret, step + offset), now, 0),
    );
    expect(taken).toEqual([undefined, step - 1, step, step + 1, undefined]);
    expect(matchingStep(secret, totpCode(secret, step), now, step)).toBeUndefined();
  });
});

describe('dates of a certificate', () => {
  test.each([
    ['2026-11-22T05:00:00Z', '2027-11-22T23:59:59Z', '20261122140000'],
    ['2026-11-22T14:59:59Z', '2027-11-22T23:59:59Z', '20261122235959'],
    ['2026-11-22T15:00:00Z', '2027-11-23T23:59:59Z', '20261123000000'],
    ['2026-12-31T15:00:00Z', '2028-01-01T23:59:59Z', '20270101000000'],
    ['2028-02-29T00:00:00Z', '2029-02-28T23:59:59Z', '20280229090000'],
  ])('issued at %s', (issuedAt, notAfter, time) => {
    expect(notAfterFor(new Date(issuedAt))).toEqual(new Date(notAfter));
    expect(subjectTime(new Date(issuedAt))).toBe(time);
  });
});

test('serial numbers are 32 digits for every tool', () => {
  const serialNumbers = Array.from({ length: 200 }, newSerialNumber);
  for (const serialNumber of serialNumbers) expect(serialNumber).toMatch(/^[1-7][0-9a-f]{31}$/);
  expect(new Set(serialNumbers).size).toBe(200);
});

test.each([
  [undefined, 'ja'],
  ['', 'ja'],
  ['ja', 'ja'],
  ['en', 'en'],
  ['EN-us', 'en'],
  ['en;q=0.5, ja;q=0.9', 'ja'],
  ['fr, en;q=0.1', 'en'],
  ['en;q=0', 'ja'],
  [';;;,=,q=', 'ja'],
  ['x'.repeat(10_000), 'ja'],
])('Accept-Language %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('a password is hashed when it is typed rightly for the first time, and checked by its hash from then on', async () => {
  const clear = 'パスワード';
  const first = await verifyPassword(clear, { hash: '', clear });
  expect(first).toEqual({ right: true, hash: expect.stringMatching(/^scrypt\$[\w+/]{22}==\$[\w+/]{43}=$/) });
  expect((await verifyPassword(clear, { hash: '', clear })).hash).not.toBe(first.hash);
  const { hash = '' } = first;
  expect(await verifyPassword(clear, { hash, clear: 'of no account' })).toEqual({ right: true });
  for (const [typed, known] of [
    ['パスワート', { hash, clear }],
    ['', { hash, clear }],
    ['パスワート', { hash: '', clear }],
    ['', { hash: '', clear }],
    ['', { hash: 'scrypt$$', clear: '' }],
    ['', undefined],
  ] as const) {
    expect(await verifyPassword(typed, known)).toEqual({ right: false });
  }
});

test('the serializer runs one key in order, whatever fails, and others beside it', async () => {
  const serializer = new Serializer();
  const order: string[] = [];
  let openGate: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  const first = serializer.run('a', async () => {
    await gate;
    order.push('a1');
    throw new Error('fails');
  });
  const second = serializer.run('a', async () => order.push('a2'));
  await serializer.run('b', async () => order.push('b'));
  openGate();
  await expect(first).rejects.toThrow('fails');
  await second;
  expect(order).toEqual(['b', 'a1', 'a2']);
});

test('demo credentials', () => {
  expect(demoCredentials()?.loginId).toBe('jirodt');
  expect(demoCredentials('nobody')).toBeUndefined();
  for (const { loginId, password } of DEMO_USERS) expect(demoCredentials(loginId)?.password).toBe(password);
});
