import type { BankDatabase } from './database.ts';

/** Wrong tries are counted per login ID, across sessions and restarts, for each kind by itself. */
export type TryKind = 'password' | 'otp' | 'confirmation';

const MAX_TRIES = 5;

export function triesLeft(database: BankDatabase, loginId: string, kind: TryKind): number {
  const row = database.get('SELECT count FROM wrong_tries WHERE login_id = ? AND kind = ?', [loginId, kind]);
  return Math.max(0, MAX_TRIES - Number(row?.['count'] ?? 0));
}

export function isLocked(database: BankDatabase, loginId: string): boolean {
  const sql = 'SELECT 1 AS locked FROM wrong_tries WHERE login_id = ? AND count >= ?';
  return database.get(sql, [loginId, MAX_TRIES]) !== undefined;
}

/** All login IDs that are locked, the unknown ones included. */
export function lockedLoginIds(database: BankDatabase): Set<string> {
  const rows = database.all('SELECT DISTINCT login_id FROM wrong_tries WHERE count >= ?', [MAX_TRIES]);
  return new Set(rows.map((row) => String(row['login_id'])));
}

/** Counts a wrong try and tells how many are left. */
export function countWrongTry(database: BankDatabase, loginId: string, kind: TryKind): number {
  database.run(
    `INSERT INTO wrong_tries (login_id, kind, count) VALUES (?, ?, 1)
     ON CONFLICT (login_id, kind) DO UPDATE SET count = count + 1`,
    [loginId, kind],
  );
  return triesLeft(database, loginId, kind);
}

/** After a full login, or when an administrator releases the login ID. */
export function forgetTries(database: BankDatabase, loginId: string): void {
  database.run('DELETE FROM wrong_tries WHERE login_id = ?', [loginId]);
}
