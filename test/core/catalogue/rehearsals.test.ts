import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { catalogue, type ErrorName } from '../../../src/core/catalogue/index.ts';
import { rehearsals } from '../../../src/core/catalogue/rehearsals/index.ts';
import { interruptedCode } from '../../../src/core/error.ts';
import { keyScope } from '../../support/key-scope.ts';
import { rehearse } from '../../support/rehearse.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** Between the tries of a request nobody here waits as long as a person does; other waits are limits. */
const LONGEST_BETWEEN_TRIES_MS = 5_000;
vi.mock('../../../src/system/clock.ts', async (importOriginal) => {
  const clock = await importOriginal<typeof import('../../../src/system/clock.ts')>();
  const shortened = (ms: number) => (ms < LONGEST_BETWEEN_TRIES_MS ? ms / 50 : ms);
  return { ...clock, wait: (ms: number, signal?: AbortSignal) => clock.wait(shortened(ms), signal) };
});

const folder = makeTempFolder();
const home = join(folder, 'home');
beforeAll(async () => {
  const { signal } = new AbortController();
  await runInProcess(['sandbox', 'info'], { env: { CERT_TOOL_HOME: home }, signal });
});
// Each rehearsal has a bank and a PC of its own.
beforeEach(() => void Object.assign(process.env, keyScope()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(catalogue) as ErrorName[];
const rehearsable = names.flatMap((name) => {
  const rehearsal = rehearsals[name];
  const { code } = catalogue[name];
  return 'beyond' in rehearsal
    ? []
    : [{ name, code, interrupted: interruptedCode(catalogue[name]), lines: rehearsal }];
});

describe('typed as it stands, it shows', () => {
  test.each(rehearsable)('$name', { timeout: 120_000 }, async ({ code, interrupted, lines }) => {
    const printed = await rehearse(lines, home);
    expect(printed).toMatch(new RegExp(`\\b(${code}|${interrupted})\\b`));
  });
});

/** Whoever adds to it says why by a kind of `BEYOND`, and has looked for a fault that brings it about. */
const BEYOND_THE_PRACTICE_BANK: readonly ErrorName[] = [
  'administrator-needed',
  'browser-elsewhere',
  'browser-open',
  'certificate-changed',
  'certificate-not-taken',
  'clock-command-failed',
  'confirm-by-login',
  'event-log-failed',
  'hiding-not-possible',
  'internal',
  'issuer-not-selectable',
  'koffi-missing',
  'linked-identity-wanted',
  'login-scheme',
  'net-framework-too-old',
  'node-too-old',
  'not-offered-by-bank',
  'not-your-certificate',
  'old-key-provider',
  'other-account',
  'other-bank',
  'other-key-wanted',
  'output-failed',
  'place-not-lasting',
  'policy-amiss',
  'policy-not-set',
  'powershell-restricted',
  'predecessor-stays',
  'program-failed',
  'program-missing',
  'proxy-login',
  'proxy-refused',
  'proxy-scheme',
  'run-cut-short',
  'signing-not-possible',
  'store-failed',
  'store-full',
  'store-read-only',
  'strong-key-protection',
  'system-account',
  'tls-expired',
  'tls-failed',
  'trial-signature-failed',
];

test('nothing but these is beyond the practice bank', () => {
  const beyond = names.filter((name) => 'beyond' in rehearsals[name]);
  expect(beyond.sort()).toEqual(BEYOND_THE_PRACTICE_BANK);
});
