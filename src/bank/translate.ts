import type { ErrorName } from '../core/catalogue/index.ts';
import { CertToolError, type ErrorDetails } from '../core/error.ts';
import { untilText } from '../core/japan-time.ts';
import type { BankRules, Support } from '../core/ports/bank.ts';
import { BankRefusal, type RefusalCode, UnknownRefusal } from '../core/ports/bank-refusals.ts';
import { contractLimit, revocationTakes, revokersOf } from '../core/revokers.ts';
import { supportSentence } from '../core/support.ts';
import { waitWords } from '../core/wait-words.ts';
import type { HttpFailure } from '../net/failure.ts';
import { type Refused, transportError, type Whereabouts } from '../net/transport-error.ts';
import { problemIn } from './problem.ts';
import { untilWords } from './words.ts';

/** What the sentences need besides the failure itself. */
export interface ErrorContext extends Whereabouts {
  readonly loginId?: string | undefined;
  /** Whose certificate is to be revoked. */
  readonly target?: string | undefined;
  /** From the bank's last status. */
  readonly support?: Support | undefined;
  readonly rules?: BankRules | undefined;
  readonly until?: Date | undefined;
}

/** The bank's codes that people are told about in words of their own. */
const ERROR_OF_CODE: Readonly<Record<string, ErrorName>> = {
  'credentials-refused': 'credentials-refused',
  'account-locked': 'account-locked',
  suspended: 'suspended',
  'service-not-enabled': 'service-not-enabled',
  'otp-refused': 'otp-refused',
  'otp-expired': 'otp-expired',
  'session-ended': 'session-ended',
  'session-required': 'session-lost',
  'csr-refused': 'csr-refused',
  'not-permitted': 'not-permitted',
  'proof-refused': 'proof-refused',
  'proof-required': 'proof-refused',
  'confirmation-refused': 'confirmation-refused',
  'master-certificate': 'master-certificate',
  'nothing-to-revoke': 'nothing-to-revoke',
  'certificate-changed': 'certificate-changed',
  'expired-not-revoked': 'expired-not-revoked',
  'revocation-pending': 'revocation-pending',
  'contract-full': 'contract-full',
  'password-change-required': 'password-change-required',
};

/** The codes whose sentences name the user whose certificate was to be revoked. */
const ABOUT_TARGET: readonly string[] = [
  'master-certificate',
  'nothing-to-revoke',
  'certificate-changed',
  'revocation-pending',
];

/** The bank's codes that the flow decides on, with the status that they come with. */
const STATUS_OF_REFUSAL: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  'certificate-exists': 409,
  'too-early': 409,
  'already-renewed': 409,
  'certificate-revoked': 410,
  'certificate-expired': 410,
  'key-used': 422,
};

/** Of a master user's certificate that somebody else was refused for, its owner may be able to. */
function whose(
  code: string | undefined,
  { rules, loginId, target }: ErrorContext,
): Parameters<typeof revokersOf> {
  return code === 'master-certificate' ? ['master', rules, loginId !== target] : ['general', rules];
}

/** A failed request as the error that people see, or as the `BankRefusal` that the flow decides on. */
export function toError(failure: HttpFailure, context: ErrorContext): CertToolError {
  const { reason } = failure;
  if (reason.kind === 'status') return refusal(reason, detailsOf(failure, reason, context));
  return transportError(failure, context) ?? new CertToolError('internal', { cause: failure });
}

function refusal(reason: Refused, details: ErrorDetails): CertToolError {
  const code = reason.refusal?.code;
  if (isRefusalCode(code) && STATUS_OF_REFUSAL[code] === reason.status) {
    return new BankRefusal(code, reason.status, details, problemIn(reason)?.renewableFrom);
  }
  const name = nameOf(reason.status, code);
  const isAboutRequest =
    name === 'unexpected-refusal' && code !== undefined && ABOUT_REQUEST.includes(reason.status);
  return isAboutRequest ? new UnknownRefusal(details) : new CertToolError(name, details);
}

/** Conflict with a state, Unprocessable Content (RFC 9110, 15.5.10 and 15.5.21): neither who asks nor when is meant. */
const ABOUT_REQUEST: readonly number[] = [409, 422];

function nameOf(status: number, code: string | undefined): ErrorName {
  if (status === 429) return 'too-many-requests';
  if (status === 503) return code === 'maintenance' ? 'maintenance' : 'bank-unavailable';
  if (status >= 500) return 'bank-error';
  return (
    (code !== undefined && Object.hasOwn(ERROR_OF_CODE, code) && ERROR_OF_CODE[code]) || 'unexpected-refusal'
  );
}

function isRefusalCode(code: string | undefined): code is RefusalCode {
  return code !== undefined && Object.hasOwn(STATUS_OF_REFUSAL, code);
}

function detailsOf(failure: HttpFailure, reason: Refused, context: ErrorContext): ErrorDetails {
  const problem = problemIn(reason);
  const isAboutTarget = ABOUT_TARGET.includes(problem?.code ?? '');
  return {
    cause: failure,
    params: {
      host: context.host,
      loginId: (isAboutTarget ? context.target : undefined) ?? context.loginId ?? '',
      status: reason.status,
      bankCode: problem?.code ?? '-',
      wait: waitWords(reason.retryAfterSeconds),
      until: untilWords(problem?.until ?? context.until),
      effectiveAt: untilText(problem?.effectiveAt),
      revoker: revokersOf(...whose(problem?.code, context)),
      takes: revocationTakes(context.rules),
      limit: contractLimit(context.rules),
      support: supportSentence(context.support),
    },
    ...(problem?.attemptsLeft === undefined ? {} : { attemptsLeft: problem.attemptsLeft }),
    ...(problem?.requestId === undefined ? {} : { requestId: problem.requestId }),
  };
}
