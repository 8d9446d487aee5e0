import type { CertificateState, RevocationReason } from '../../core/ports/bank.ts';
import { inDate, periodAt, renewableFrom, stateAt } from '../../core/renewal.ts';
import type { MadeCertificate } from '../ca/authority.ts';
import type { BankDatabase, Row } from './database.ts';

export interface CertificateEntry extends MadeCertificate {
  readonly loginId: string;
  readonly publicKeyHash: string;
  readonly confirmed: boolean;
  readonly revokedAt: Date | undefined;
  readonly revocationReason: RevocationReason | undefined;
  /** Revoked because another certificate took its place. */
  readonly superseded: boolean;
  readonly noticeSent: boolean;
  /** What the company calls the PC that it was requested on. */
  readonly device: string | undefined;
  /** By the bank's date. */
  readonly lastUsedAt: Date | undefined;
}

export interface NewCertificate extends MadeCertificate {
  readonly loginId: string;
  readonly sequence: number;
  readonly publicKeyHash: string;
  readonly confirmed: boolean;
  /** The serial number of the certificate that it renews. */
  readonly predecessor?: string | undefined;
  readonly device?: string | undefined;
}

export function addCertificate(database: BankDatabase, certificate: NewCertificate): void {
  database.run(
    `INSERT INTO certificates
       (serial_number, login_id, generation, sequence, public_key_hash, pem, not_before, not_after, confirmed,
        predecessor, device)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      certificate.serialNumber,
      certificate.loginId,
      certificate.generation,
      certificate.sequence,
      certificate.publicKeyHash,
      certificate.pem,
      certificate.notBefore.getTime(),
      certificate.notAfter.getTime(),
      certificate.confirmed ? 1 : 0,
      certificate.predecessor ?? null,
      certificate.device ?? null,
    ],
  );
}

/** How many login IDs have a certificate that is neither revoked nor expired; a request for another one does not count twice. */
export function countHolders(database: BankDatabase, bankNow: Date, besides: string): number {
  const sql = `SELECT count(DISTINCT login_id) AS count FROM certificates
    WHERE revoked_at IS NULL AND not_after >= ? AND login_id <> ?`;
  return Number(database.get(sql, [bankNow.getTime(), besides])?.['count'] ?? 0);
}

/** How many that are not revoked begin only after this time. */
export function countNotBegun(database: BankDatabase, bankNow: Date): number {
  const sql = 'SELECT count(*) AS count FROM certificates WHERE revoked_at IS NULL AND not_before > ?';
  return Number(database.get(sql, [bankNow.getTime()])?.['count'] ?? 0);
}

/** Confirmed ones that are not revoked, end within this time, and whose owner had no e-mail about it yet. */
export function certificatesToNotice(database: BankDatabase, from: Date, to: Date): CertificateEntry[] {
  const due = 'confirmed = 1 AND revoked_at IS NULL AND notice_sent = 0 AND not_after BETWEEN ? AND ?';
  return database.all(`SELECT * FROM certificates WHERE ${due}`, [from.getTime(), to.getTime()]).map(entryOf);
}

export function markNoticeSent(database: BankDatabase, serialNumber: string): void {
  database.run('UPDATE certificates SET notice_sent = 1 WHERE serial_number = ?', [serialNumber]);
}

/** What the revocation list of a generation of the CA names, in the order of the revocations. */
export function revokedCertificates(
  database: BankDatabase,
  generation: number,
): { serialNumber: string; revokedAt: Date; reason: RevocationReason }[] {
  const sql = `SELECT serial_number, revoked_at, revocation_reason FROM certificates
    WHERE revoked_at IS NOT NULL AND generation = ? ORDER BY revoked_at, serial_number`;
  return database.all(sql, [generation]).map((row) => ({
    serialNumber: String(row['serial_number']),
    revokedAt: new Date(Number(row['revoked_at'])),
    reason: row['revocation_reason'] as RevocationReason,
  }));
}

export function nextSequence(database: BankDatabase, loginId: string): number {
  const row = database.get('SELECT max(sequence) AS last FROM certificates WHERE login_id = ?', [loginId]);
  return Number(row?.['last'] ?? 0) + 1;
}

export function certificateBySerialNumber(
  database: BankDatabase,
  serialNumber: string,
): CertificateEntry | undefined {
  return first(database, 'serial_number = ?', [serialNumber]);
}

export function certificateByPublicKey(
  database: BankDatabase,
  publicKeyHash: string,
): CertificateEntry | undefined {
  return first(database, 'public_key_hash = ?', [publicKeyHash]);
}

/**
 * The certificate that decides the state of a login ID: the last confirmed one. One that was never confirmed counts
 * only if its revocation was asked for; superseded ones leave the state as it was before.
 */
export function decidingCertificate(database: BankDatabase, loginId: string): CertificateEntry | undefined {
  const decides = '(confirmed = 1 OR (revoked_at IS NOT NULL AND superseded = 0))';
  return first(database, `login_id = ? AND ${decides} ORDER BY sequence DESC`, [loginId]);
}

/** The one that waits for its confirmation and is neither revoked nor expired. */
export function unconfirmedCertificate(
  database: BankDatabase,
  loginId: string,
  bankNow: Date,
): CertificateEntry | undefined {
  const waits = 'confirmed = 0 AND revoked_at IS NULL';
  const certificate = first(database, `login_id = ? AND ${waits} ORDER BY sequence DESC`, [loginId]);
  return certificate && periodAt(certificate, bankNow) !== 'expired' ? certificate : undefined;
}

/** The one that a revocation can take back: the confirmed one, or else the unconfirmed one; neither revoked nor expired. */
export function currentCertificate(
  database: BankDatabase,
  loginId: string,
  bankNow: Date,
): CertificateEntry | undefined {
  const deciding = decidingCertificate(database, loginId);
  return deciding && isLive(deciding, bankNow)
    ? deciding
    : unconfirmedCertificate(database, loginId, bankNow);
}

/** True when a certificate that renews this one was confirmed. */
export function hasConfirmedSuccessor(database: BankDatabase, serialNumber: string): boolean {
  return first(database, 'predecessor = ? AND confirmed = 1', [serialNumber]) !== undefined;
}

/** Somebody logged in with it, or proved to hold its key. */
export function markUsed(database: BankDatabase, serialNumber: string, bankNow: Date): void {
  const sql = 'UPDATE certificates SET last_used_at = ? WHERE serial_number = ?';
  database.run(sql, [bankNow.getTime(), serialNumber]);
}

/** Because somebody asked for it. */
export function revokeCertificate(
  database: BankDatabase,
  serialNumber: string,
  bankNow: Date,
  reason: RevocationReason,
): void {
  database.run('UPDATE certificates SET revoked_at = ?, revocation_reason = ? WHERE serial_number = ?', [
    bankNow.getTime(),
    reason,
    serialNumber,
  ]);
}

/** Because another certificate takes its place. */
export function supersedeCertificate(database: BankDatabase, serialNumber: string, bankNow: Date): void {
  revokeCertificate(database, serialNumber, bankNow, 'superseded');
  database.run('UPDATE certificates SET superseded = 1 WHERE serial_number = ?', [serialNumber]);
}

/** Marks it as confirmed and tells which others it replaces: confirmed, neither revoked nor expired. */
export function confirmCertificate(
  database: BankDatabase,
  certificate: CertificateEntry,
  bankNow: Date,
): string[] {
  database.run('UPDATE certificates SET confirmed = 1 WHERE serial_number = ?', [certificate.serialNumber]);
  const others =
    'login_id = ? AND confirmed = 1 AND revoked_at IS NULL AND serial_number <> ? AND not_after >= ?';
  return database
    .all(`SELECT serial_number FROM certificates WHERE ${others}`, [
      certificate.loginId,
      certificate.serialNumber,
      bankNow.getTime(),
    ])
    .map((row) => String(row['serial_number']));
}

/**
 * A certificate's state by the bank's date. One from the future, after the date was set back, counts as issued.
 * @param renewalDays days before its end from which it is renewable, by the bank's rules
 */
export function certificateState(
  certificate: CertificateEntry,
  bankNow: Date,
  renewalDays: number,
): Exclude<CertificateState, 'not-issued'> {
  if (certificate.revokedAt) return 'revoked';
  const state = stateAt(certificate, bankNow, renewableFrom(certificate, renewalDays));
  return state === 'not-yet-valid' ? 'issued' : state;
}

/** Not revoked, and in date or not begun yet. */
export function isLive(certificate: CertificateEntry, bankNow: Date): boolean {
  return !certificate.revokedAt && (inDate(certificate, bankNow) || bankNow < certificate.notBefore);
}

function first(
  database: BankDatabase,
  where: string,
  values: (string | number)[],
): CertificateEntry | undefined {
  const row = database.get(`SELECT * FROM certificates WHERE ${where} LIMIT 1`, values);
  return row && entryOf(row);
}

function entryOf(row: Row): CertificateEntry {
  const { revoked_at: revokedAt, last_used_at: lastUsedAt } = row;
  return {
    serialNumber: String(row['serial_number']),
    loginId: String(row['login_id']),
    generation: Number(row['generation']),
    publicKeyHash: String(row['public_key_hash']),
    pem: String(row['pem']),
    notBefore: new Date(Number(row['not_before'])),
    notAfter: new Date(Number(row['not_after'])),
    confirmed: row['confirmed'] === 1,
    revokedAt: typeof revokedAt === 'number' ? new Date(revokedAt) : undefined,
    revocationReason: (row['revocation_reason'] as RevocationReason | null) ?? undefined,
    superseded: row['superseded'] === 1,
    noticeSent: row['notice_sent'] === 1,
    device: typeof row['device'] === 'string' ? row['device'] : undefined,
    lastUsedAt: typeof lastUsedAt === 'number' ? new Date(lastUsedAt) : undefined,
  };
}
