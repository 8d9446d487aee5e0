import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { BankSession, OtpChallenge } from '../../src/core/ports/bank.ts';
import { logIn, untilTaken } from '../../src/enrollment/login.ts';
import { ANOTHER_CODE, type Retry, type SecretKind } from '../../src/enrollment/ports.ts';
import { BANK, LOGIN_ID, NOW } from './certificates.ts';
import { type Changes, worldWith } from './fakes.ts';

const WHOSE = { bankId: BANK.bankId, loginId: LOGIN_ID };
const TOKEN: OtpChallenge = { method: 'token', digits: 6, expiresAt: NOW, attemptsLeft: 3 };
const PASSWORD = ['ask password', 'step login', 'log in hanako with the password'];
const refusedWith = (name: ErrorName, attemptsLeft?: number) =>
  new CertToolError(name, attemptsLeft === undefined ? {} : { attemptsLeft });

async function loggedIn(changes: Changes = {}) {
  const { acts, ports, bank } = await worldWith(changes);
  const begun: BankSession[] = [];
  const session = await logIn(ports, LOGIN_ID, { bank, identity: BANK }, (each) => {
    begun.push(each);
    acts.push('session begun');
  }).catch((error) => error);
  return { acts, ports, session, begun };
}

describe('a login', () => {
  test('takes the password alone where the bank asks for no more', async () => {
    const { acts, session, begun } = await loggedIn();
    expect(acts).toEqual([...PASSWORD, 'session begun']);
    expect(begun).toEqual([session]);
  });

  test('takes the one-time password last, and the session is known before it', async () => {
    const { acts } = await loggedIn({ session: { otp: TOKEN } });
    expect(acts).toEqual([...PASSWORD, 'session begun', 'ask otp', 'step otp', 'otp the otp']);
  });

  test.each<[SecretKind, ErrorName]>([
    ['password', 'credentials-refused'],
    ['otp', 'otp-refused'],
  ])('asks a person for the %s again', async (kind, name) => {
    const asked: (number | undefined)[] = [];
    const ask = (retry?: Retry) => {
      asked.push(retry?.attemptsLeft);
      return Promise.resolve('typed');
    };
    /** Refuses what was typed first. */
    const judge = async () => {
      if (asked.length === 1) throw refusedWith(name, 3);
    };
    const { session } = await worldWith({ session: { otp: TOKEN } });
    const { acts } = await loggedIn({
      secrets: {
        canRetry: (secret) => secret === kind,
        ...(kind === 'password' ? { password: ask } : { otp: (_challenge, retry) => ask(retry) }),
      },
      bank: {
        logIn: async () => {
          if (kind === 'password') await judge();
          return { ...session, submitOtp: async () => (kind === 'otp' ? judge() : undefined) };
        },
      },
    });
    expect([asked, acts.includes('session begun')]).toEqual([[undefined, 3], true]);
  });

  test('that succeeds sets back what was refused before; the password alone does not', async () => {
    const refused = { password: { secrets: [], attemptsLeft: 3 } };
    const changes = { secrets: { lastTry: true } };
    for (const otp of [undefined, TOKEN]) {
      const { ports } = await worldWith(changes);
      await ports.refusals.write(WHOSE, refused);
      const submitOtp = () => Promise.reject(refusedWith('otp-refused', 1));
      const session = { ...(otp ? { otp, submitOtp } : {}) };
      const { bank } = await worldWith({ session });
      await logIn(ports, LOGIN_ID, { bank, identity: BANK }, () => {}).catch(() => {});
      const expected = otp ? { password: { secrets: [], attemptsLeft: 3 } } : {};
      expect(await ports.refusals.read(WHOSE)).toEqual(expected);
    }
  });

  test('remembers a password that nobody typed and the bank refused', async () => {
    const logIn = () => Promise.reject(refusedWith('credentials-refused', 4));
    const { acts, ports, session } = await loggedIn({ bank: { logIn } });
    expect([session.errorName, acts]).toEqual(['credentials-refused', ['ask password', 'step login']]);
    const remembered = (await ports.refusals.read(WHOSE)).password;
    expect([remembered?.secrets.length, remembered?.attemptsLeft]).toEqual([1, 4]);
  });
});

