// Bundles the program into dist/: small CommonJS files of which a command loads only what it uses. Two passes,
// because esbuild splits code only for ES modules, while CommonJS starts faster.
//
//     node scripts/build.mjs [folder]
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { collectLicences } from './licences.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const require = createRequire(import.meta.url);
const platform = { platform: 'node', target: 'node20.19', legalComments: 'none' };

const bundle = await build({
  ...platform,
  entryPoints: { main: path.join(root, 'src/main.ts') },
  outdir: dist,
  absWorkingDir: root,
  bundle: true,
  // The ES module form of a package, where there is one, can be split and loses its unused parts.
  mainFields: ['module', 'main'],
  splitting: true,
  format: 'esm',
  outExtension: { '.js': '.cjs' },
  chunkNames: 'part-[hash]',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const file of bundle.outputFiles) {
  const supported = { 'dynamic-import': false };
  const { code } = await transform(file.text, { ...platform, format: 'cjs', supported });
  await writeFile(file.path, code);
}

const sqlite = path.dirname(require.resolve('node-sqlite3-wasm'));
for (const name of (await readdir(sqlite)).filter((each) => each.endsWith('.wasm'))) {
  await copyFile(path.join(sqlite, name), path.join(dist, name));
}

await writeFile(
  path.join(dist, 'LICENSES.txt'),
  await collectLicences(root, Object.keys(bundle.metafile.inputs)),
);
