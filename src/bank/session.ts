import type {
  BankSession,
  CertificateDetails as DetailsRecord,
  IssuedCertificate as IssuedRecord,
  Me as MeRecord,
  OtpChallenge,
} from '../core/ports/bank.ts';
import { type Api, type Call, json, nothing } from './api.ts';
import { HttpFailure, type Reason } from './failure.ts';
import {
  AuthenticatedSession,
  CertificateDetails,
  IssuedCertificate,
  Me,
  Session as SessionSchema,
} from './generated/answers.js';
import type { components } from './generated/contract.ts';
import { detailsFrom, issuedFrom, meFrom, otpFrom } from './read.ts';

export interface SessionContext {
  readonly api: Api;
  readonly signal: AbortSignal | undefined;
  readonly toError: (failure: HttpFailure) => Error;
  /** A certificate was requested: from now on nothing is cancelled. */
  readonly onCommit: () => void;
  readonly onEnd: () => void;
}

/** Log-out may run while the user waits for a program that is ending. */
const LOGOUT_LIMIT_MS = 5_000;

type SessionCall<T> = Omit<Call<T>, 'token' | 'signal'>;

/** The session of a login answer. */
export function openSession(answer: components['schemas']['Session'], context: SessionContext): BankSession {
  return new Session(answer, context);
}

class Session implements BankSession {
  readonly #context: SessionContext;
  readonly #token: string;
  #otp: OtpChallenge | undefined;
  #committed = false;
  #ended = false;

  constructor(answer: components['schemas']['Session'], context: SessionContext) {
    this.#context = context;
    this.#token = answer.token;
    this.#otp = otpFrom(answer);
  }

  get otp(): OtpChallenge | undefined {
    return this.#otp;
  }

  async submitOtp(code: string): Promise<void> {
    try {
      await this.#send({ ...SUBMIT_OTP, body: { code } });
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
    return issuedFrom(await this.#call({ ...REQUEST_CERTIFICATE, body: { csr } }));
  }

  async certificate(serialNumber: string): Promise<DetailsRecord> {
    return detailsFrom(await this.#call(getCertificate(serialNumber)));
  }

  async confirm(serialNumber: string): Promise<void> {
    this.#commit();
    await this.#call(confirmCertificate(serialNumber));
  }

  async logout(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#context.onEnd();
    const signal = AbortSignal.timeout(LOGOUT_LIMIT_MS);
    // Nothing depends on it: the bank ends the session by itself, and the first error must not be covered up.
    await this.#context.api.call({ ...LOG_OUT, token: this.#token, signal }).catch(() => undefined);
  }

  /** From the request for a certificate on, nothing is cancelled. */
  #commit(): void {
    this.#committed = true;
    this.#context.onCommit();
  }

  #noteAttemptsLeft(reason: Reason): void {
    const attemptsLeft = reason.kind === 'status' ? reason.problem?.attemptsLeft : undefined;
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

  #send<T>(wanted: SessionCall<T>): Promise<T> {
    const signal = this.#committed ? undefined : this.#context.signal;
    return this.#context.api.call({ ...wanted, token: this.#token, signal });
  }

  async #call<T>(wanted: SessionCall<T>): Promise<T> {
    try {
      return await this.#send(wanted);
    } catch (error) {
      throw error instanceof HttpFailure ? this.#context.toError(error) : error;
    }
  }
}

/** Whether the bank may have done what was asked although its answer is unknown or no use. */
function mayHaveArrived(reason: Reason): boolean {
  if (reason.kind === 'contract') return true;
  if (reason.kind === 'status') return reason.status >= 500 && reason.status !== 503;
  return reason.name === 'connection-lost' || reason.name === 'timeout' || reason.name === 'bank-unreachable';
}

const GET_ME = {
  method: 'GET',
  path: '/me',
  repetition: 'safe',
  expected: [200],
  read: json(Me),
} as const;

const SUBMIT_OTP = {
  method: 'POST',
  path: '/sessions/current/otp',
  repetition: 'unprocessed',
  expected: [200],
  read: json(AuthenticatedSession),
} as const;

/** Once more voids the code that the first e-mail brought, so it is not repeated when the answer was lost. */
const RESEND_OTP = {
  method: 'POST',
  path: '/sessions/current/otp/resend',
  repetition: 'unprocessed',
  expected: [202],
  read: json(SessionSchema),
} as const;

const REQUEST_CERTIFICATE = {
  method: 'POST',
  path: '/certificates',
  repetition: 'safe',
  expected: [200, 201],
  read: json(IssuedCertificate),
} as const;

const LOG_OUT = {
  method: 'DELETE',
  path: '/sessions/current',
  repetition: 'safe',
  expected: [204],
  read: nothing,
} as const;

function getCertificate(serialNumber: string): SessionCall<components['schemas']['CertificateDetails']> {
  return {
    method: 'GET',
    path: `/certificates/${encodeURIComponent(serialNumber)}`,
    repetition: 'safe',
    expected: [200],
    read: json(CertificateDetails),
  };
}

function confirmCertificate(serialNumber: string): SessionCall<void> {
  return {
    method: 'POST',
    path: `/certificates/${encodeURIComponent(serialNumber)}/confirmation`,
    repetition: 'safe',
    expected: [204],
    read: nothing,
  };
}
