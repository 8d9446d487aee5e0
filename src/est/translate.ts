import type { ErrorName } from '../core/catalogue/index.ts';
import { CertToolError, type ErrorDetails } from '../core/error.ts';
import { FinalRefusal } from '../core/ports/bank-refusals.ts';
import { waitWords } from '../core/wait-words.ts';
import type { HttpFailure } from '../net/failure.ts';
import { offersBasic, schemesIn } from '../net/proxy-refusal.ts';
import { transportError } from '../net/transport-error.ts';
import { RefusedAnswer } from './api.ts';

export interface ErrorContext {
  readonly host: string;
  /** The service's whole address. */
  readonly address: string;
  readonly loginId?: string;
  /** What the request has shown. */
  readonly showed?: 'password' | 'certificate' | undefined;
  /** Whether the server wants requests to be linked to their connection. */
  readonly wantsLink?: boolean;
  /** What it wants to be logged in to by, where it says so to nobody who tries. */
  readonly challenge?: string | undefined;
}

/** A failed operation as the error that people see, and that the flow decides on. */
export function toError(failure: HttpFailure, context: ErrorContext): CertToolError {
  const { reason } = failure;
  const { host, address, loginId = '' } = context;
  if (reason.kind !== 'status') {
    return transportError(failure, context) ?? new CertToolError('internal', { cause: failure });
  }
  const { status, retryAfterSeconds } = reason;
  const details = {
    params: { host, address, loginId, status, wait: waitWords(retryAfterSeconds), support: '' },
    cause: failure,
  };
  if (status === 401) return unauthorized(failure, details, context);
  if (status === 403) return forbidden(failure, details, context);
  // What the server says of the form of a request it would say of the same one again.
  if (status === 400 || status === 415 || status === 422) {
    const isPage = failure instanceof RefusedAnswer && failure.isPage;
    return isPage ? new CertToolError('request-refused', details) : new CertToolError('csr-refused', details);
  }
  return new CertToolError(nameOf(status), details);
}

/** Of a server that takes no RSA key, or a larger one than was to be made. */
export function otherKey(host: string, rsaBits: number, key: string): CertToolError {
  return new CertToolError('other-key-wanted', { params: { host, key, bits: rsaBits } });
}

function unauthorized(failure: HttpFailure, details: ErrorDetails, context: ErrorContext): CertToolError {
  const { showed, wantsLink } = context;
  const { challenge = context.challenge ?? '' } = failure instanceof RefusedAnswer ? failure : {};
  const schemes = schemesIn({ headers: { 'www-authenticate': challenge } });
  if (showed === 'certificate') return new CertToolError('certificate-not-taken', details);
  if (schemes.length > 0 && !offersBasic(schemes)) {
    return new CertToolError('login-scheme', {
      ...details,
      params: { ...details.params, schemes: schemes.join(', ') },
    });
  }
  return new CertToolError(wantsLink ? 'linked-identity-wanted' : 'credentials-refused', details);
}

function forbidden(failure: HttpFailure, details: ErrorDetails, { showed }: ErrorContext): CertToolError {
  if (showed === 'certificate') return new CertToolError('certificate-not-taken', details);
  const isPage = failure instanceof RefusedAnswer && failure.isPage;
  return isPage
    ? new CertToolError('request-refused', details)
    : new FinalRefusal('request-refused', details);
}

function nameOf(status: number): ErrorName {
  if (status === 404 || status === 405 || status === 410) return 'est-not-served';
  if (status === 429) return 'too-many-requests';
  if (status === 503) return 'bank-unavailable';
  return status >= 500 ? 'bank-error' : 'request-refused';
}
