import { mkdtempSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * For what has nothing to do with the rest of a test file, as a bank of its own: an environment in which RSA keys are handed out
 * that other scopes of the file may have, too, but none that the file's own process has (kept-keys.cjs). No key is twice in a
 * scope. Empty where no keys are kept.
 */
export function keyScope(): NodeJS.ProcessEnv {
  const file = process.env['KEPT_KEYS_TAKEN']?.split(delimiter).at(-1);
  return file ? { KEPT_KEYS_TAKEN: [mkdtempSync(join(file, 'scope-')), file].join(delimiter) } : {};
}
