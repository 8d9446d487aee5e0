import { existsSync } from 'node:fs';
import { CertToolError } from '../../core/error.ts';
import { BankDatabase } from '../records/database.ts';
import { SCHEMA_VERSION } from '../records/schema.ts';
import { databaseFile } from './folder.ts';
import { newerMarker } from './identity.ts';

/**
 * Refuses a practice bank that a newer build has worked on, before anything in its folder is changed. The caller holds
 * its lock.
 * @throws CertToolError `newer-data`
 */
export function refuseNewerData(dir: string): void {
  const file = newerMarker(dir) ?? newerDatabase(dir);
  if (file !== undefined) throw new CertToolError('newer-data', { params: { file } });
}

function newerDatabase(dir: string): string | undefined {
  const file = databaseFile(dir);
  const version = existsSync(file) ? BankDatabase.versionOf(file) : undefined;
  return version !== undefined && version > SCHEMA_VERSION ? file : undefined;
}
