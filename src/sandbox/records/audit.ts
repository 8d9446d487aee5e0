import { AsyncLocalStorage } from 'node:async_hooks';
import type { BankDatabase } from './database.ts';

export type Act =
  | 'set-up'
  | 'password-refused'
  | 'otp-refused'
  | 'locked'
  | 'unlocked'
  | 'login-refused'
  | 'otp-requested'
  | 'logged-in'
  | 'logged-out'
  | 'certificate-issued'
  | 'certificate-fetched-again'
  | 'certificate-confirmed'
  | 'certificate-superseded'
  | 'request-refused'
  | 'notice-sent'
  | 'clock-set'
  | 'users-added'
  | 'ca-changed'
  | 'certificate-installed'
  | 'certificate-renewed'
  | 'certificate-revoked'
  | 'revocation-asked'
  | 'rules-set'
  | 'proven'
  | 'proof-refused'
  | 'confirmation-refused'
  | 'administration-refused'
  | 'users-listed';

/** A line of the audit log. */
export interface AuditEntry {
  /** RFC 3339, the real clock. */
  readonly time: string;
  /** Whose act, or whom it was done to; empty for the bank's own, and for login IDs that do not exist. */
  readonly loginId: string;
  readonly act: Act;
  readonly detail: string;
  /** Of the request in which it was done, as answers name it (`requestId`); none for what the owner does. */
  readonly requestId?: string;
}

const requests = new AsyncLocalStorage<string>();

/** Does what a request asks for: acts that are recorded meanwhile carry its number. */
export function duringRequest<T>(requestId: string, work: () => T): T {
  return requests.run(requestId, work);
}

/** Notes a weighty act by the real clock. `detail` holds serial numbers and reasons, never a secret. */
export function recordAct(database: BankDatabase, now: Date, loginId: string, act: Act, detail = ''): void {
  database.run('INSERT INTO audit_log (at, login_id, act, detail, request_id) VALUES (?, ?, ?, ?, ?)', [
    now.getTime(),
    loginId,
    act,
    detail,
    requests.getStore() ?? '',
  ]);
}

/** Behind so many later lines no line of a request that ends only now can stand. */
const LINES_AT_ONCE = 200;

/** Whether something of a request was noted, and is not taken back. */
export function isNoted(database: BankDatabase, requestId: string): boolean {
  const lately = 'id > (SELECT COALESCE(MAX(id), 0) FROM audit_log) - ?';
  const found = database.all(`SELECT id FROM audit_log WHERE request_id = ? AND ${lately} LIMIT 1`, [
    requestId,
    LINES_AT_ONCE,
  ]);
  return found.length > 0;
}

/** All of it, oldest first. */
export function auditLog(database: BankDatabase): AuditEntry[] {
  return database.all('SELECT * FROM audit_log ORDER BY id').map((row) => ({
    time: new Date(Number(row['at'])).toISOString(),
    loginId: String(row['login_id']),
    act: row['act'] as Act,
    detail: String(row['detail']),
    ...(row['request_id'] && { requestId: String(row['request_id']) }),
  }));
}
