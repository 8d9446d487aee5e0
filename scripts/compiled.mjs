// Keeps what V8 compiles of the program beside it, for the version of Node that builds it (src/system/code-cache.ts).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What people wait for: the functions that these run are compiled then. The first makes the practice bank and a certificate
 * for those behind it.
 */
const COMMANDS = [['issue', '--sandbox', '--json'], ['list']];

/** @param {string} dist the built program */
export function compileAhead(dist) {
  const home = mkdtempSync(path.join(tmpdir(), 'cert-tool-build-'));
  const { NODE_OPTIONS: _, ...others } = process.env;
  const env = { ...others, CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en' };
  try {
    for (const words of COMMANDS) {
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), dist, ...words], {
        env,
        stdio: 'pipe',
      });
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...argv] = process.argv.slice(2);
  const { start } = createRequire(import.meta.url)(path.join(folder, 'start.cjs'));
  await start('0.0.0', { folder, argv, ships: true });
}
