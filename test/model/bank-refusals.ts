import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import { BankRefusal, type RefusalCode } from '../../src/core/ports/bank-refusals.ts';

/** The bank's refusals as the client's adapter hands them on. */

const STATUS: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  'certificate-exists': 409,
  'too-early': 409,
  'already-renewed': 409,
  'certificate-revoked': 410,
  'certificate-expired': 410,
  'key-used': 422,
};

type Refused = RefusalCode | ErrorName;

interface Extras {
  readonly attemptsLeft?: number;
  readonly renewableFrom?: Date;
}

export function refused(code: Refused, { attemptsLeft, renewableFrom }: Extras = {}): CertToolError {
  const details = attemptsLeft === undefined ? {} : { attemptsLeft };
  if (isRefusalCode(code)) return new BankRefusal(code, STATUS[code], details, renewableFrom);
  return new CertToolError(code, details);
}

/** Some codes are names of errors as well; of the bank they are refusals. */
function isRefusalCode(code: Refused): code is RefusalCode {
  return Object.hasOwn(STATUS, code);
}
