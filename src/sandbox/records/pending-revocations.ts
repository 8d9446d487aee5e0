import type { RevocationReason } from '../../core/ports/bank.ts';
import type { BankDatabase, Row } from './database.ts';

/** A revocation that was asked for and does not count yet. */
export interface PendingRevocation {
  readonly serialNumber: string;
  /** By the bank's date. */
  readonly effectiveAt: Date;
  readonly reason: RevocationReason;
}

export function addPendingRevocation(database: BankDatabase, pending: PendingRevocation): void {
  database.run('INSERT INTO pending_revocations (serial_number, effective_at, reason) VALUES (?, ?, ?)', [
    pending.serialNumber,
    pending.effectiveAt.getTime(),
    pending.reason,
  ]);
}

export function pendingRevocation(
  database: BankDatabase,
  serialNumber: string,
): PendingRevocation | undefined {
  const row = database.get('SELECT * FROM pending_revocations WHERE serial_number = ?', [serialNumber]);
  return row && entryOf(row);
}

/** Whether one counts by now. */
export function isRevocationDue(database: BankDatabase, bankNow: Date): boolean {
  return (
    database.get('SELECT 1 FROM pending_revocations WHERE effective_at <= ? LIMIT 1', [bankNow.getTime()]) !==
    undefined
  );
}

/** Takes those out that count by now, the first one first. */
export function takeDueRevocations(database: BankDatabase, bankNow: Date): PendingRevocation[] {
  const due = database
    .all('SELECT * FROM pending_revocations WHERE effective_at <= ? ORDER BY effective_at, serial_number', [
      bankNow.getTime(),
    ])
    .map(entryOf);
  if (due.length > 0) {
    database.run('DELETE FROM pending_revocations WHERE effective_at <= ?', [bankNow.getTime()]);
  }
  return due;
}

function entryOf(row: Row): PendingRevocation {
  return {
    serialNumber: String(row['serial_number']),
    effectiveAt: new Date(Number(row['effective_at'])),
    reason: row['reason'] as RevocationReason,
  };
}
