import type { ErrorName } from '../core/catalogue/index.ts';
import type { CertToolError } from '../core/error.ts';
import { formatMoment } from '../core/japan-time.ts';
import { errorOfLine } from '../core/logged-error.ts';
import { type LoggedRun, textIn } from '../core/logged-runs.ts';
import type { Text } from '../core/text.ts';

/** What a bank said of a user to an earlier run: nothing on this PC shows it, and nobody logs in to ask again. */
export interface LastRefusal {
  readonly error: CertToolError;
  readonly command: string;
  readonly began: Date;
}

/** What only a bank knows of a user. A refused password is not among it, for that is kept by itself. */
const OF_THE_BANK: readonly string[] = [
  'account-locked',
  'suspended',
  'service-not-enabled',
  'issued-elsewhere',
  'password-change-required',
  'contract-full',
  'expired-not-revoked',
  'otp-refused',
  'otp-expired',
  'otp-last-try',
] satisfies readonly ErrorName[];

const COMMANDS: readonly string[] = ['issue', 'renew'];
/** Older ones have most likely been seen to, and without cert-tool nobody knows. */
const LONGEST_MS = 30 * 24 * 60 * 60 * 1000;

export interface Asked {
  readonly loginId: string;
  /** As runs name it. Where none is set those of all banks count. */
  readonly bank: string | undefined;
  readonly now: Date;
}

/**
 * The refusal that the last word of the bank to this user was, within 30 days. A run that failed before the bank said anything of the
 * user, or that was cancelled, changes nothing.
 * @param runs oldest first
 */
export function lastRefusalIn(
  runs: readonly LoggedRun[],
  { loginId, bank, now }: Asked,
): LastRefusal | undefined {
  for (const run of runs.toReversed()) {
    const { command = '', exitCode, name = '', began } = run;
    if (run.loginId !== loginId || !COMMANDS.includes(command)) continue;
    if (bank !== undefined && run.bank !== bank) continue;
    if (exitCode === 0 || name === 'credentials-refused') return undefined;
    if (!OF_THE_BANK.includes(name)) continue;
    const error = errorIn(run);
    const isRecent = now.getTime() - began.getTime() < LONGEST_MS;
    return error && isRecent ? { error, command, began } : undefined;
  }
  return undefined;
}

function errorIn({ records, name }: LoggedRun): CertToolError | undefined {
  const line = records.findLast(
    ({ event, members }) => event === 'error' && textIn(members, 'name') === name,
  );
  return errorOfLine(line?.members ?? new Map(Object.entries({ name })));
}

/** Which run it was. */
export function refusalText({ command, began }: LastRefusal): Text {
  return {
    ja: `${formatMoment(began, 'ja')} の ${command} で銀行が拒否`,
    en: `the bank said so to ${command}, ${formatMoment(began, 'en')}`,
  };
}
