import { createPrivateKey } from 'node:crypto';
import { Bench } from '../../src/bank-check/bench.ts';
import type { BenchOptions } from '../../src/bank-check/bench-options.ts';
import type { Case } from '../../src/bank-check/case.ts';
import { CASES } from '../../src/bank-check/cases/index.ts';
import { heldOf } from '../../src/bank-check/key.ts';
import { type Result, runCases } from '../../src/bank-check/runner.ts';
import { readTestUsers, type TestUser } from '../../src/bank-check/users.ts';
import { Wire } from '../../src/bank-check/wire.ts';
import { type Http, openHttp } from '../../src/net/http.ts';
import { createRequest } from '../../src/pki/csr.ts';
import { generateKey } from '../../src/pki/keys.ts';
import type { controlPracticeBank, RunningBank } from '../../src/sandbox/index.ts';
import { monotonicMs } from '../../src/system/clock.ts';

type Control = Awaited<ReturnType<typeof controlPracticeBank>>;

/** Users of a check at a practice bank, a set of its own each time: what one check has spent is no other's. */
export interface CheckedUsers {
  readonly json: object;
  readonly held: BenchOptions['held'];
}

const ROWS = {
  holder: 'general,none,not-issued',
  other: 'general,none,not-issued',
  administrator: 'administrator,none,not-issued',
  master: 'master,none,not-issued',
  token: 'general,token,not-issued',
  email: 'general,email,not-issued',
  locked: 'general,none,not-issued',
  renewable: 'general,none,renewable',
  expired: 'general,none,expired',
} as const;
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Adds the users of one check to a practice bank. @param suffix of their login IDs, of this check alone */
export async function addCheckedUsers(control: Control, suffix: string): Promise<CheckedUsers> {
  const { readUsersCsv } = await import('../../src/sandbox/index.ts');
  const users = Object.fromEntries(
    Object.keys(ROWS).map((part) => [
      part,
      {
        loginId: `${part}${suffix}`,
        password: `password of ${part}`,
        confirmationPassword: `kakunin of ${part}`,
        ...(part === 'token' && { otpSecret: SECRET }),
      },
    ]),
  );
  const lines = Object.entries(ROWS).map(([part, row]) => {
    const {
      loginId = '',
      password,
      confirmationPassword,
      otpSecret = '',
    } = (users[part] ?? {}) as Partial<TestUser>;
    const [role, otp, state] = row.split(',');
    return [loginId, part, role, password, confirmationPassword, otp, state, otpSecret].join(',');
  });
  const head = 'loginId,name,role,password,confirmationPassword,otp,state,otpSecret';
  await control.addUsers('users.csv', readUsersCsv('users.csv', `${[head, ...lines].join('\n')}\n`));
  const renewable = `renewable${suffix}`;
  const { privateKeyPem } = await generateKey(2048);
  const handover = await control.install(
    renewable,
    createRequest(createPrivateKey(privateKeyPem), renewable),
  );
  const held = handover ? [heldOf(renewable, handover.certificate, privateKeyPem)] : [];
  return { json: { users }, held };
}

export interface Check {
  readonly bank: Pick<RunningBank, 'bankUrl' | 'ca'>;
  readonly users: CheckedUsers;
  readonly cases?: readonly Case[];
  readonly destructive?: boolean;
  readonly setClock?: (time: Date) => Promise<void>;
  readonly code?: BenchOptions['code'];
  /** Told of the certificates whose keys the check has in the end. */
  readonly onHeld?: (held: BenchOptions['held']) => void;
  /** Stands between check and bank. */
  readonly between?: (http: Http) => Http;
}

/** Runs cases against a bank within this process. */
export async function check(given: Check): Promise<readonly Result[]> {
  const { bank, users, cases = CASES, destructive = true, setClock, between = (http) => http } = given;
  const baseUrl = new URL(`${bank.bankUrl}/v1`);
  const http = openHttp({ baseUrl, ca: { only: bank.ca }, timeoutMs: 10_000, elapsed: monotonicMs });
  const wire = new Wire({
    http: between(http),
    basePath: baseUrl.pathname,
    version: undefined,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    log: () => undefined,
    wait: async () => undefined,
  });
  const testUsers = readTestUsers(JSON.stringify(users.json));
  const { code = async () => undefined } = given;
  const bench = new Bench({ wire, testUsers, held: users.held, code, setClock, destructive });
  const run = { destructive, hasClock: setClock !== undefined, passed: new Set<string>(), host: 'bank' };
  const onResult = async () => given.onHeld?.(bench.held);
  return runCases(bench, { ...run, cases, signal: new AbortController().signal, onResult }).finally(() =>
    http.close(),
  );
}

/** What did not pass, a line each. */
export function notPassed(results: readonly Result[]): string[] {
  return results
    .filter(({ outcome }) => outcome !== 'passed')
    .map((result) => {
      const why =
        result.outcome === 'failed'
          ? `${result.failure.expected.en} <- ${result.failure.seen?.en} ${JSON.stringify(result.failure.exchange)}`
          : result.outcome === 'skipped' && result.reason.en;
      return `${result.case.name} ${result.outcome}: ${why}`;
    });
}
