import { rfc3339 } from '../../../src/core/rfc3339.ts';
import type { Expected } from '../../../src/rollout/report/expected.ts';
import { reportOf } from '../../../src/rollout/report/merge.ts';
import { statementsOf } from '../../../src/rollout/report/statement.ts';

/** A Saturday, nine in the morning in Japan. */
export const NOW = new Date('2026-11-28T00:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

/** So many days ago. */
export function ago(days: number): string {
  return rfc3339(new Date(NOW.getTime() - days * DAY_MS));
}

/** A certificate as documents show it, that ends in so many days at 08:59:59 in Japan. */
export function certificate(loginId: string, days: number, besides: object = {}) {
  const notAfter = new Date(NOW.getTime() + days * DAY_MS - 1000);
  const notBefore = new Date(notAfter.getTime() - 365 * DAY_MS);
  const state = days <= 0 ? 'expired' : days <= 40 ? 'renewable' : 'issued';
  return {
    ...{ loginId, sequence: 'A001', serialNumber: `5b8e${loginId.length}`, state, hasPrivateKey: true },
    ...{ notBefore: rfc3339(notBefore), notAfter: rfc3339(notAfter), attention: [] },
    ...besides,
  };
}

/** A document of `list --check --json`. */
export function check(device: string, time: string, certificates: readonly object[], besides: object = {}) {
  return { ok: true, time, device, store: 'file', certificates, damaged: [], unfinished: [], ...besides };
}

/** A line of `--results`. */
export function issued(device: string, time: string, loginId: string, days: number, besides: object = {}) {
  const outcome = { ok: true, outcome: 'issued', resumed: false, warnings: [] };
  return { row: 2, time, device, loginId, ...outcome, certificate: certificate(loginId, days), ...besides };
}

const FAILED = {
  code: 'CT-3001',
  name: 'credentials-refused',
  message: 'Refused.',
  hint: 'Again.',
  exitCode: 3,
};

export function failed(
  device: string,
  time: string,
  loginId: string,
  error: object = {},
  besides: object = {},
) {
  return { row: 2, time, device, loginId, ok: false, error: { ...FAILED, ...error }, ...besides };
}

export function notTried(device: string, time: string, loginId: string) {
  const error = { code: 'CT-9002', name: 'not-tried', message: 'Not tried.' };
  return failed(device, time, loginId, error, { outcome: 'not-tried' });
}

/** What documents amount to at `NOW`. */
export function reported(documents: readonly object[], expected?: readonly Expected[]) {
  const statements = documents.flatMap((each) => {
    const said = statementsOf(each);
    if (typeof said === 'string') throw new Error(`${said}: ${JSON.stringify(each)}`);
    return said;
  });
  return reportOf(statements, expected, NOW);
}

/** Who is in which states. */
export function statesIn(documents: readonly object[]): Record<string, string> {
  const { users } = reported(documents);
  return Object.fromEntries(
    users.map(({ loginId, bank, states }) => [bank ? `${loginId}@${bank}` : loginId, states.join(' ')]),
  );
}
