import type { BankDatabase } from './database.ts';

/**
 * A TOTP code is taken once, so the second login within 30 seconds would have to wait. Codes that the practice bank
 * hands out to its owner spare scripts that wait; each of them is taken once, too.
 */
const LIFETIME_MS = 5 * 60 * 1000;
/** How long a code is remembered beyond that, so that a late one is told from a wrong one. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** Keeps a code that is handed out for a login ID, and returns it. */
export function handOutCode(database: BankDatabase, loginId: string, code: string, now: Date): string {
  const time = now.getTime();
  database.run('DELETE FROM handed_out_codes WHERE expires_at < ?', [time - REMEMBERED_MS]);
  database.run('INSERT INTO handed_out_codes (login_id, code, expires_at) VALUES (?, ?, ?)', [
    loginId,
    code,
    time + LIFETIME_MS,
  ]);
  return code;
}

/** Uses the code up if it was handed out for this login ID. */
export function takeHandedOutCode(
  database: BankDatabase,
  loginId: string,
  code: string,
  now: Date,
): 'taken' | 'expired' | 'unknown' {
  const row = database.get(
    'SELECT rowid AS id, expires_at FROM handed_out_codes WHERE login_id = ? AND code = ? ORDER BY expires_at DESC',
    [loginId, code],
  );
  if (!row) return 'unknown';
  if (Number(row['expires_at']) <= now.getTime()) return 'expired';
  database.run('DELETE FROM handed_out_codes WHERE rowid = ?', [row['id'] ?? null]);
  return 'taken';
}
