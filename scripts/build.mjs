// Bundles the program into dist/.
//
//     node scripts/build.mjs [folder]
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from './bundle.mjs';
import { collectLicences } from './licences.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const require = createRequire(import.meta.url);

const { files, inputs } = await bundleProgram('src/main.ts');
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const [name, code] of files) await writeFile(path.join(dist, name), code);

const sqlite = path.dirname(require.resolve('node-sqlite3-wasm'));
for (const name of (await readdir(sqlite)).filter((each) => each.endsWith('.wasm'))) {
  await copyFile(path.join(sqlite, name), path.join(dist, name));
}

await writeFile(path.join(dist, 'LICENSES.txt'), await collectLicences(root, inputs));
