import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

const BLESSING = `The author disclaims copyright to this source code. In place of
a legal notice, here is a blessing:

   May you do good and not evil.
   May you find forgiveness for yourself and forgive others.
   May you share freely, never taking more than you give.

SQLite is in the public domain: https://sqlite.org/copyright.html`;

/**
 * SQLite as WebAssembly: a file that node-sqlite3-wasm's code reads, so that it is copied and not bundled. It is a part
 * of its own because advisories name SQLite and not that package.
 * @returns {import('./sbom.mjs').Part & {text: string}} with the text of its licence
 */
export function sqlite() {
  const file = 'node-sqlite3-wasm.wasm';
  return {
    name: 'sqlite',
    version: versionOf(require('node-sqlite3-wasm')),
    licence: 'blessing',
    text: BLESSING,
    description: `SQLite as WebAssembly, ${file}`,
    purl: 'pkg:generic/sqlite',
    cpe: 'sqlite:sqlite',
    file,
    content: readFileSync(path.join(path.dirname(require.resolve('node-sqlite3-wasm')), file)),
    user: 'node_modules/node-sqlite3-wasm',
    closed: true,
  };
}

/** Of SQLite itself, which the package does not tell. */
function versionOf({ Database }) {
  const database = new Database(':memory:');
  try {
    return database.get('SELECT sqlite_version() AS version').version;
  } finally {
    database.close();
  }
}
