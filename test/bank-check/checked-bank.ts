import { createPrivateKey } from 'node:crypto';
import { Bench } from '../../src/bank-check/bench.ts';
import type { BenchOptions } from '../../src/bank-check/bench-options.ts';
import type { Case } from '../../src/bank-check/case.ts';
import { CASES } from '../../src/bank-check/cases/index.ts';
import { heldOf } from '../../src/bank-check/key.ts';
import { type Result, runCases } from '../../src/bank-check/runner.ts';
import { readTestUsers, type TestUser } from '../../src/bank-check/users.ts';
import { Wire } from '../../src/bank-check/wire.ts';
import { type Http, type HttpRequest, openHttp } from '../../src/net/http.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { createRequest } from '../../src/pki/csr.ts';
import { generateKey } from '../../src/pki/keys.ts';
import { controlPracticeBank, type RunningBank } from '../../src/sandbox/index.ts';
import { openBank } from '../../src/sandbox/open.ts';
import { monotonicMs } from '../../src/system/clock.ts';
import { problem } from '../support/faulty-bank.ts';

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
  suspended: 'general,none,not-issued',
  notEnabled: 'general,none,not-issued',
  passwordChange: 'general,none,not-issued',
} as const;
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/**
 * Adds the users of one check to the data of a practice bank that does not run, those included whom no command makes: one
 * who is suspended, and one for whom the service is not enabled. They are of a former CA.
 */
export async function preparedUsers(dir: string, now: () => Date, suffix: string): Promise<CheckedUsers> {
  const control = await controlPracticeBank(dir, now);
  const { json, held } = await addCheckedUsers(control, suffix);
  await control.newCa();
  await control.close();
  const { context, close } = await openBank(dir, now, 0);
  const set = 'UPDATE users SET suspended = login_id = ?, service_enabled = login_id <> ?';
  context.database.run(set, [`suspended${suffix}`, `notEnabled${suffix}`]);
  await close();
  const formerAuthorityKeyIds = held.map(({ certificate }) => readCertificate(certificate).authorityKeyId);
  return { json: { ...json, formerAuthorityKeyIds }, held };
}

/** The practice bank has nobody who must change the password: this stands in for a bank that has. */
function withPasswordChange(http: Http): Http {
  const isMeant = ({ method, path, body }: HttpRequest) =>
    `${method} ${path}` === 'POST /sessions' && /"passwordChange\d+"/.test(`${body}`);
  return {
    ...http,
    send: async (asked) => (isMeant(asked) ? problem(403, 'password-change-required') : http.send(asked)),
  };
}

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
    http: between(withPasswordChange(http)),
    basePath: baseUrl.pathname,
    version: undefined,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    log: () => undefined,
    wait: async () => undefined,
  });
  const testUsers = readTestUsers(JSON.stringify(users.json));
  const { code = async () => undefined } = given;
  const options = { code, setClock, destructive, elapsed: monotonicMs };
  const bench = new Bench({ wire, testUsers, held: users.held, ...options });
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
