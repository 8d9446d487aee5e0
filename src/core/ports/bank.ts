/** The bank as cert-tool sees it: docs/bank-api.yaml without its transport. Times are `Date`s, serial numbers normalized. */

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
  readonly status: 'ok' | 'maintenance';
  readonly until?: Date;
  /** The bank's time: it, not this PC's clock, says what is in date. */
  readonly time: Date;
  readonly support?: Support;
}

export interface OtpChallenge {
  readonly method: 'token' | 'email';
  readonly digits: number;
  readonly expiresAt: Date;
  readonly attemptsLeft: number;
}

export interface Me {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly certificate: {
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
}

/** A logged-in session, or one on its way there. Errors are `CertToolError`s. */
export interface BankSession {
  /** Set while the bank waits for a one-time password. */
  readonly otp?: OtpChallenge | undefined;
  /** Sends the one-time password. A lost answer is settled by asking the bank whether it was taken. */
  submitOtp(code: string): Promise<void>;
  me(): Promise<Me>;
  /** Sends a PKCS#10 request (PEM). The very same request again fetches the very same certificate. */
  requestCertificate(csr: string): Promise<IssuedCertificate>;
  certificate(serialNumber: string): Promise<CertificateDetails>;
  /** Tells the bank that the certificate is installed and signs. */
  confirm(serialNumber: string): Promise<void>;
  /** Ends the session at the bank. Never throws, for it runs while another error may be on its way. */
  logout(): Promise<void>;
}

export interface Bank {
  status(): Promise<BankStatus>;
  /** The issuing chain as PEMs, issuing CA first, root last. */
  caChain(): Promise<string[]>;
  logIn(loginId: string, password: string): Promise<BankSession>;
  /** Closes the connections. */
  close(): Promise<void>;
}