describe('the last try of a one-time password', () => {
  const last = { ...TOKEN, attemptsLeft: 1 };

  test.each<[string, Changes, boolean]>([
    ['nobody types it', { session: { otp: last } }, false],
    ['none is left', { session: { otp: { ...TOKEN, attemptsLeft: 0 } } }, false],
    ['two are left', { session: { otp: { ...TOKEN, attemptsLeft: 2 } } }, true],
    ['a person types it', { session: { otp: last }, secrets: { canRetry: (kind) => kind === 'otp' } }, true],
    ['it is wanted', { session: { otp: last }, secrets: { lastTry: true } }, true],
  ])('%s: sent %s', async (_, changes, sent) => {
    const { acts, session } = await loggedIn(changes);
    expect(acts.includes('otp the otp')).toBe(sent);
    if (sent) return;
    expect(session).toMatchObject({
      errorName: 'otp-last-try',
      details: { attemptsLeft: expect.any(Number) },
    });
    expect(acts).not.toContain('ask otp');
  });
});

describe('another one-time password', () => {
  const EMAIL: OtpChallenge = { ...TOKEN, method: 'email' };

  /** What was sent to the bank, and which challenges were answered. */
  async function answered(otp: OtpChallenge, answers: (string | typeof ANOTHER_CODE)[]) {
    const challenges: OtpChallenge[] = [];
    const left = [...answers];
    const session: Changes['session'] = { otp };
    const secrets = {
      canRetry: () => true,
      async otp(challenge: OtpChallenge) {
        challenges.push(challenge);
        return left.shift() ?? 'none';
      },
    };
    const { acts } = await loggedIn({ session, secrets });
    return { acts: acts.filter((act) => /otp/.test(act)), challenges };
  }

  test('comes by e-mail as often as it is wanted', async () => {
    const { acts, challenges } = await answered(EMAIL, [ANOTHER_CODE, ANOTHER_CODE, '123456']);
    expect(acts).toEqual(['resend the otp', 'resend the otp', 'step otp', 'otp 123456']);
    expect(challenges).toEqual([EMAIL, EMAIL, EMAIL]);
  });
});

describe.each<[SecretKind, ErrorName]>([
  ['password', 'credentials-refused'],
  ['otp', 'otp-refused'],
  ['confirmation', 'confirmation-refused'],
])('a %s that is refused', (kind, refusal) => {
  /** The tries left that the person was told of, and how it ended. */
  async function typed(
    answers: readonly (Error | string)[],
    canRetry = (secret: SecretKind) => secret === kind,
  ) {
    const told: (Retry | undefined)[] = [];
    const left = [...answers];
    const ended = await untilTaken({ canRetry }, kind, async (retry) => {
      told.push(retry);
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    }).catch((error) => error.errorName ?? error);
    return { told: told.map((retry) => retry?.attemptsLeft), ended };
  }

  test('is typed again until it is taken', async () => {
    const answers = [refusedWith(refusal, 4), refusedWith(refusal, 3), 'taken'];
    expect(await typed(answers)).toEqual({ told: [undefined, 4, 3], ended: 'taken' });
  });

  test('is typed until one try is left', async () => {
    const answers = [refusedWith(refusal, 2), refusedWith(refusal, 1), 'taken'];
    expect(await typed(answers)).toEqual({ told: [undefined, 2], ended: refusal });
  });

  test('is not typed again where the bank does not say how many are left', async () => {
    expect(await typed([refusedWith(refusal), 'taken'])).toEqual({ told: [undefined], ended: refusal });
  });

  test('is not sent again where nobody types it', async () => {
    expect(await typed([refusedWith(refusal, 4), 'taken'], () => false)).toEqual({
      told: [undefined],
      ended: refusal,
    });
  });

  test.each<[Error, unknown]>([
    [refusedWith('timeout', 4), 'timeout'],
    [new TypeError('a bug'), new TypeError('a bug')],
  ])('ends with any other error', async (error, ended) => {
    expect(await typed([error, 'taken'])).toEqual({ told: [undefined], ended });
  });
});
