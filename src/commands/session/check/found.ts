import type { ClockDifference } from '../../../core/clock-difference.ts';
import type { CertToolError } from '../../../core/error.ts';
import type { DamagedCertificate } from '../../../core/ports/store.ts';
import type { Entry } from '../../../enrollment/journal.ts';
import type { Due, JudgedHolding } from '../../../holdings/holdings.ts';
import type { Banks } from '../../show/bank-names.ts';

/** What a listing has found here. */
export interface Listed {
  /** All that are here, in the order that was asked for. */
  readonly holdings: readonly JudgedHolding[];
  /** Those of them that are to be seen; all of ours are judged. */
  readonly shown: readonly JudgedHolding[];
  readonly entries: readonly Entry[];
  /** Why some entries of the journal cannot be understood. */
  readonly unreadable: readonly CertToolError[];
  readonly banks: Banks;
  /** The same certificates at another time. */
  judgedAt(now: Date): readonly JudgedHolding[];
}

export interface Checked extends Listed {
  readonly store: string;
  readonly damaged: readonly DamagedCertificate[];
  /** By the bank's last answer, which may be long ago. */
  readonly clock: ClockDifference | undefined;
  readonly due: Due;
}
