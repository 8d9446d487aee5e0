import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertToolError } from '../../src/core/error.ts';
import { absolutePath } from '../../src/system/paths.ts';

/** Says what becomes of two paths in a working folder that is gone. */
const folder = mkdtempSync(join(tmpdir(), 'cert-tool-gone-'));
process.chdir(folder);
rmdirSync(folder);
const seen = ['x', '/x'].map((path) => {
  try {
    return absolutePath('--store-dir', path);
  } catch (error) {
    return error instanceof CertToolError ? error.errorName : String(error);
  }
});
process.stdout.write(seen.join());
