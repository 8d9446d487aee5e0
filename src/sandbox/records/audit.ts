import type { BankDatabase } from '../database.ts';

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
  | 'request-refused';

/** Notes a weighty act by the real clock. `detail` holds serial numbers and reasons, never a secret. */
export function recordAct(database: BankDatabase, now: Date, loginId: string, act: Act, detail = ''): void {
  database.run('INSERT INTO audit_log (at, login_id, act, detail) VALUES (?, ?, ?, ?)', [
    now.getTime(),
    loginId,
    act,
    detail,
  ]);
}
