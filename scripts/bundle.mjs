import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { whatIsBundled } from './bundled.mjs';
import { pack, withLazyBuiltins } from './pack.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
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

/**
 * The program as small CommonJS files of which a command loads only what it uses. Two passes, because esbuild splits
 * code only for ES modules, while CommonJS starts faster.
 * @param {string} entry the first source, relative to the project's folder; its exports are those of cert-tool.cjs
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {Promise<{files: Map<string, string>, bundled: import('./bundled.mjs').Bundled}>} code by file name, and the
 *   packages in it
 */
export async function bundleProgram(entry, plugins = []) {
  const bundle = await build({
    ...platform,
    entryPoints: { main: path.join(root, entry) },
    outdir: path.join(root, 'dist'),
    absWorkingDir: root,
    bundle: true,
    // The ES module form of a package, where there is one, can be split and loses its unused parts.
    mainFields: ['module', 'main'],
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'part-[hash]',
    metafile: true,
    loader: { '.ps1': 'text' },
    plugins: [withoutExternalCommands, ...plugins],
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
  const { outputs } = bundle.metafile;
  const start = partsOf(outputs, [entry]);
  const usual = partsOf(outputs, [
    'src/compose/compose.ts',
    'src/commands/list/run.ts',
    'src/commands/explain/run.ts',
  ]);
  const packs = [
    { name: 'cert-tool.cjs', main: 'main.cjs', parts: start },
    { name: 'usual.cjs', parts: new Set([...usual].filter((part) => !start.has(part))) },
  ];
  return { files: await withoutSpace(pack(files, packs)), bundled: whatIsBundled(bundle.metafile) };
}

/** Less to read and to pass over at each start. Names stay, for `--verbose` shows where an error came from. */
async function withoutSpace(files) {
  const smaller = new Map();
  for (const [name, code] of files) {
    smaller.set(name, (await transform(code, { ...platform, minifyWhitespace: true })).code);
  }
  return smaller;
}

/** The bundle's files that are loaded as soon as one of these sources is. */
function partsOf(outputs, sources) {
  const byName = new Map(Object.entries(outputs).map(([file, output]) => [path.basename(file), output]));
  const parts = new Set();
  const add = (name) => {
    if (parts.has(name)) return;
    parts.add(name);
    for (const { path: file, kind } of byName.get(name).imports) {
      if (kind === 'import-statement' && byName.has(path.basename(file))) add(path.basename(file));
    }
  };
  for (const [name, { entryPoint }] of byName) if (sources.includes(entryPoint)) add(name);
  return parts;
}
