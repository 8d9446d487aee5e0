import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Company } from './company.ts';

/** Writes the config of a PC: the file store, and these banks by their names. */
export function configure(home: string, banks: Readonly<Record<string, Company>>, more: object = {}): void {
  const profiles = Object.fromEntries(
    Object.entries(banks).map(([name, { bank }]) => [name, { bank: bank.bankUrl, caFile: bank.caFile }]),
  );
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'config.json'), JSON.stringify({ store: 'file', profiles, ...more }));
}
