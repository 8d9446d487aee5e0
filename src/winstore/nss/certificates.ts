import { isUtf8 } from 'node:buffer';
import type { KeyObject } from 'node:crypto';
import type { CertificateRecord, StoredCertificate } from '../../core/certificate.ts';
import { MalformedDer, readCertificate, readCertificateExtensions } from '../../pki/certificate.ts';
import { reasons, remedies, storeFailed } from '../shared/failures.ts';
import { leftOutOf, type OnLeftOut } from '../shared/left-out.ts';
import { openerOf, privateKeyOf } from './private-keys.ts';
import type { NssPlace } from './program.ts';
import { bytesIn, numberIn } from './rows.ts';
import { CERTIFICATES, KEYS, readSnapshot, type Snapshot } from './snapshot.ts';
import { type Row, readTable } from './sqlite.ts';

/** A certificate with what NSS knows it by. */
export interface NssCertificate {
  readonly certificate: StoredCertificate;
  /** CKA_LABEL, the nickname: any bytes. */
  readonly label: Buffer;
  /** CKA_ID, the same as its private key's: lower-case hex. */
  readonly keyId: string;
  /** A CA without a key, which stands there for the chains. */
  readonly isAuthority: boolean;
}

/** By which NSS's programs choose. */
export type NssNames = Pick<NssCertificate, 'label' | 'keyId'>;

export interface NssContent {
  readonly certificates: readonly NssCertificate[];
  /** Those that cannot be read, which NSS's programs choose all the same. */
  readonly unreadable: readonly NssNames[];
  /** CKA_ID of all private keys. */
  readonly keyIds: ReadonlySet<string>;
  /**
   * The private keys with this CKA_ID, of those kinds that can be read. Undefined where the database has a password, or is
   * encrypted as earlier versions of NSS did it.
   */
  keysOf?(keyId: string): KeyObject[];
}

/** NSS's columns are the numbers of PKCS #11's attributes (OASIS PKCS #11 3.0), in hex; its numbers have 4 octets. */
const CLASS = 'a0';
const LABEL = 'a3';
const VALUE = 'a11';
const ID = 'a102';
const CERTIFICATE = 1;
const PRIVATE_KEY = 3;

/**
 * All certificates and private keys of a database, from its own files: NSS's programs show all certificates of one
 * subject under each of their nicknames, and some nicknames not at all. Nothing where there is no database.
 * @throws CertToolError `store-failed`
 */
export async function readDatabase(place: NssPlace): Promise<NssContent> {
  return contentOf(await readSnapshot(place), place.onLeftOut);
}

/** The same of files that were read already. @throws CertToolError `store-failed` */
export function contentOf(snapshot: Snapshot, onLeftOut?: OnLeftOut): NssContent {
  const rows = (file: string, table: string) => rowsIn(snapshot, file, table);
  const keys = new Map<string, Row[]>();
  for (const row of rows(KEYS, 'nssPrivate')) {
    if (numberIn(row, CLASS) !== PRIVATE_KEY) continue;
    const keyId = bytesIn(row, ID).toString('hex');
    keys.set(keyId, [...(keys.get(keyId) ?? []), row]);
  }
  const keyIds = new Set(keys.keys());
  const certificates: NssCertificate[] = [];
  const unreadable: NssNames[] = [];
  for (const row of rows(CERTIFICATES, 'nssPublic')) {
    if (numberIn(row, CLASS) !== CERTIFICATE) continue;
    const read = readOne(row, keyIds, onLeftOut);
    if (read) certificates.push(read);
    else unreadable.push(namesIn(row));
  }
  const open = openerOf(rows(KEYS, 'metaData'));
  if (!open) return { certificates, unreadable, keyIds };
  const keysOf = (keyId: string) => (keys.get(keyId) ?? []).flatMap((row) => privateKeyOf(row, open) ?? []);
  return { certificates, unreadable, keyIds, keysOf };
}

/**
 * Whether the database has no password, as far as that can be seen without NSS.
 * @throws CertToolError `store-failed`
 */
export async function isSeenOpen(place: NssPlace): Promise<boolean> {
  return openerOf(rowsIn(await readSnapshot(place), KEYS, 'metaData')) !== undefined;
}

function rowsIn(snapshot: Snapshot, file: string, table: string): Row[] {
  try {
    return readTable(snapshot.get(file) ?? Buffer.alloc(0), table);
  } catch (error) {
    throw storeFailed(reasons.nssUnreadable(file), error).withRemedy(remedies.nssDamaged);
  }
}

function namesIn(row: Row): NssNames {
  return { label: bytesIn(row, LABEL), keyId: bytesIn(row, ID).toString('hex') };
}

/** What is no certificate is left out. */
function readOne(row: Row, keyIds: ReadonlySet<string>, onLeftOut?: OnLeftOut): NssCertificate | undefined {
  const der = bytesIn(row, VALUE);
  const { label, keyId } = namesIn(row);
  try {
    const record = readCertificate(der);
    const hasPrivateKey = keyIds.has(keyId);
    const isAuthority = !hasPrivateKey && readCertificateExtensions(der).isCa;
    const friendlyName = friendlyNameOf(label.toString('utf8'), record);
    const certificate = Object.assign(record, { hasPrivateKey, friendlyName });
    return { certificate, label, keyId, isAuthority };
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    onLeftOut?.(leftOutOf(der));
    return undefined;
  }
}

/** Whether NSS's programs can be given this label as a name. */
export function isNameable(label: Buffer): boolean {
  return label.length > 0 && isUtf8(label) && !label.includes(0);
}

/**
 * The nickname of a certificate of ours: the friendly name on one line, and the thumbprint's beginning, so that no two
 * have the same. A colon would make what is before it the name of a token.
 */
export function nicknameFor(friendlyName: string, record: Pick<CertificateRecord, 'thumbprint'>): string {
  const line = friendlyName.replace(/[\p{Cc}\p{Zl}\p{Zp}:]+/gu, ' ').trim();
  return `${line} ${suffixOf(record)}`.trim();
}

function friendlyNameOf(nickname: string, record: CertificateRecord): string {
  const suffix = suffixOf(record);
  return nickname.endsWith(suffix) ? nickname.slice(0, -suffix.length).trim() : nickname;
}

function suffixOf({ thumbprint }: Pick<CertificateRecord, 'thumbprint'>): string {
  return thumbprint.slice(0, 8);
}
