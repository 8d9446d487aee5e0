import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { SecretOptions } from '../../../src/commands/ask/options.ts';
import { openSecrets } from '../../../src/commands/ask/secrets.ts';
import type { Deps } from '../../../src/commands/deps.ts';
import { compose } from '../../../src/compose/compose.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { Insistence } from '../../../src/core/insistence.ts';
import type { OtpChallenge } from '../../../src/core/ports/bank.ts';
import { readStdinLine } from '../../../src/system/input.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const CHALLENGE: OtpChallenge = {
  method: 'token',
  digits: 6,
  expiresAt: new Date(0),
  attemptsLeft: 3,
};

interface Given {
  readonly options?: SecretOptions;
  readonly env?: NodeJS.ProcessEnv;
  readonly credentials?: Record<string, string>;
  /** null: stdin is a terminal. */
  readonly stdin?: string | null;
  readonly terminal?: boolean;
  readonly sandbox?: boolean;
  /** What is typed, one after the other; 'from-prompt' where nothing is left. */
  readonly typed?: string[];
}

/** What a person sees and answers. */
interface Asked {
  readonly questions: { question: string; default?: string | undefined }[];
  readonly warnings: string[];
}

async function open(given: Given) {
  const folder = tempFolder();
  const env = { CERT_TOOL_HOME: folder, ...given.env };
  const deps = await compose({
    given: given.sandbox ? { sandbox: true } : {},
    env,
    language: 'en',
    signal: new AbortController().signal,
    insistence: new Insistence(),
  });
  const asked: Asked = { questions: [], warnings: [] };
  const answer = (question: string, options: { default?: string } = {}) => {
    asked.questions.push({ question, default: options.default });
    return Promise.resolve(given.typed?.shift() ?? 'from-prompt');
  };
  const altered: Deps = {
    ...deps,
    ui: {
      ...deps.ui,
      interactive: given.terminal === true,
      info: () => {},
      say: (line) => asked.warnings.push(line),
      prompts: { ...deps.ui.prompts, text: answer, secret: answer },
    },
    async readStdinLine() {
      const stdin = Readable.from([Buffer.from(given.stdin ?? '')]);
      return readStdinLine(Object.assign(stdin, { isTTY: given.stdin === null }));
    },
    runOtpCommand: async (_command, loginId) => (loginId === 'user1' ? '333333' : ''),
    practiceBank: {
      ...deps.practiceBank,
      info: async () => ({ users: [{ loginId: 'jirodt', otp: { code: '654321' } }] }) as never,
    },
  };
  const file = join(folder, 'credentials.json');
  writeFileSync(file, JSON.stringify(given.credentials ?? {}), { mode: 0o600 });
  const options = { ...given.options, ...(given.credentials ? { credentials: file } : {}) };
  return { asked, sources: await openSecrets(altered, options, () => {}) };
}

async function nameOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    (value) => value,
    (thrown: unknown) => thrown,
  );
  return error instanceof CertToolError ? error.errorName : error;
}

describe('the login ID', () => {
  const all: Given = {
    options: { loginId: 'from-option' },
    env: { CERT_TOOL_LOGIN_ID: 'from-env' },
    credentials: { loginId: 'from-file' },
    terminal: true,
  };
  test.each<[string, string | undefined, Given]>([
    ['from-argument', 'from-argument', all],
    ['from-option', undefined, all],
    ['from-env', undefined, { ...all, options: {} }],
    ['from-file', undefined, { ...all, options: {}, env: {} }],
    ['from-file', undefined, { ...all, options: {}, env: { CERT_TOOL_LOGIN_ID: '' } }],
    ['from-prompt', undefined, { terminal: true }],
    ['missing-input', undefined, {}],
    ['jirodt', undefined, { sandbox: true }],
  ])('%s', async (expected, argument, given) => {
    const { sources } = await open(given);
    expect(await nameOf(sources.loginId(argument))).toBe(expected);
  });

  test.each(['', ' ', 'two words', 'a\nb', 'a\0b', 'a\u202eb', 'x'.repeat(65), '\ud800'])(
    '%j is none',
    async (typed) => {
      const { sources } = await open({ terminal: true });
      expect(await nameOf(sources.loginId(typed))).toBe('invalid-option');
    },
  );
});

