import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { Secrets } from '../../src/enrollment/ports.ts';
import { createRefusalMemory, type Refused } from '../../src/enrollment/refusals.ts';
import { forgetRefusals, refuseEarly, sendSecret } from '../../src/enrollment/send-secret.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const WHOSE = { bankId: 'bank', loginId: 'user' };
const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-07-01T00:00:00Z');

/** A refused secret that is none of those which are sent. */
const UNKNOWN = { salt: 'AAAA', hash: '', refusedAt: new Date(START).toISOString() };

interface How {
  readonly typed?: boolean;
  readonly lastTry?: boolean;
  readonly kind?: 'password' | 'confirmation';
  /** Of the clock, from the start. */
  readonly days?: number;
}

/** How the bank answers: it takes the secret, or refuses with so many tries left, or with another error. */
type Answer = 'taken' | number | ErrorName;

/** A PC with a memory, and what came to the bank. */
function open() {
  const dir = join(tempFolder(), 'refused');
  const refusals = createRefusalMemory(syncedFolder(dir), dir);
  const sent: string[] = [];
  const portsOf = ({ typed = false, lastTry = false, days = 0 }: How, secret = '') => {
    const given = async () => secret;
    const secrets: Secrets = {
      ...{
        available: true,
        lastTry,
        canRetry: () => typed,
        password: given,
        confirmation: given,
        otp: given,
      },
    };
    return { secrets, refusals, now: () => new Date(START + days * DAY_MS) };
  };
  /** What became of it: `taken`, or the error's name. */
  const send = async (secret: string, answer: Answer, how: How = {}): Promise<string> => {
    const kind = how.kind ?? 'password';
    const sending = { ...WHOSE, kind, secret };
    return sendSecret(portsOf(how, secret), sending, async () => {
      sent.push(secret);
      if (answer === 'taken') return 'taken';
      if (typeof answer === 'string') throw new CertToolError(answer);
      throw new CertToolError(kind === 'password' ? 'credentials-refused' : 'confirmation-refused', {
        attemptsLeft: answer,
      });
    }).catch(nameOf);
  };
  return { dir, refusals, sent, send, portsOf };
}

function nameOf(error: unknown): string {
  if (error instanceof CertToolError) return error.errorName;
  throw error;
}

describe.each(['password', 'confirmation'] as const)('a %s that nobody typed', (kind) => {
  const refused = kind === 'password' ? 'credentials-refused' : 'confirmation-refused';

  test('is sent once and never again; another one is sent', async () => {
    const { send, sent } = open();
    expect(await send('old', 4, { kind })).toBe(refused);
    for (const days of [0, 1, 30]) expect(await send('old', 3, { kind, days })).toBe('refused-before');
    expect(await send('new', 'taken', { kind })).toBe('taken');
    expect(sent).toEqual(['old', 'new']);
  });

  test('is remembered beside those before it, until one try is left', async () => {
    const { send, sent } = open();
    for (const [index, secret] of ['a', 'b', 'c', 'd'].entries()) await send(secret, 4 - index, { kind });
    for (const secret of ['a', 'b', 'c', 'd', 'e']) {
      expect(await send(secret, 'taken', { kind })).toBe('refused-before');
    }
    expect(sent).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is nothing to the other kind', async () => {
    const { send } = open();
    await send('same', 1, { kind });
    const other = kind === 'password' ? 'confirmation' : 'password';
    expect(await send('same', 'taken', { kind: other })).toBe('taken');
    expect(await send('same', 'taken', { kind })).toBe('refused-before');
  });
});

test.each([
  [30, 'refused-before'],
  [30.01, 'taken'],
  [-30, 'refused-before'],
  [-30.01, 'taken'],
  [3650, 'taken'],
])('by a clock %d days away: %s', async (days, expected) => {
  const { send } = open();
  await send('old', 4);
  expect(await send('old', 'taken', { days })).toBe(expected);
});

test('the tries left do not come back by time', async () => {
  const { send } = open();
  await send('old', 1);
  expect(await send('old', 'taken', { days: 3650 })).toBe('refused-before');
});

test('tries that the bank did not count are unknown, and no reason to stop', async () => {
  const { send, refusals } = open();
  expect(await send('old', 'credentials-refused')).toBe('credentials-refused');
  expect((await refusals.read(WHOSE)).password).not.toHaveProperty('attemptsLeft');
  expect(await send('old', 'taken')).toBe('refused-before');
  expect(await send('new', 'taken')).toBe('taken');
});

test.each<ErrorName>(['connection-lost', 'bank-unavailable', 'suspended', 'otp-refused', 'cancelled'])(
  '%s says nothing of the secret',
  async (answer) => {
    const { send, refusals } = open();
    await send('right', answer);
    expect(await refusals.read(WHOSE)).toEqual({});
    await send('old', 3);
    const before = await refusals.read(WHOSE);
    await send('right', answer, { lastTry: true });
    expect(await refusals.read(WHOSE)).toEqual(before);
  },
);

test('a lock is no refusal of the secret, and its end sets the tries back', async () => {
  const { send } = open();
  await send('old', 1);
  expect(await send('right', 'account-locked', { lastTry: true })).toBe('account-locked');
  expect(await send('right', 'account-locked')).toBe('account-locked');
  expect(await send('right', 'taken')).toBe('taken');
});

test('a lock by a run that nobody watches leaves the refused one remembered', async () => {
  const { send } = open();
  await send('old', 2);
  expect(await send('other', 'account-locked')).toBe('account-locked');
  expect(await send('old', 'taken')).toBe('refused-before');
});

