import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { membersIn } from '../core/json-object.ts';

/** Folders of the data folder whose files are small JSON records that cert-tool can do without; whoever reads them passes over what is damaged. */
const KEPT = ['banks', 'clock', 'codes', 'login-ids', 'refused', 'remind', 'renewal', 'retirement'];

/** The records below a data folder that are no JSON objects. What cannot be read at all is for those to tell who look at rights. */
export function damagedKeptFiles(data: string): string[] {
  return KEPT.flatMap((name) => recordsIn(join(data, name))).filter((file) => isDamaged(file));
}

function recordsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isDamaged(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  return membersIn(text) === undefined;
}
