import type { ErrorName } from '../core/catalogue/index.ts';
import { CertToolError } from '../core/error.ts';
import { type Batch, endingOf, type Guard, type Result } from '../core/several.ts';
import type { Text } from '../core/text.ts';

/** What a run has learnt of one user's login. */
export interface LoginEvidence {
  /** A password was sent for this login ID before, earlier in the same run. */
  readonly isRepeated: boolean;
  /** The bank has taken the password: the login ID was not locked then. */
  readonly isPasswordTaken: boolean;
  /** The bank has taken the login in full. */
  readonly isLoggedIn: boolean;
}

export interface GuardOptions<T> {
  /** Whose login IDs are counted together. */
  bankOf(item: T): string;
  evidenceOf(item: T): LoginEvidence;
  /** Goes on whatever number is refused in a row. */
  readonly keepGoing: boolean;
}

/** So many refusals in a row are no coincidence, but a list in which a column is shifted. */
export const MOST_REFUSED_IN_A_ROW = 5;

const REFUSALS: readonly ErrorName[] = ['credentials-refused', 'otp-refused', 'account-locked'];

/**
 * Stops a run over a list before it locks many login IDs: after five refused or locked ones of a bank in a row, and at
 * once when one becomes locked by this very run. What was never sent counts for neither.
 */
export function lockOutGuard<T, R>({ bankOf, evidenceOf, keepGoing }: GuardOptions<T>): Guard<T, R> {
  const inARow = new Map<string, number>();
  const countOf = (item: T) => inARow.get(bankOf(item)) ?? 0;
  return {
    mayBegin(item, underWay) {
      const count = countOf(item);
      // As many as could fail until it stops, while something is amiss at this bank.
      return keepGoing || count === 0 || count + underWay < MOST_REFUSED_IN_A_ROW;
    },
    judge(result) {
      const evidence = evidenceOf(result.item);
      if (!result.ok && isLockedByUs(result.error, evidence)) return stopped(LOCKED_BY_US);
      const bank = bankOf(result.item);
      const count = countOf(result.item) + 1;
      if (isRefusal(result)) inARow.set(bank, count);
      else if (evidence.isLoggedIn) inARow.set(bank, 0);
      const isTooMany = isRefusal(result) && count >= MOST_REFUSED_IN_A_ROW;
      return isTooMany && !keepGoing ? stopped(TOO_MANY) : undefined;
    },
  };
}

/** What the whole of a list ends with: of a stop with what became of the rows. Undefined when all went well. */
export function endingOfList<T, R>(batch: Batch<T, R>): CertToolError | undefined {
  const { stopped, results } = batch;
  if (stopped?.errorName !== 'stopped-by-guard') return stopped ?? endingOf(batch);
  const left = results.filter((result) => !result.ok && result.error.errorName === 'not-tried').length;
  const counts = {
    refused: results.filter(isRefusal).length,
    done: results.filter(({ ok }) => ok).length,
    left: left === 0 ? NONE_LEFT : { ja: `未実行 ${left} 件`, en: `${left} not tried` },
  };
  return new CertToolError('stopped-by-guard', { params: { ...stopped.details.params, ...counts } });
}

const NONE_LEFT: Text = { ja: '未実行の行なし', en: 'no row was left' };

function isRefusal<T, R>(result: Result<T, R>): boolean {
  return !result.ok && REFUSALS.includes(result.error.errorName);
}

/** The try that uses up the last one is answered as locked, and so is any for a login ID that was locked before. */
function isLockedByUs(
  { errorName, details }: CertToolError,
  { isRepeated, isPasswordTaken }: LoginEvidence,
): boolean {
  if (errorName === 'account-locked') return isRepeated || isPasswordTaken;
  return REFUSALS.includes(errorName) && details.attemptsLeft === 0;
}

function stopped(why: Text): CertToolError {
  return new CertToolError('stopped-by-guard', { params: { why } });
}

const TOO_MANY: Text = {
  ja: `銀行が続けて ${MOST_REFUSED_IN_A_ROW} 件を拒否したため`,
  en: `the bank has refused ${MOST_REFUSED_IN_A_ROW} in a row`,
};
const LOCKED_BY_US: Text = {
  ja: 'この実行で送信したログインIDが銀行でロックされたため',
  en: 'the bank has locked a login ID that this run has tried',
};
