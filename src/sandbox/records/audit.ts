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
  readonly act: string;
  readonly detail: string;
}

/** Notes a weighty act by the real clock. `detail` holds serial numbers and reasons, never a secret. */
export function recordAct(database: BankDatabase, now: Date, loginId: string, act: Act, detail = ''): void {
  database.run('INSERT INTO audit_log (at, login_id, act, detail) VALUES (?, ?, ?, ?)', [
    now.getTime(),
    loginId,
    act,
    detail,
  ]);
}

/** All of it, oldest first. */
export function auditLog(database: BankDatabase): AuditEntry[] {
  return database.all('SELECT * FROM audit_log ORDER BY id').map((row) => ({
    time: new Date(Number(row['at'])).toISOString(),
    loginId: String(row['login_id']),
    act: String(row['act']),
    detail: String(row['detail']),
  }));
}
