import { CertToolError } from '../core/error.ts';
import type {
  BankSession,
  BankUser,
  CertificateDetails as DetailsRecord,
  IssuedCertificate as IssuedRecord,
  Me as MeRecord,
  OtpChallenge,
  Revocation,
  RevocationRequest,
  SessionExtras,
  UserSortKey,
} from '../core/ports/bank.ts';
import { HttpFailure, type Reason } from '../net/failure.ts';
import { isUnprocessed } from '../net/retry.ts';
import type { Api } from './api.ts';
import {
  confirmCertificate,
  GET_ME,
  getCertificate,
  LOG_OUT,
  listUsers,
  proveCertificate,
  REQUEST_CERTIFICATE,
  RESEND_OTP,
  renewCertificate,
  revokeCertificate,
  type SessionCall,
  SUBMIT_OTP,
} from './calls.ts';
import type { components } from './generated/contract.ts';
import { problemIn } from './problem.ts';
import { detailsFrom, issuedFrom, meFrom, otpFrom, revocationFrom, usersFrom } from './read.ts';

export interface SessionContext {
  readonly api: Api;
  readonly signal: AbortSignal | undefined;
  /** What the company calls this PC. */
  readonly device: string | undefined;
  readonly toError: (failure: HttpFailure, target?: string) => CertToolError;
  /** A certificate was requested: from now on nothing is cancelled. */
  readonly onCommit: () => void;
  readonly onEnd: () => void;
}

/** Log-out may run while the user waits for a program that is ending. */
const LOGOUT_LIMIT_MS = 5_000;

/** A session of this protocol, which can all that there is. */
export type FullSession = BankSession & SessionExtras;

/** The session of a login answer. */
export function openSession(answer: components['schemas']['Session'], context: SessionContext): FullSession {
  return new Session(answer, context);
}

class Session implements FullSession {
  // The parts of the port are one object here: they share the token and what the session has come to.
  readonly states = this;
  readonly confirming = this;
  readonly proof = this;
  readonly administration = this;
  readonly #context: SessionContext;
  readonly #token: string;
  #challenge: string;
  #otp: OtpChallenge | undefined;
  #committed = false;
  #ended = false;

  constructor(answer: components['schemas']['Session'], context: SessionContext) {
    this.#context = context;
    this.#token = answer.token;
    this.#challenge = answer.challenge;
    this.#otp = otpFrom(answer);
  }

  get otp(): OtpChallenge | undefined {
    return this.#otp;
  }

  get challenge(): string {
    return this.#challenge;
  }

