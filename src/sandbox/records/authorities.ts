import type { AuthorityMaterial } from '../ca/create-authority.ts';
import type { BankDatabase } from './database.ts';

export function addAuthority(database: BankDatabase, material: AuthorityMaterial): void {
  const { generation, chain, issuingKey } = material;
  database.run('INSERT INTO authorities (generation, chain, issuing_key) VALUES (?, ?, ?)', [
    generation,
    JSON.stringify(chain),
    issuingKey,
  ]);
}

/** All generations of the CA, the present one first. */
export function allAuthorities(database: BankDatabase): AuthorityMaterial[] {
  return database.all('SELECT * FROM authorities ORDER BY generation DESC').map((row) => ({
    generation: Number(row['generation']),
    chain: JSON.parse(String(row['chain'])) as string[],
    issuingKey: String(row['issuing_key']),
  }));
}

/** Whether a generation of the CA has issued any certificate that has not expired; a revoked one counts. */
export function hasUnexpired(database: BankDatabase, generation: number, bankNow: Date): boolean {
  const sql = 'SELECT 1 AS found FROM certificates WHERE generation = ? AND not_after >= ?';
  return database.get(sql, [generation, bankNow.getTime()]) !== undefined;
}