describe('the login password', () => {
  const all: Given = {
    options: { passwordStdin: true },
    stdin: 'from-stdin\r\nsecond line',
    env: { CERT_TOOL_PASSWORD: 'from-env' },
    credentials: { password: 'from-file' },
    terminal: true,
  };
  test.each<[string, Given]>([
    ['from-stdin', all],
    ['from-env', { ...all, options: {} }],
    ['from-file', { ...all, options: {}, env: {} }],
    ['from-prompt', { terminal: true }],
    ['missing-input', {}],
    ['missing-input', { env: { CERT_TOOL_PASSWORD: '' } }],
  ])('%s', async (expected, given) => {
    const { sources } = await open(given);
    const secrets = sources.secretsFor('user1');
    expect(await nameOf(secrets.password())).toBe(expected);
    expect(secrets.available).toBe(expected !== 'missing-input');
    expect(secrets.canRetry('password')).toBe(expected === 'from-prompt');
  });

  test('is asked for, masked, where stdin is a terminal, whatever else is given', async () => {
    const { sources, asked } = await open({ ...all, stdin: null });
    const secrets = sources.secretsFor('user1');
    expect([await secrets.password(), secrets.canRetry('password')]).toEqual(['from-prompt', true]);
    expect(asked.questions).toHaveLength(1);
    const { sources: silent } = await open({ ...all, stdin: null, terminal: false });
    expect(await nameOf(silent.secretsFor('user1').password())).toBe('missing-input');
  });

  test('keeps its blanks', async () => {
    const { sources } = await open({ options: { passwordStdin: true }, stdin: ' pass word \n' });
    expect(await sources.secretsFor('x').password()).toBe(' pass word ');
  });
});

describe('the one-time password', () => {
  const all: Given = {
    options: { otp: '111111', otpCommand: 'program' },
    env: { CERT_TOOL_OTP: '222222' },
    credentials: { otp: '444444' },
    terminal: true,
  };
  test.each<[string, string, Given]>([
    ['option', '111111', all],
    ['variable', '222222', { ...all, options: { otpCommand: 'program' } }],
    [
      'program, which is told the login ID,',
      '333333',
      { ...all, options: { otpCommand: 'program' }, env: {} },
    ],
    ['file', '444444', { ...all, options: {}, env: {} }],
    ['question', '555555', { terminal: true, typed: ['555555'] }],
    ['nothing', 'missing-input', {}],
  ])('by %s: %s', async (_, expected, given) => {
    const { sources } = await open(given);
    const secrets = sources.secretsFor('user1');
    expect(await nameOf(secrets.otp(CHALLENGE))).toBe(expected);
    expect(secrets.canRetry('otp')).toBe(expected === '555555');
  });
});

describe("the practice bank's demo user", () => {
  test('is taken without a terminal', async () => {
    const { sources, asked } = await open({ sandbox: true });
    const secrets = sources.secretsFor('jirodt');
    expect(await secrets.password()).not.toBe('');
    expect(await secrets.otp(CHALLENGE)).toBe('654321');
    expect(asked.questions).toEqual([]);
  });

  test('is offered on a terminal', async () => {
    const { sources, asked } = await open({ sandbox: true, terminal: true });
    await sources.loginId(undefined);
    const secrets = sources.secretsFor('jirodt');
    await secrets.password();
    await secrets.otp(CHALLENGE);
    expect(asked.questions.map((each) => each.default)).toEqual(['jirodt', expect.any(String), '654321']);
  });

  test('is never used at a real bank', async () => {
    const { sources, asked } = await open({ terminal: true });
    await sources.loginId(undefined);
    await sources.secretsFor('jirodt').password();
    await sources.secretsFor('jirodt').otp(CHALLENGE);
    expect(asked.questions.map((each) => each.default)).toEqual([undefined, undefined, undefined]);
    expect((await open({})).sources.secretsFor('jirodt').available).toBe(false);
  });

  test('is none for a login ID that is not known', async () => {
    const { sources } = await open({ sandbox: true });
    expect(await nameOf(sources.secretsFor('stranger').password())).toBe('missing-input');
    expect(await nameOf(sources.secretsFor('stranger').otp(CHALLENGE))).toBe('missing-input');
  });
});

test('a repeated question tells why, for whom, and how many tries are left', async () => {
  const { sources, asked } = await open({ terminal: true, typed: ['user1'] });
  await sources.secretsFor('user1').password({ attemptsLeft: 3 });
  await sources.secretsFor('user1').otp(CHALLENGE, { attemptsLeft: 2 });
  expect(asked.warnings[0]).toMatch(/refused.*user1.*Tries left before the lock: 3/);
  expect(asked.warnings[1]).toMatch(/one-time password.*Tries left before the lock: 2/);
});
