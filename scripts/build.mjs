// Bundles the program into dist/: small CommonJS files of which a command loads only what it uses. Two passes,
// because esbuild splits code only for ES modules, while CommonJS starts faster.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { collectLicences } from './licences.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

await rm(dist, { recursive: true, force: true });
await mkdir(dist);

const bundle = await build({
  entryPoints: { main: path.join(root, 'src/main.ts') },
  outdir: dist,
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  outExtension: { '.js': '.cjs' },
  chunkNames: 'part-[hash]',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

for (const file of bundle.outputFiles) {
  const { code } = await transform(file.text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    supported: { 'dynamic-import': false },
    legalComments: 'none',
  });
  await writeFile(file.path, code);
}

const sqlite = path.dirname(require.resolve('node-sqlite3-wasm'));
for (const name of await readdir(sqlite)) {
  if (name.endsWith('.wasm')) await copyFile(path.join(sqlite, name), path.join(dist, name));
}

await writeFile(
  path.join(dist, 'LICENSES.txt'),
  await collectLicences(root, Object.keys(bundle.metafile.inputs)),
);
await readFile(path.join(dist, 'main.cjs'));
