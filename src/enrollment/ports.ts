import type { BankIdentity } from '../core/bank-identity.ts';
import type { ErrorName } from '../core/catalogue/index.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import type { CertToolError } from '../core/error.ts';
import type { Bank, BankSession, Me, OtpChallenge, Role } from '../core/ports/bank.ts';
import type { Lock } from '../core/ports/lock.ts';
import type { CertificateStore, StoreProbe } from '../core/ports/store.ts';
import type { StoreKind } from '../core/store-kinds.ts';
import type { Connection } from './connection.ts';
import type { Entry, Journal, Predecessor } from './journal.ts';
import type { RefusalMemory, Whose } from './refusals.ts';
import type { RenewalMemory } from './renewal-memory.ts';

export interface Retry {
  /** Tries left before the bank locks the login ID. */
  readonly attemptsLeft: number;
}

/** Instead of a one-time password: the bank is to e-mail another one. */
export const ANOTHER_CODE = Symbol('another code');

export type SecretKind = 'password' | 'otp' | 'confirmation';

/** Where the login password and the one-time password come from. */
export interface Secrets {
  /** False when neither credentials nor a terminal can give a login password. */
  readonly available: boolean;
  /** What nobody typed is sent even where the bank has refused it before or one try is left. */
  readonly lastTry: boolean;
  /** Asked again with `retry` only when a person typed the refused one. */
  password(retry?: Retry): Promise<string>;
  /** The code, or the wish for another one, which only a challenge by e-mail can have. */
  otp(challenge: OtpChallenge, retry?: Retry): Promise<string | typeof ANOTHER_CODE>;
  /** True when a person types it and can type it again. */
  canRetry(secret: SecretKind): boolean;
  /** The confirmation password, asked only to confirm weighty acts. */
  confirmation(retry?: Retry): Promise<string>;
}

export type Step =
  | 'connect'
  | 'check-here'
  | 'login'
  | 'otp'
  | 'proof'
  | 'state'
  | 'key'
  | 'request'
  | 'install'
  | 'confirm'
  | 'tell';

/** Everything that the steps of the flow touch. */
export interface EnrollmentPorts {
  readonly store: CertificateStore;
  readonly journal: Journal;
  readonly refusals: RefusalMemory;
  /** Left out where nothing need be kept. */
  readonly renewals?: RenewalMemory;
  readonly secrets: Secrets;
  /** Connects to the bank; called when something is really needed of it. The flow closes what it opened. */
  openBank(): Promise<Bank>;
  /** The bank's identity as kept on this PC; undefined when it is not known yet. */
  knownIdentity(): Promise<BankIdentity | undefined>;
  /** Keeps it, together with what was learnt of this bank before. Returns both. */
  keepIdentity(identity: BankIdentity): Promise<BankIdentity>;
  lock(bankId: string, loginId: string): Promise<Lock>;
  /** This PC's time, or the practice bank's. */
  now(): Date;
  newId(): string;
  /** Of cert-tool; without it no bank's minimum is heeded. */
  readonly version?: string | undefined;
  /**
   * Called before the login, once it is sure to come: it ends the session that a browser has. May warn and ask.
   * @param login `no-session` where it ends none; `for-want-of-key` where, besides, the certificate that is renewed would do
   * instead, and the store gives no key for it
   * @returns warnings for the result @throws CertToolError `cancelled`
   */
  beforeLogin(login?: 'no-session' | 'for-want-of-key'): Promise<readonly ErrorName[]>;
  /** Told of a login that the bank has taken in full. Throws nothing. */
  onLoggedIn(whose: Whose): Promise<void>;
  /**
   * Told of an installation that is complete here, while the journal's entry is still there: once at least, once more
   * where a run is killed between, or the bank could not be told. @returns what went wrong, for the result
   */
  afterInstallation?(installation: Installation): Promise<readonly Warning[]>;
  /** Told at each step, for the spinner. */
  onStep(step: Step): void;
  /** Told when the request is on its way: from here on cancelling waits for the end. */
  onSent(): void;
  /** Aborted when the person or the system cancels; heeded until the request is sent. */
  readonly signal: AbortSignal;
}

