/**
 * What cert-tool reads from an X.509 certificate (RFC 5280). Made by pki; `pem`, `publicKeyHash`, `alternativeName` and
 * `bankSubject` when they are asked for: a copy by `{ ...record }` is without them.
 */
export interface CertificateRecord {
  /** The whole certificate, base64 in PEM armour (RFC 7468), without any text around it. */
  readonly pem: string;
  /** Distinguished names as RFC 4514 strings. */
  readonly subject: string;
  readonly issuer: string;
  /** The subject's last CN, or an empty string. */
  readonly commonName: string;
  /** The first name of the subjectAltName that can be read; empty without one. */
  readonly alternativeName?: string;
  /** Unsigned, at least 32 lower-case hex digits, so that two of them compare as strings. */
  readonly serialNumber: string;
  /** SHA-1 of the DER, 40 lower-case hex digits, as Windows names certificates. */
  readonly thumbprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the subject public key info's DER, lower-case hex. */
  readonly publicKeyHash: string;
  /** Key identifiers (RFC 5280, 4.2.1.1 and 4.2.1.2) as lower-case hex. */
  readonly authorityKeyId?: string | undefined;
  readonly subjectKeyId?: string | undefined;
  /** What its CN says, by `readBankSubject`, found out once: each user of a list asks about all certificates that are here. */
  readonly bankSubject?: BankSubject | undefined;
  /** Whose it is, of a bank whose certificates name their user by the login ID alone: known with the bank. */
  readonly holder?: string;
  /** Extended key usage holds id-kp-clientAuth or anyExtendedKeyUsage (RFC 5280, 4.2.1.12), or there is no such extension: any use. */
  readonly forClientAuthentication: boolean;
}

/** A certificate as a store on this PC shows it. */
export interface StoredCertificate extends CertificateRecord {
  readonly hasPrivateKey: boolean;
  readonly friendlyName: string;
  /** The file store's folder of this certificate. */
  readonly location?: string;
  /** It is hidden: kept with its key, and offered by no browser. Left out of one that is shown. */
  readonly archived?: boolean;
}

/** What the bank writes into the subject's CN; of a bank that writes the login ID alone, the rest is empty. */
export interface BankSubject {
  readonly loginId: string;
  /** `A` and three digits; counts up per login ID. */
  readonly sequence: string;
  /** When it was issued: YYYYMMDDhhmmss in Japan and six more digits. */
  readonly issuedAt: string;
}

/**
 * What is known of a certificate's private key on this PC: `untried` where nobody had it sign, or the store cannot be
 * asked to; `unusable` where it cannot sign, or must not be used because others can read it.
 */
export type KeyState = 'missing' | 'untried' | 'works' | 'unusable';

const BANK_COMMON_NAME = /^(\S+) (A\d{3}) (\d{20})$/;

/** Whose a certificate is: by its CN, or as its bank names users. */
export function bankSubjectOf(
  certificate: Pick<CertificateRecord, 'commonName' | 'holder' | 'bankSubject'>,
): BankSubject | undefined {
  if (certificate.holder !== undefined) return { loginId: certificate.holder, sequence: '', issuedAt: '' };
  return 'bankSubject' in certificate ? certificate.bankSubject : readBankSubject(certificate.commonName);
}

/**
 * Reads login ID and sequence from a CN of the bank's shape: login ID, `A` and 3 digits, 20 digits. O and OU are
 * never looked at: their bracketed prefixes vary from bank to bank.
 */
export function readBankSubject(commonName: string): BankSubject | undefined {
  // By its places: taking it apart as a list would be half of what judging thousands of certificates costs.
  const found = BANK_COMMON_NAME.exec(commonName);
  return found ? { loginId: found[1] ?? '', sequence: found[2] ?? '', issuedAt: found[3] ?? '' } : undefined;
}

/** A serial number in the one form in which they are compared: 32 lower-case hex digits, unsigned. */
export function normalizeSerialNumber(hex: string): string {
  return hex
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')
    .replace(/^0+/, '')
    .padStart(32, '0');
}
