/** The bank as cert-tool sees it: docs/bank-api.yaml without its transport. Times are `Date`s, serial numbers normalized. */

import type { ClientKey } from './store.ts';

export type CertificateState = 'not-issued' | 'issued' | 'renewable' | 'expired' | 'revoked';
export type Role = 'master' | 'administrator' | 'general';

export interface Support {
  readonly name: string;
  readonly phone: string;
  readonly hours: string;
}

export interface BankStatus {
  readonly bankId: string;
  readonly name: string;
  /** Left out where the bank serves docs/bank-api.yaml. */
  readonly protocol?: 'est';
  readonly status: 'ok' | 'maintenance';
  readonly until?: Date;
  /** The bank's time: it, not this PC's clock, says what is in date. */
  readonly time: Date;
  readonly support?: Support;
  readonly rules?: BankRules;
  /** Where users log in with a browser and their certificate; https. */
  readonly loginPage?: string;
  readonly client?: ClientVersions;
  /** Of the contract that it serves, e.g. `1.0`; the first number tells what breaks. */
  readonly apiVersion?: string;
}

/** Versions of cert-tool that the bank names, as it wrote them. */
export interface ClientVersions {
  /** An older one does not begin anything. */
  readonly minimum?: string;
  readonly recommended?: string;
}

/** Who may revoke a master user's certificate on screen. */
export type Revoker = 'self' | 'master' | 'administrator';

/**
 * In which this bank differs from others, as far as it says so: for words and hints, never to refuse what the bank might
 * allow.
 */
export interface BankRules {
  readonly masterRevocableBy?: readonly Revoker[];
  readonly expiredNeedsRevocation?: boolean;
  readonly renewalDays?: number;
  readonly validityDays?: number;
  readonly revocationMinutes?: number;
  readonly certificatesPerContract?: number;
}

export interface OtpChallenge {
  readonly method: 'token' | 'email';
  readonly digits: number;
  readonly expiresAt: Date;
  readonly attemptsLeft: number;
}

/** What a bank may tell of a certificate besides, and of one that is still to be got. */
export interface CertificateFacts {
  /** What the company calls the PC that it was requested on, in whatever words the bank has kept. */
  readonly device?: string;
  readonly issuedAt?: Date;
  /** When somebody last logged in with it. */
  readonly lastUsedAt?: Date;
  /** Until when a certificate has to be got. */
  readonly acquireBy?: Date;
}

export interface Me {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly certificate: CertificateFacts & {
    readonly state: CertificateState;
    readonly serialNumber?: string;
    readonly notAfter?: Date;
    readonly renewableFrom?: Date;
  };
  readonly unconfirmed?: { readonly serialNumber: string };
  readonly notices: readonly { readonly code: string; readonly message: string }[];
}

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEMs, issuing CA first, root last. */
  readonly chain: readonly string[];
  readonly serialNumber: string;
  readonly confirmed: boolean;
}

export interface CertificateDetails {
  readonly loginId: string;
  readonly state: CertificateState;
  readonly confirmed: boolean;
  readonly serialNumber: string;
  readonly notBefore?: Date;
  readonly revokedAt?: Date;
  readonly revocationReason?: RevocationReason;
  readonly device?: string;
  readonly lastUsedAt?: Date;
  /** PEM. */
  readonly certificate: string;
}

/** CRLReason (RFC 5280, 5.3.1) as far as the contract has it. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'privilegeWithdrawn';

/** A user of the company, as administrators and the master user see them. */
export interface BankUser {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly locked: boolean;
  readonly suspended: boolean;
  readonly certificate: CertificateFacts & {
    readonly state: CertificateState;
    readonly serialNumber?: string;
    readonly notAfter?: Date;
    /** There is only an unconfirmed certificate; the serial number is its own. */
    readonly unconfirmed?: true;
  };
}

export type UserSortKey = 'loginId' | 'name' | 'role' | 'state' | 'notAfter';

export interface RevocationRequest {
  /** Named so that a repetition cannot hit a newer certificate. */
  readonly serialNumber: string;
  /** The one's who revokes. */
  readonly confirmationPassword: string;
  readonly reason?: Exclude<RevocationReason, 'superseded'>;
}

/** What became of a revocation: it was done, or will count from a time on. */
export type Revocation = { readonly revokedAt: Date } | { readonly effectiveAt: Date };

/** What the bank knows of certificates. */
export interface CertificateStates {
  me(): Promise<Me>;
  /** Throws `BankRefusal` for `not-found`. */
  certificate(serialNumber: string): Promise<CertificateDetails>;
}

/** A bank that wants to be told when a certificate works; until then another may be asked for in its place. */
export interface Confirming {
  /**
   * Tells the bank that the certificate is installed and signs. Repeatable.
   * Throws `BankRefusal` for `not-found` and `certificate-revoked`.
   */
  confirm(serialNumber: string): Promise<void>;
}