/** What the flow is handed. */
export interface UnopenedPorts extends Omit<EnrollmentPorts, 'store'> {
  /**
   * Opens the store to work in.
   * @param resume the identity of the one in which an unfinished request lies, for its key is there and nowhere else
   */
  openStore(resume?: string): Promise<CertificateStore>;
}

/** The certificate that a new one is to replace. */
export interface Renewal {
  readonly certificate: StoredCertificate;
  /** Not this very one was named but its login ID: where the bank has another one of this PC for current, it is meant. */
  readonly orCurrent?: boolean;
  /** Ask the bank even before its last days, in which the bank renews it. */
  readonly force: boolean;
  /** Leave the old certificate on this PC. */
  readonly keepOld: boolean;
}

export interface EnrollmentRequest {
  readonly loginId: string;
  /** Left out when the login ID's first certificate, or one anew, is wanted. */
  readonly renewal?: Renewal;
  readonly keySize: number;
  /** Do all but send the request. */
  readonly dryRun: boolean;
  /** Ask the bank even when a good certificate is here. */
  readonly checkBank: boolean;
}

/** What a certificate came by. */
export type Done = 'issued' | 'renewed';
export type Outcome = Done | 'already-valid' | 'dry-run';

/** What a result is to warn of: by its name where there is nothing particular to say. */
export type Warning = ErrorName | CertToolError;

/** A certificate that is installed and works. */
export interface Installation {
  readonly outcome: Done;
  readonly loginId: string;
  readonly identity: BankIdentity;
  readonly certificate: StoredCertificate;
  readonly store: StoreKind;
  /** Whether the bank knows that it works. Until then the old one stays, and the next run tells the bank. */
  readonly isConfirmed: boolean;
  /** What it takes the place of. */
  readonly previous?: Predecessor & { readonly isRemoved: boolean };
}

export interface EnrollmentResult {
  readonly outcome: Outcome;
  /** An earlier run had begun it. */
  readonly resumed: boolean;
  readonly certificate?: StoredCertificate;
  /** The older certificate of the same user that was here, and may be here still. */
  readonly previous?: Predecessor;
  readonly warnings: readonly Warning[];
  /** Until when a certificate has to be got that was not got yet, where the bank sets a time. */
  readonly acquireBy?: Date;
  /** What the bank has to tell, where it was asked in the end. */
  readonly notices?: Me['notices'];
}

/** What the steps share while a run lasts. */
export interface Run {
  readonly ports: EnrollmentPorts;
  readonly wanted: EnrollmentRequest;
  readonly probe: StoreProbe;
  readonly warnings: Warning[];
  identity: BankIdentity;
  /** The journal's entry as it is on the disk now. */
  entry: Entry | undefined;
  /** Undefined until the bank is really needed. */
  connection: Connection | undefined;
  session: BankSession | undefined;
  /** The user's, once the bank has told. */
  role?: Role;
  /** Asked although the bank names a certificate: what is the matter if it has one indeed. */
  otherwise?: CertToolError;
  /** Until when the bank wants a certificate to be got. */
  acquireBy?: Date | undefined;
  /** The entry's key while it is being made. */
  keyInHand: Promise<Entry> | undefined;
}

/**
 * A request whose key or certificate cannot be used any more: entry and key go, and it starts anew, once; not where the
 * bank would refuse another one for the same reason.
 */
export class StartAnew extends Error {
  /** What the person is told when the new start fails in the same way, or makes no sense. */
  readonly reason: Error;
  readonly isInVain: boolean;

  constructor(reason: Error, isInVain = false) {
    super('start anew', { cause: reason });
    this.reason = reason;
    this.isInVain = isInVain;
  }
}
