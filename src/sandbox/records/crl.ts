import type { BankDatabase } from '../database.ts';

/** The revocation list that was made last. */
export interface StoredCrl {
  readonly number: number;
  /** Of what it names. */
  readonly contentHash: string;
  readonly thisUpdate: Date;
  readonly der: Buffer;
}

export function latestCrl(database: BankDatabase): StoredCrl | undefined {
  const row = database.get('SELECT * FROM crl ORDER BY number DESC');
  if (!row) return undefined;
  return {
    number: Number(row['number']),
    contentHash: String(row['content_hash']),
    thisUpdate: new Date(Number(row['this_update'])),
    der: Buffer.from(String(row['der']), 'base64'),
  };
}

export function keepCrl(database: BankDatabase, crl: StoredCrl): void {
  database.transaction(() => {
    database.run('DELETE FROM crl');
    database.run('INSERT INTO crl (number, content_hash, this_update, der) VALUES (?, ?, ?, ?)', [
      crl.number,
      crl.contentHash,
      crl.thisUpdate.getTime(),
      crl.der.toString('base64'),
    ]);
  });
}
