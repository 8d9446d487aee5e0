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
import { pack, withLazyBuiltins } from './pack.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const require = createRequire(import.meta.url);
const platform = { platform: 'node', target: 'node20.19', legalComments: 'none' };

/** Commander starts commands that are programs of their own by it; there are none, and loading it takes 5 ms. */
const withoutExternalCommands = {
  name: 'without-external-commands',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/node_modules/commander/') ? { path: 'none', namespace: 'none' } : undefined,
    );
    onLoad({ filter: /^none$/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

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
  plugins: [withoutExternalCommands],
  // Native code, and optional: loaded at run time where it is installed.
  external: ['koffi'],
  write: false,
  logLevel: 'warning',
});

const files = new Map();
for (const file of bundle.outputFiles) {
  const supported = { 'dynamic-import': false };
  const { code } = await transform(file.text, { ...platform, format: 'cjs', supported });
  files.set(path.basename(file.path), withLazyBuiltins(code));
}
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const start = partsOf(['src/main.ts']);
const usual = partsOf(['src/compose.ts', 'src/commands/list.ts', 'src/commands/explain.ts']);
const packs = [
  { name: 'cert-tool.cjs', main: 'main.cjs', parts: start },
  { name: 'usual.cjs', parts: new Set([...usual].filter((part) => !start.has(part))) },
];
for (const [name, code] of pack(files, packs)) await writeFile(path.join(dist, name), code);

const sqlite = path.dirname(require.resolve('node-sqlite3-wasm'));
for (const name of (await readdir(sqlite)).filter((each) => each.endsWith('.wasm'))) {
  await copyFile(path.join(sqlite, name), path.join(dist, name));
}

await writeFile(
  path.join(dist, 'LICENSES.txt'),
  await collectLicences(root, Object.keys(bundle.metafile.inputs)),
);

/** The bundle's files that are loaded as soon as one of these sources is. */
function partsOf(sources) {
  const outputs = new Map(
    Object.entries(bundle.metafile.outputs).map(([file, output]) => [path.basename(file), output]),
  );
  const parts = new Set();
  const add = (name) => {
    if (parts.has(name)) return;
    parts.add(name);
    for (const { path: file, kind } of outputs.get(name).imports) {
      if (kind === 'import-statement' && outputs.has(path.basename(file))) add(path.basename(file));
    }
  };
  for (const [name, { entryPoint }] of outputs) if (sources.includes(entryPoint)) add(name);
  return parts;
}
