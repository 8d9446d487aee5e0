import type { StoredCertificate } from '../certificate.ts';
import type { CertToolError } from '../error.ts';
import type { StoreKind } from '../store-kinds.ts';

/** What a store can do on this PC, found out without changing anything that lasts. */
export interface StoreProbe {
  readonly kind: StoreKind;
  /** Names the very store, its place included, e.g. `file:/home/taro/.local/share/cert-tool/store`. */
  readonly identity: string;
  /** False for a store that cannot be asked to sign: no trial signature, no proof. `sign` throws `signing-not-possible`. */
  readonly canSign: boolean;
  /** For the stores of Windows, as far as the store can tell. */
  readonly account?: StoreAccount;
}

/** Whose store of Windows it is: each account has its own, which only its own browser reads. */
export interface StoreAccount {
  /** The account that cert-tool runs as, e.g. `PC-1\\taro`. */
  readonly name: string;
  /** SYSTEM (S-1-5-18) or another account of services (S-1-5-19, S-1-5-20): no person's browser uses its store. */
  readonly isService: boolean;
  /** The account signed in at the desktop of this session, where it is another one. */
  readonly desktop?: string;
}

/** A key that waits for its certificate. */
export interface PendingRequest {
  readonly id: string;
  /** PKCS#10 (RFC 2986) as PEM, RSA with SHA-256, subject CN = login ID. */
  readonly csr: string;
  /** SHA-256 of the subject public key info's DER, lower-case hex. */
  readonly publicKeyHash: string;
}

export interface KeyRequest {
  readonly loginId: string;
  /** RSA modulus in bits. */
  readonly keySize: number;
  /** What the request names instead of the login ID alone: a successor's request, where it has to name what it replaces. */
  readonly subject?: RequestedSubject | undefined;
}

/** DER, as a certificate has it. */
export interface RequestedSubject {
  /** Name (RFC 5280, 4.1.2.6). */
  readonly name: Uint8Array;
  /** The value of the subjectAltName (RFC 5280, 4.2.1.6). */
  readonly alternativeName?: Uint8Array | undefined;
}

/** A certificate that cannot be read: where it is, and the thumbprint that it should have. */
export interface DamagedCertificate {
  readonly thumbprint: string;
  readonly location: string;
}

/** What one of several keys answers: a signature, or why it does not sign. */
export type Signing = Uint8Array | CertToolError;

/** What is known of a private key that does not sign. */
export interface KeyFacts {
  /** The provider that keeps it, as Windows calls it; empty where it is not known. */
  readonly provider: string;
  /** Why it does not sign, as an HRESULT; left out where it signs, or the store gives another reason. */
  readonly code?: number;
}

/** A key and its certificate, as TLS takes them: PEM. */
export interface ClientKey {
  /** PKCS#8. */
  readonly key: string;
  /** The certificate first, and behind it those of its CAs, as far as they are known. */
  readonly certificate: string;
}

/**
 * A certificate store of this PC. A pending key belongs to the store, from the moment it exists until its
 * certificate is proven. Every operation may be repeated after a kill at any point; errors are `CertToolError`s of
 * exit code 7.
 */
export interface CertificateStore {
  readonly kind: StoreKind;
  /** Opens the store, tries to write, tells what it can do. Throws with the reason when it cannot be used. */
  probe(): Promise<StoreProbe>;
  /**
   * Says that a request will be made most likely, so that the making of its key may begin. Nothing of it is kept until then.
   * @param keySize RSA modulus in bits
   */
  expectRequest?(keySize: number): void;
  /** Makes a key and its request, or returns the ones that exist under this id already. */
  request(id: string, wanted: KeyRequest): Promise<PendingRequest>;
  /** Our requests that have no proven certificate yet. */
  pending(): Promise<PendingRequest[]>;
  /**
   * Joins the pending key and its certificate, non-exportable where the store can. Returns the certificate that is
   * there already when it was joined before. The pending key stays until `discard`.
   * @param certificate PEM of the certificate @param chain PEMs, issuing CA first, root last
   */
  install(
    id: string,
    certificate: string,
    chain: readonly string[],
    friendlyName: string,
  ): Promise<StoredCertificate>;
  /**
   * Hides a certificate, which stays with its key and is offered by no browser any more, or shows it again. Nothing when it
   * is so already, or gone. Only for stores that can. Hidden ones are listed and found with `archived`, sign and are
   * removed as the others; `install` shows what it returns.
   */
  archive?(thumbprint: string, archived: boolean): Promise<void>;
  /** All certificates, hidden and foreign ones too; what cannot be read as a certificate is left out, never thrown. */
  list(): Promise<StoredCertificate[]>;
  /** The same with what other programs have changed since. Only for stores whose `list` remembers what it has read. */
  listAnew?(): Promise<StoredCertificate[]>;
  find(thumbprint: string): Promise<StoredCertificate | undefined>;
  /**
   * What is kept as a certificate and cannot be read as the one it should be; its key may be there and work. Only for
   * stores that keep files.
   * @param listed what `list` returned, so that it need not be read again
   */
  damaged?(listed?: readonly StoredCertificate[]): Promise<DamagedCertificate[]>;
  /** Those of these certificates whose chain cannot be read, or does not lead to them. Only for stores that keep files. */
  damagedChains?(certificates: readonly StoredCertificate[]): Promise<DamagedCertificate[]>;
  /**
   * Writes certificate and chain anew beside their key. False, and nothing is done, when no key of this certificate's
   * is here. Parameters as for `install`.
   */
  repair?(certificate: string, chain: readonly string[], friendlyName: string): Promise<boolean>;
  /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). Never shows a dialog. Throws `key-unusable` when it cannot. */
  sign(thumbprint: string, bytes: Uint8Array): Promise<Uint8Array>;
  /**
   * `sign` with many keys, of a store that is dear to open: it is opened once for all of them. An answer for each, in their
   * order; what is the matter with one of them is its answer and never thrown.
   */
  signAll?(thumbprints: readonly string[], bytes: Uint8Array): Promise<Signing[]>;
  /**
   * The key of a certificate, for a connection by TLS that shows it; undefined where it does not work. Only for stores that
   * give keys to the programs of their user.
   */
  tlsKey?(thumbprint: string): Promise<ClientKey | undefined>;
  /** What the store can tell of a key; undefined where the certificate is gone. Only for stores that can. */
  keyFacts?(thumbprint: string): Promise<KeyFacts | undefined>;
  /** Removes certificate and key; nothing when it is gone. The key stays if another certificate uses it. */
  remove(thumbprint: string): Promise<void>;
  /** Removes the pending key; never the key of an installed certificate. */
  discard(id: string): Promise<void>;
}
