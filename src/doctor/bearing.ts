import type { ErrorKind } from '../core/error.ts';
import type { Check, Result } from './check.ts';
import { certificateChecks } from './checks/certificates.ts';
import { folderChecks } from './checks/folders.ts';
import { CHECKS } from './checks/index.ts';
import { inspectionChecks, networkChecks } from './checks/network.ts';
import { programChecks } from './checks/program.ts';
import { requestChecks } from './checks/requests.ts';
import { storeChecks } from './checks/store.ts';
import { versionChecks } from './checks/versions.ts';

const CLOCK = networkChecks.filter(({ id }) => id === 'clock');

/** Of which topics a failure of a kind may come. What is not here may come of anything. */
const TOPICS: Readonly<Partial<Record<ErrorKind, readonly Check[]>>> = {
  usage: programChecks,
  'credentials-refused': [...requestChecks, ...CLOCK],
  'otp-refused': [...requestChecks, ...CLOCK],
  refused: [...networkChecks, ...versionChecks, ...requestChecks, ...certificateChecks],
  'bank-unreachable': [...networkChecks, ...versionChecks, ...inspectionChecks],
  'store-failed': [...folderChecks, ...storeChecks, ...requestChecks],
  'not-found': [...storeChecks, ...requestChecks, ...certificateChecks],
};

/**
 * What of today's results bears on an error of an earlier run: the checks of its kind and all that these need, and whatever
 * has found the very same error.
 * @param error undefined where it is not known
 */
export function bearingOn(
  results: readonly Result[],
  error: { readonly kind: ErrorKind; readonly errorName: string } | undefined,
): readonly Result[] {
  const topics = error && TOPICS[error.kind];
  if (!topics) return results;
  const ids = withNeeded(topics.map(({ id }) => id));
  return results.filter(
    ({ check, findings }) =>
      ids.has(check.id) || findings.some((finding) => finding.error.errorName === error.errorName),
  );
}

function withNeeded(ids: readonly string[]): ReadonlySet<string> {
  const all = new Set(ids);
  // What is needed comes before what needs it.
  for (const { id, needs } of [...CHECKS].reverse()) {
    if (all.has(id)) for (const each of needs) all.add(each);
  }
  return all;
}