/** A bank that wants to see, in a session, that this PC holds the key of its user's certificate. */
export interface Proof {
  /** What the proof of this session signs: printable ASCII. */
  readonly challenge: string;
  /**
   * Shows that this PC holds the key of the login ID's certificate. Repeatable. Throws `proof-refused`.
   * @param signature RSASSA-PKCS1-v1_5 with SHA-256 over `cert-tool proof v1`, a line feed and `challenge`
   */
  prove(serialNumber: string, signature: Uint8Array): Promise<void>;
}

/** What administrators and the master user do, after the proof. */
export interface Administration {
  /** The company's users. Throws `not-permitted`, `proof-refused`. */
  users(sort?: UserSortKey, descending?: boolean): Promise<BankUser[]>;
  /**
   * Revokes a user's certificate. Sent once; a lost answer is settled by asking for the certificate.
   * Throws `master-certificate`, `not-permitted`, `proof-refused`, `confirmation-refused`, `account-locked`,
   * `nothing-to-revoke`, `certificate-changed`; `revocation-unsettled` when nobody knows whether it was done;
   * `BankRefusal` for `not-found`.
   */
  revoke(loginId: string, request: RevocationRequest): Promise<Revocation>;
}

/** What the sessions of one protocol have and those of another have not. */
export interface SessionExtras {
  readonly states: CertificateStates;
  readonly confirming: Confirming;
  readonly proof: Proof;
  readonly administration: Administration;
}

/**
 * A logged-in session, or one on its way there: what every protocol can, and what this one can besides. Errors are
 * `CertToolError`s.
 */
export interface BankSession extends Partial<SessionExtras> {
  /** Set while the bank waits for a one-time password. */
  readonly otp?: OtpChallenge | undefined;
  /** Sends the one-time password. A lost answer is settled by asking the bank whether it was taken. */
  submitOtp(code: string): Promise<void>;
  /** Has the bank e-mail another code; the earlier one is void. `otp` tells about the new one. */
  resendOtp(): Promise<void>;
  /**
   * Sends a PKCS#10 request (PEM). The very same request again fetches the very same certificate.
   * Throws `BankRefusal` for `certificate-exists` and `key-used`.
   */
  requestCertificate(csr: string): Promise<IssuedCertificate>;
  /**
   * Sends a PKCS#10 request (PEM) for the successor of a certificate, after the proof; otherwise as
   * `requestCertificate`. Throws `BankRefusal` for all codes but `certificate-exists`.
   */
  renew(serialNumber: string, csr: string): Promise<IssuedCertificate>;
  /** Ends the session at the bank. Never throws, for it runs while another error may be on its way. */
  logout(): Promise<void>;
}

/** What a request for a certificate shows of who asks. */
export interface Shown {
  readonly password?: string;
  /** With the password, where it is wanted. */
  readonly otp?: string | undefined;
  /** Of the certificate that is to be replaced. */
  readonly certificate?: ClientKey | undefined;
}

/** A protocol without a login: each request for a certificate shows who asks, and is judged by that. */
export interface WithoutLogin {
  /** What one-time passwords are like, where one goes with the password. */
  readonly otp?: OtpChallenge | undefined;
  /** A successor's request names what the certificate names that it replaces. */
  readonly keepsSubject: true;
  /**
   * Asks the bank, before anybody is asked for a password, whether it takes requests for such a key; where it does not say,
   * it does. @throws CertToolError `other-key-wanted`
   */
  checkKey(key: { readonly rsaBits: number }): Promise<void>;
  /** Contacts nobody. Its requests throw, besides, `credentials-refused` and the like; `certificate-not-taken`. */
  session(loginId: string, shown: Shown): BankSession;
}

export interface Bank {
  /** For a protocol that knows no login: `logIn` opens a session, too, and what it is given is judged later. */
  readonly withoutLogin?: WithoutLogin | undefined;
  /** What its sessions can besides what every one can: known before anybody is asked for a password. */
  readonly offers: readonly (keyof SessionExtras)[];
  status(): Promise<BankStatus>;
  /**
   * The whole chain of an issuing CA as PEMs, issuing CA first, root last, unchecked.
   * @param authorityKeyId which CA, present or former: its subject key identifier, lower-case hex, which is the
   * authority key identifier of what it issued. The present one without it.
   * @throws BankRefusal `not-found` when the bank has no such CA, or no certificate of it is in date any more
   */
  caChain(authorityKeyId?: string): Promise<string[]>;
  /** The revocation list of an issuing CA, DER, unchecked; which one as with `caChain`. @throws as `caChain` */
  crl?(authorityKeyId?: string): Promise<Uint8Array>;
  logIn(loginId: string, password: string): Promise<BankSession>;
  /** Closes the connections. */
  close(): Promise<void>;
}
