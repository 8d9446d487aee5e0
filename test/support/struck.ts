import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Company, codeOf, companyForTest, confirmationOf, passwordOf } from './company.ts';
import { type CliResult, homeWithBank, runCli } from './run.ts';
import { tempFolder } from './temp-folder.ts';

const HOOK = fileURLToPath(new URL('./kill-hook.cjs', import.meta.url));
const LANES = 3;

/** A command that is struck while it runs at a real bank. */
export interface Act {
  /** Users of a new practice bank whom it can strike, one after the other. */
  readonly loginIds: readonly string[];
  /** Done with a bank before its first run. */
  furnish?(company: Company): Promise<void>;
  /** Done with a new PC before its run. */
  prepare?(company: Company, home: string, loginId: string): Promise<void>;
  args(loginId: string): readonly string[];
  /** Who logs in; the user without it. */
  readonly as?: string;
}

/** The demo users who have no certificate that works: each can be issued one, so a bank serves three kills. */
export const ISSUE: Act = {
  loginIds: ['jirodt', 'ichirodt', 'shirodt'],
  args: (loginId) => ['issue', loginId],
};

const RENEWABLE = ['one', 'two', 'three', 'four'];

export const RENEW: Act = {
  loginIds: RENEWABLE,
  furnish: (company) => company.add(Object.fromEntries(RENEWABLE.map((loginId) => [loginId, {}]))),
  prepare: async (company, home, loginId) => void (await company.install(home, loginId)),
  args: (loginId) => ['renew', loginId],
};

/** By an administrator, at whose PC the user's certificate is too. */
export const REVOKE: Act = {
  loginIds: RENEWABLE,
  async furnish(company) {
    await company.add({ boss: { role: 'administrator', state: 'issued' } });
    await RENEW.furnish?.(company);
  },
  async prepare(company, home, loginId) {
    for (const each of ['boss', loginId]) await company.install(home, each);
  },
  args: (loginId) => ['revoke', loginId, '--yes'],
  as: 'boss',
};

export async function serve(act: Act = ISSUE): Promise<Company> {
  const company = await companyForTest(join(homeWithBank(), 'sandbox'));
  await act.furnish?.(company);
  return company;
}

/** Runs the act as at a real bank, with the hook that counts or kills. */
export async function perform(
  act: Act,
  company: Company,
  home: string,
  loginId: string,
  hook: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  const as = act.as ?? loginId;
  const code = await codeOf(company, as);
  return runCli(home, [...act.args(loginId), '--json', ...(code ? ['--otp', code] : [])], {
    env: {
      ...company.env,
      CERT_TOOL_LOGIN_ID: as,
      CERT_TOOL_PASSWORD: passwordOf(as),
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(as),
      ...(Object.keys(hook).length > 0 ? { NODE_OPTIONS: `--require ${HOOK}`, ...hook } : {}),
    },
  });
}

/** The names of all writes and messages of an act that nobody strikes. */
export async function points(act: Act): Promise<string[]> {
  const [company, home, list] = [await serve(act), tempFolder(), join(tempFolder(), 'points.json')];
  const [loginId = ''] = act.loginIds;
  await act.prepare?.(company, home, loginId);
  const { code, stdout, stderr } = await perform(act, company, home, loginId, { KILL_LIST: list });
  expect(code, stdout + stderr).toBe(0);
  return JSON.parse(readFileSync(list, 'utf8')) as string[];
}

export interface Struck {
  readonly company: Company;
  readonly home: string;
  readonly loginId: string;
  /** The number and name of the point at which the run was struck. */
  readonly at: string;
  readonly run: CliResult;
}

/**
 * Performs the act once for each of the points, struck there by the signal, and hands each run to the judge. Several at
 * a time, each on a PC of its own.
 */
export async function strikeAt(
  act: Act,
  wanted: readonly (readonly [at: number, name: string])[],
  signal: NodeJS.Signals,
  judge: (struck: Struck) => Promise<void>,
): Promise<void> {
  const left = [...wanted];
  const { length } = act.loginIds;
  const lane = async () => {
    for (let company: Company | undefined, used = 0; left.length > 0; used += 1) {
      const [number, name] = left.shift() ?? [0, ''];
      if (!company || used % length === 0) company = await serve(act);
      const loginId = act.loginIds[used % length] ?? '';
      const [home, at] = [tempFolder(), `${signal} at ${number}, ${name}`];
      await act.prepare?.(company, home, loginId);
      const hook = { KILL_AT: String(number), KILL_SIGNAL: signal };
      const run = await perform(act, company, home, loginId, hook);
      await judge({ company, home, loginId, at, run }).catch((cause: unknown) => {
        throw new Error(`${at}: ${run.stdout}${run.stderr}`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
