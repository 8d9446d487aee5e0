import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * Making RSA keys would be more than half of what the tests cost. So a test file, with the programs that it starts, takes
 * what other files of the run have made, never a key twice, and makes what is missing. Keys of other kinds are always new.
 */
process.env['KEPT_KEYS'] = inject('keysFolder');
process.env['KEPT_KEYS_TAKEN'] = mkdtempSync(join(inject('keysFolder'), 'taken-'));
const require = createRequire(import.meta.url);
require('./kept-keys.cjs');
require('./kept-hashes.cjs');