test('--last-try sends it, once', async () => {
  const { send, sent } = open();
  await send('old', 1);
  expect(await send('old', 1, { lastTry: true })).toBe('credentials-refused');
  expect(await send('old', 'taken')).toBe('refused-before');
  expect(sent).toEqual(['old', 'old']);
});

test('the last eight are remembered, and the tries that are left where the bank does not say', async () => {
  const { send, refusals } = open();
  const refusedAt = new Date(START).toISOString();
  const before = Array.from({ length: 8 }, (_, index) => ({ salt: `${index}`, hash: '', refusedAt }));
  await refusals.write(WHOSE, { password: { secrets: before, attemptsLeft: 5 } });
  await send('ninth', 'credentials-refused');
  const { secrets = [], attemptsLeft } = (await refusals.read(WHOSE)).password ?? {};
  expect([secrets.length, attemptsLeft]).toEqual([8, 5]);
  expect(secrets.slice(0, 7)).toEqual(before.slice(1));
  expect(secrets[7]?.refusedAt).toBe(refusedAt);
});

test.each([
  ['password', 'old', 4, 'the bank has refused this very one before', 'login password'],
  ['confirmation', 'new', 1, 'a single try is left before the lock', 'confirmation password'],
] as const)(
  'why a %s is not sent is said, and how many tries are left',
  async (kind, secret, left, why, name) => {
    const { send, portsOf } = open();
    await send('old', left, { kind });
    const sending = sendSecret(portsOf({}), { ...WHOSE, kind, secret }, async () => 'taken');
    await expect(sending).rejects.toMatchObject({
      errorName: 'refused-before',
      details: {
        attemptsLeft: left,
        params: { secret: { en: name }, why: { en: expect.stringContaining(why) } },
      },
    });
  },
);

test('how many tries are left is not said where the bank has not', async () => {
  const { send, portsOf } = open();
  await send('old', 'credentials-refused');
  const sending = sendSecret(portsOf({}), { ...WHOSE, kind: 'password', secret: 'old' }, async () => 'taken');
  const error = await sending.catch((thrown) => thrown);
  expect(error.details).not.toHaveProperty('attemptsLeft');
});

test('a typed one that is taken clears everything', async () => {
  const { send, refusals } = open();
  await send('old', 1);
  expect(await send('old', 'taken', { typed: true })).toBe('taken');
  expect(await refusals.read(WHOSE)).toEqual({});
});

test.each<[string, Refused, How]>([
  ['what was refused, though the bank told no number', { secrets: [UNKNOWN] }, {}],
  ['the tries left alone, by one that a person typed', { secrets: [], attemptsLeft: 1 }, { typed: true }],
])('one that is taken clears %s', async (_, password, how) => {
  const { send, refusals } = open();
  await refusals.write(WHOSE, { password });
  expect(await send('new', 'taken', how)).toBe('taken');
  expect(await refusals.read(WHOSE)).toEqual({});
});

test('a typed one that is refused is a person’s matter: it ends the count, and makes no refused one good', async () => {
  const { send } = open();
  await send('old', 1);
  expect(await send('mistyped', 1, { typed: true })).toBe('credentials-refused');
  expect(await send('old', 'taken')).toBe('refused-before');
  expect(await send('mistyped', 'taken')).toBe('taken');
});

test('once taken, the refused ones are forgotten; the tries left only by the whole login', async () => {
  const { send, refusals } = open();
  await send('confirmation', 4, { kind: 'confirmation' });
  await send('old', 1);
  await send('new', 'taken', { lastTry: true });
  expect((await refusals.read(WHOSE)).password).toEqual({ secrets: [], attemptsLeft: 1 });
  await forgetRefusals({ refusals }, WHOSE, 'password');
  expect(Object.keys(await refusals.read(WHOSE))).toEqual(['confirmation']);
});

test('what cannot be kept does not cover up the refusal', async () => {
  const { send, refusals } = open();
  const failing = { ...refusals, write: () => Promise.reject(new Error('disk full')) };
  Object.assign(refusals, failing);
  expect(await send('old', 4)).toBe('credentials-refused');
});

describe('before the bank is asked', () => {
  const early = async (secret: string, how: How = {}, prepared = open()) => {
    await prepared.send('old', 4, how.kind ? { kind: how.kind } : {});
    const ports = prepared.portsOf(how, secret);
    return refuseEarly(ports, WHOSE, ['password', 'confirmation']).then(() => 'passed', nameOf);
  };

  test.each<[string, How, string]>([
    ['old', {}, 'refused-before'],
    ['old', { kind: 'confirmation' }, 'refused-before'],
    ['new', {}, 'passed'],
    ['old', { lastTry: true }, 'passed'],
    ['old', { typed: true }, 'passed'],
  ])('%s, %o: %s', async (secret, how, expected) => {
    expect(await early(secret, how)).toBe(expected);
  });

  test('nothing is asked of a person, nor where nothing is remembered', async () => {
    const { send, portsOf } = open();
    const unasked = (how: How) => {
      const ports = portsOf(how);
      const password = () => Promise.reject(new Error('asked'));
      return refuseEarly({ ...ports, secrets: { ...ports.secrets, password } }, WHOSE, ['password']);
    };
    await unasked({});
    await send('old', 4);
    await unasked({ typed: true });
  });

  test('a secret that is missing is told when it is needed', async () => {
    const { send, portsOf } = open();
    await send('old', 1);
    const ports = portsOf({});
    const password = () => Promise.reject(new CertToolError('missing-input'));
    await refuseEarly({ ...ports, secrets: { ...ports.secrets, password } }, WHOSE, ['password']);
  });
});
