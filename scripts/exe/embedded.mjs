// What the program finds beside itself as a package, it finds inside itself as an executable.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** src/winstore/native/koffi-embedded.ts in the place of koffi.ts. */
export const embeddedKoffi = {
  name: 'embedded-koffi',
  setup({ onResolve }) {
    onResolve({ filter: /\/koffi\.ts$/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name.replace(/koffi\.ts$/, 'koffi-embedded.ts')),
    }));
  },
};

const READ = 'fs.readFileSync(filename)';
const ASSET = 'new Uint8Array(require("node:sea").getAsset("node-sqlite3-wasm.wasm"))';

/** SQLite's WebAssembly as an asset; node-sqlite3-wasm reads it as a file and offers no other way. */
export const embeddedSqlite = {
  name: 'embedded-sqlite',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node-sqlite3-wasm\.js$/ }, ({ path: file }) => {
      const code = readFileSync(file, 'utf8');
      if (!code.includes(READ)) throw new Error(`${file} reads its WebAssembly in another way than before`);
      return { contents: code.replace(READ, ASSET) };
    });
  },
};