  async submitOtp(code: string): Promise<void> {
    try {
      this.#challenge = (await this.#send({ ...SUBMIT_OTP, body: { code } })).challenge;
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      this.#noteAttemptsLeft(error.reason);
      if (!mayHaveArrived(error.reason) || !(await this.#otpWasTaken())) throw this.#context.toError(error);
    }
    this.#otp = undefined;
  }

  async resendOtp(): Promise<void> {
    this.#otp = otpFrom(await this.#call(RESEND_OTP));
  }

  async me(): Promise<MeRecord> {
    return meFrom(await this.#call(GET_ME));
  }

  async requestCertificate(csr: string): Promise<IssuedRecord> {
    this.#commit();
    return issuedFrom(await this.#call({ ...REQUEST_CERTIFICATE, body: this.#request(csr) }));
  }

  async certificate(serialNumber: string): Promise<DetailsRecord> {
    return detailsFrom(await this.#call(getCertificate(serialNumber)));
  }

  async confirm(serialNumber: string): Promise<void> {
    this.#commit();
    await this.#call(confirmCertificate(serialNumber));
  }

  async prove(serialNumber: string, signature: Uint8Array): Promise<void> {
    await this.#call(proveCertificate(serialNumber, signature));
  }

  async renew(serialNumber: string, csr: string): Promise<IssuedRecord> {
    this.#commit();
    return issuedFrom(await this.#call(renewCertificate(serialNumber, this.#request(csr))));
  }

  async users(sort: UserSortKey = 'loginId', descending = false): Promise<BankUser[]> {
    return usersFrom(await this.#call(listUsers(sort, descending)));
  }

  async revoke(loginId: string, request: RevocationRequest): Promise<Revocation> {
    try {
      return revocationFrom(await this.#sendUncancelled(revokeCertificate(loginId, request)));
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const pending = pendingIn(error.reason);
      if (pending) return pending;
      const refusal = this.#context.toError(error, loginId);
      if (!mayHaveArrived(error.reason)) throw refusal;
      return this.#settle(loginId, request.serialNumber, refusal);
    }
  }

  async logout(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#context.onEnd();
    const signal = AbortSignal.timeout(LOGOUT_LIMIT_MS);
    // Nothing depends on it: the bank ends the session by itself, and the first error must not be covered up.
    await this.#context.api.call({ ...LOG_OUT, token: this.#token, signal }).catch(() => undefined);
  }

  #request(csr: string): components['schemas']['CertificateRequest'] {
    const { device } = this.#context;
    return device === undefined ? { csr } : { csr, device };
  }

  /** From the request for a certificate on, nothing is cancelled. */
  #commit(): void {
    this.#committed = true;
    this.#context.onCommit();
  }

  #noteAttemptsLeft(reason: Reason): void {
    const attemptsLeft = problemIn(reason)?.attemptsLeft;
    if (this.#otp && attemptsLeft !== undefined) this.#otp = { ...this.#otp, attemptsLeft };
  }

  /** After a lost answer: true if the bank let the session in. */
  async #otpWasTaken(): Promise<boolean> {
    try {
      await this.#send(GET_ME);
      return true;
    } catch (error) {
      if (error instanceof HttpFailure) return false;
      throw error;
    }
  }

  /** After a lost answer: the revocation, if the bank says that it was done. */
  async #settle(loginId: string, serialNumber: string, lost: CertToolError): Promise<{ revokedAt: Date }> {
    const details = await this.#sendUncancelled(getCertificate(serialNumber)).catch(() => undefined);
    const { revokedAt, revocationReason } = details?.loginId === loginId ? detailsFrom(details) : {};
    const errorDetails = { ...lost.details, params: { ...lost.details.params, loginId, serialNumber } };
    if (!revokedAt) throw new CertToolError('revocation-unsettled', errorDetails);
    if (revocationReason === 'superseded') throw new CertToolError('certificate-changed', errorDetails);
    return { revokedAt };
  }

  #send<T>(wanted: SessionCall<T>): Promise<T> {
    if (this.#committed) return this.#sendUncancelled(wanted);
    return this.#context.api.call({ ...wanted, token: this.#token, signal: this.#context.signal });
  }

  #sendUncancelled<T>(wanted: SessionCall<T>): Promise<T> {
    return this.#context.api.call({ ...wanted, token: this.#token });
  }

  async #call<T>(wanted: SessionCall<T>): Promise<T> {
    try {
      return await this.#send(wanted);
    } catch (error) {
      throw error instanceof HttpFailure ? this.#context.toError(error) : error;
    }
  }
}

/** Asked for once more, a revocation that does not count yet is as good as taken, whether the bank calls it a success or not. */
function pendingIn(reason: Reason): Revocation | undefined {
  const { code, effectiveAt } = problemIn(reason) ?? {};
  return code === 'revocation-pending' && effectiveAt ? { effectiveAt } : undefined;
}

/** Whether the bank may have done what was asked although its answer is unknown or no use. */
function mayHaveArrived(reason: Reason): boolean {
  if (reason.kind === 'contract') return true;
  if (reason.kind === 'proxy') return false;
  if (reason.kind === 'status') {
    return (reason.status >= 500 || reason.status === 429) && !isUnprocessed(reason);
  }
  return reason.name === 'connection-lost' || reason.name === 'timeout' || reason.name === 'bank-unreachable';
}
