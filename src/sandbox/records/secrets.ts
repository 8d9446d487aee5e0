import type { TlsMaterial } from '../ca/tls.ts';
import type { BankDatabase } from './database.ts';

/** What makes a practice bank this one: its id and its TLS keys. Its CA's are in a table of their own. */
export interface BankSecrets {
  readonly bankId: string;
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
