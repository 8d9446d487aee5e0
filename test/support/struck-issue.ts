import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { controlPracticeBank, type RunningBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { createFileStore } from '../../src/winstore/file.ts';
import { type CliResult, homeWithBank, leftBehind, runCli } from './run.ts';
import { tempFolder } from './temp-folder.ts';

const HOOK = fileURLToPath(new URL('./kill-hook.cjs', import.meta.url));

/** The demo users who have no certificate that works: each can be issued one, so a bank serves three kills. */
const WITHOUT_CERTIFICATE = ['jirodt', 'ichirodt', 'shirodt'];
const LANES = 3;

export interface ServedBank {
  readonly bank: RunningBank;
  readonly dir: string;
}

export async function serve(): Promise<ServedBank> {
  const dir = join(homeWithBank(), 'sandbox');
  const bank = await startPracticeBank({ dir, now: systemClock, waitMs: 0, shared: true });
  onTestFinished(() => bank.close());
  return { bank, dir };
}

/** The one-time password that the bank expects now; empty when it asks for none. */
export async function codeOf({ dir }: ServedBank, loginId: string): Promise<string> {
  const control = await controlPracticeBank(dir, systemClock);
  const { users } = await control.info();
  await control.close();
  return users.find((user) => user.loginId === loginId)?.otp.code ?? '';
}

/** Runs `issue` as at a real bank, with the hook that counts or kills. */
export async function issue(served: ServedBank, home: string, loginId: string, hook: NodeJS.ProcessEnv = {}) {
  const { bankUrl, caFile } = served.bank;
  const code = await codeOf(served, loginId);
  return runCli(home, ['issue', loginId, '--json', '--store', 'file', ...(code ? ['--otp', code] : [])], {
    env: {
      CERT_TOOL_BANK: bankUrl,
      CERT_TOOL_PASSWORD: `demo-${loginId}`,
      NODE_EXTRA_CA_CERTS: caFile,
      ...(Object.keys(hook).length > 0 ? { NODE_OPTIONS: `--require ${HOOK}`, ...hook } : {}),
    },
  });
}

export async function points(): Promise<string[]> {
  const [served, list] = [await serve(), join(tempFolder(), 'points.json')];
  const { code } = await issue(served, tempFolder(), 'jirodt', { KILL_LIST: list });
  expect(code).toBe(0);
  return JSON.parse(readFileSync(list, 'utf8')) as string[];
}

/** One certificate here, which signs and is the bank's confirmed one; nothing unfinished. */
export async function expectNothingLost(served: ServedBank, home: string, loginId: string): Promise<void> {
  const store = createFileStore({ dir: join(home, 'store') });
  const certificates = await store.list();
  expect(certificates).toHaveLength(1);
  const [certificate] = certificates;
  if (!certificate) return;
  expect(await trialSignature(store, certificate)).toBe(true);
  expect(leftBehind(home)).toEqual([]);
  const { bank } = served;
  const client = createBank({
    baseUrl: bank.bankUrl,
    ca: { only: bank.ca },
    timeoutMs: 10_000,
    language: 'en',
  });
  const session = await client.logIn(loginId, `demo-${loginId}`);
  if (session.otp) await session.submitOtp(await codeOf(served, loginId));
  const me = await session.me();
  await session.logout();
  await client.close();
  expect(me.unconfirmed).toBeUndefined();
  expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: certificate.serialNumber });
}

export interface Struck {
  readonly served: ServedBank;
  readonly home: string;
  readonly loginId: string;
  /** The number and name of the point at which the run was struck. */
  readonly at: string;
  readonly run: CliResult;
}

/**
 * Runs `issue` once for each of the points, struck there by the signal, and hands each run to the judge. Several at
 * a time, each on a PC of its own.
 */
export async function strikeAt(
  wanted: readonly (readonly [at: number, name: string])[],
  signal: NodeJS.Signals,
  judge: (struck: Struck) => Promise<void>,
): Promise<void> {
  const left = [...wanted];
  const lane = async () => {
    for (let served: ServedBank | undefined, used = 0; left.length > 0; used += 1) {
      if (!served || used % WITHOUT_CERTIFICATE.length === 0) served = await serve();
      const loginId = WITHOUT_CERTIFICATE[used % WITHOUT_CERTIFICATE.length] ?? '';
      const [number, name] = left.shift() ?? [0, ''];
      const [home, at] = [tempFolder(), `${signal} at ${number}, ${name}`];
      const run = await issue(served, home, loginId, { KILL_AT: String(number), KILL_SIGNAL: signal });
      await judge({ served, home, loginId, at, run }).catch((cause: unknown) => {
        throw new Error(`${at}: ${run.stdout}${run.stderr}`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
