import type { BankSession, OtpChallenge } from '../core/ports/bank.ts';
import { type Api, type Call, json, nothing } from './api.ts';
import { HttpFailure, type Reason } from './failure.ts';
import { AuthenticatedSession, CertificateDetails, IssuedCertificate, Me } from './generated/answers.js';
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
  const { token } = answer;
  let otp: OtpChallenge | undefined = otpFrom(answer);
  let committed = false;
  let ended = false;

  function commit(): void {
    committed = true;
    context.onCommit();
  }

  const send = <T>(wanted: SessionCall<T>) =>
    context.api.call({ ...wanted, token, signal: committed ? undefined : context.signal });

  async function call<T>(wanted: SessionCall<T>): Promise<T> {
    try {
      return await send(wanted);
    } catch (error) {
      throw translated(error);
    }
  }

  function translated(error: unknown): unknown {
    return error instanceof HttpFailure ? context.toError(error) : error;
  }

  /** After a lost answer: true if the bank let the session in. */
  async function otpWasTaken(): Promise<boolean> {
    try {
      await send(GET_ME);
      return true;
    } catch (error) {
      if (error instanceof HttpFailure) return false;
      throw error;
    }
  }

  return {
    get otp() {
      return otp;
    },
    async submitOtp(code) {
      try {
        await send({ ...SUBMIT_OTP, body: { code } });
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        const attemptsLeft = attemptsLeftIn(error.reason);
        if (otp && attemptsLeft !== undefined) otp = { ...otp, attemptsLeft };
        if (!mayHaveArrived(error.reason) || !(await otpWasTaken())) throw translated(error);
      }
      otp = undefined;
    },
    me: async () => meFrom(await call(GET_ME)),
    async requestCertificate(csr) {
      commit();
      return issuedFrom(await call({ ...REQUEST_CERTIFICATE, body: { csr } }));
    },
    certificate: async (serialNumber) => detailsFrom(await call(getCertificate(serialNumber))),
    async confirm(serialNumber) {
      commit();
      await call(confirmCertificate(serialNumber));
    },
    async logout() {
      if (ended) return;
      ended = true;
      context.onEnd();
      const signal = AbortSignal.timeout(LOGOUT_LIMIT_MS);
      // Nothing depends on it: the bank ends the session by itself, and the first error must not be covered up.
      await context.api.call({ ...LOG_OUT, token, signal }).catch(() => undefined);
    },
  };
}

function attemptsLeftIn(reason: Reason): number | undefined {
  return reason.kind === 'status' ? reason.problem?.attemptsLeft : undefined;
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
