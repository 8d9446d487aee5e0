import type { BankDatabase } from './database.ts';

/** The revocation list of a CA that was made last. */
export interface StoredCrl {
  /** Of the CA. */
  readonly generation: number;
  readonly number: number;
  /** Of what it names. */
  readonly contentHash: string;
  readonly thisUpdate: Date;
  readonly der: Buffer;
}

export function latestCrl(database: BankDatabase, generation: number): StoredCrl | undefined {
  const row = database.get('SELECT * FROM crl WHERE generation = ? ORDER BY number DESC', [generation]);
  if (!row) return undefined;
  return {
    generation,
    number: Number(row['number']),
    contentHash: String(row['content_hash']),
    thisUpdate: new Date(Number(row['this_update'])),
    der: Buffer.from(String(row['der']), 'base64'),
  };
}

export function keepCrl(database: BankDatabase, crl: StoredCrl): void {
  database.transaction(() => {
    database.run('DELETE FROM crl WHERE generation = ?', [crl.generation]);
    database.run(
      'INSERT INTO crl (generation, number, content_hash, this_update, der) VALUES (?, ?, ?, ?, ?)',
      [crl.generation, crl.number, crl.contentHash, crl.thisUpdate.getTime(), crl.der.toString('base64')],
    );
  });
}
