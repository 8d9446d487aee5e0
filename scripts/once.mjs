import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Makes a folder as a whole or not at all; does nothing where it is there. @param make fills the folder that it is given */
export function once(made, make) {
  if (existsSync(made)) return;
  const unfinished = mkdtempSync(path.join(path.dirname(made), '.unfinished-'));
  try {
    make(unfinished);
    renameSync(unfinished, made);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}
