import type { ErrorName } from '../catalogue/index.ts';
import { CertToolError, type ErrorDetails } from '../error.ts';

/** What the bank's refusal says, where the flow decides what comes next. */
export type RefusalCode =
  | 'certificate-exists'
  | 'key-used'
  | 'not-found'
  | 'certificate-revoked'
  | 'certificate-expired'
  | 'too-early'
  | 'already-renewed';

/** A definite refusal that the flow decides on. Where nobody does, it is shown as `unexpected-refusal`. */
export class BankRefusal extends CertToolError {
  readonly code: RefusalCode;
  /** The HTTP status: 404, 409, 410 or 422. */
  readonly status: number;
  /** With `too-early`. */
  readonly renewableFrom: Date | undefined;

  constructor(code: RefusalCode, status: number, details: ErrorDetails = {}, renewableFrom?: Date) {
    super('unexpected-refusal', { ...details, params: { bankCode: code, status, ...details.params } });
    this.name = 'BankRefusal';
    this.code = code;
    this.status = status;
    this.renewableFrom = renewableFrom;
  }
}

/** The bank has refused this very request: it did nothing, and the same request would be refused again. */
export class FinalRefusal extends CertToolError {
  constructor(errorName: ErrorName, details: ErrorDetails) {
    super(errorName, details);
    this.name = 'FinalRefusal';
  }
}

/** The same, by a code that this cert-tool does not know. */
export class UnknownRefusal extends FinalRefusal {
  constructor(details: ErrorDetails) {
    super('unexpected-refusal', details);
    this.name = 'UnknownRefusal';
  }
}

/** The request is accepted and will be answered later: the very same one again asks whether there is an answer. */
export class StillPending extends CertToolError {
  /** How long the bank wants to be left alone. */
  readonly waitSeconds: number;

  constructor(waitSeconds: number, details: ErrorDetails) {
    super('request-pending', details);
    this.name = 'StillPending';
    this.waitSeconds = waitSeconds;
  }
}
