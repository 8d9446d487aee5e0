import type { AuthorityMaterial } from '../ca/authority.ts';
import type { TlsMaterial } from '../ca/tls.ts';
import type { BankDatabase } from '../database.ts';

/** What makes a practice bank this one: its id and its keys. */
export interface BankSecrets {
  readonly bankId: string;
  readonly authority: AuthorityMaterial;
  readonly tls: TlsMaterial;
}

const NAME = 'bank';

export function writeSecrets(database: BankDatabase, secrets: BankSecrets): void {
  database.run('INSERT INTO secrets (name, value) VALUES (?, ?)', [NAME, JSON.stringify(secrets)]);
}

/** @throws Error when there are none: the file is damaged */
export function readSecrets(database: BankDatabase): BankSecrets {
  const value = database.get('SELECT value FROM secrets WHERE name = ?', [NAME])?.['value'];
  return JSON.parse(String(value)) as BankSecrets;
}
