import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { whatIsBundled } from './bundled.mjs';
import { asModule, relativeTo, usedOf } from './modules.mjs';
import { pack } from './pack.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const START = 'cert-tool.cjs';
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
 * The program as CommonJS files of which a command loads only what it uses, and runs of each only the modules that it
 * uses. esbuild tells what belongs together; files of its own making would run all that is in them.
 * @param {string} entry the first source, relative to the project's folder; its exports are those of cert-tool.cjs
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {Promise<{files: Map<string, string>, bundled: import('./bundled.mjs').Bundled}>} code by file name, and the
 *   packages in it
 */
export async function bundleProgram(entry, plugins = []) {
  const options = bundling([withoutExternalCommands, ...plugins]);
  const { metafile } = await build({ ...options, entryPoints: [path.join(root, entry)] });
  const homes = homesOf(metafile.outputs, entry);
  const sources = [];
  for (const name of [...homes.keys()].filter((input) => input.startsWith('src/'))) {
    sources.push({ name, home: homes.get(name), ...(await sourceModule(name, metafile.inputs[name])) });
  }
  const modules = [...sources, ...(await packageModules(options, sources, homes))];
  return { files: await withoutSpace(pack(modules, entry)), bundled: whatIsBundled(metafile) };
}

function bundling(plugins) {
  return {
    ...platform,
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
    plugins,
    // Native code, and optional: loaded at run time where it is installed.
    external: ['koffi'],
    write: false,
    logLevel: 'warning',
  };
}

/** One of the program's own files as a module, and what it uses of packages: names by what it imports. */
async function sourceModule(input, { imports }) {
  const text = await readFile(path.join(root, input), 'utf8');
  if (input.endsWith('.ps1'))
    return { code: `exports.default = ${JSON.stringify(text)};`, packages: new Map() };
  const found = new Map(imports.map((each) => [each.original, each]));
  const code = await asCommonJs(text, input.endsWith('.ts') ? 'ts' : 'js');
  const isPackage = (wanted) => found.get(wanted)?.path.startsWith('node_modules/');
  const packages = [...found.keys()].filter(isPackage).map((wanted) => [wanted, usedOf(code, wanted)]);
  const nameOf = (wanted) => {
    if (isPackage(wanted)) return packageName(wanted);
    const { path: file = wanted } = found.get(wanted) ?? {};
    return file;
  };
  return { code: asModule(code, nameOf), packages: new Map(packages) };
}

async function asCommonJs(text, loader) {
  const supported = { 'dynamic-import': false };
  return (await transform(text, { ...platform, loader, format: 'cjs', supported })).code;
}

function packageName(wanted) {
  return `npm/${wanted.replaceAll('/', '_')}.cjs`;
}

/** What the sources use of packages, as modules: one for each name that they import, and what those share. */
async function packageModules(options, sources, homes) {
  const used = new Map();
  for (const { packages, home } of sources) {
    for (const [wanted, names] of packages) {
      const before = used.get(wanted) ?? { home, names: [] };
      used.set(wanted, { home: before.home, names: before.names && names && [...before.names, ...names] });
    }
  }
  const entries = {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path: name }) => ({ path: name, namespace: 'entry' }));
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: name }) => {
        const wanted = name.slice('entry:'.length);
        return { contents: exportsOf(wanted, used.get(wanted).names), resolveDir: root };
      });
    },
  };
  const { outputFiles, metafile } = await build({
    ...options,
    plugins: [...options.plugins, entries],
    entryPoints: [...used.keys()].map((wanted) => ({ in: `entry:${wanted}`, out: packageName(wanted).slice(0, -4) })),
    chunkNames: 'npm/part-[hash]',
  });
  const firstHomes = new Map([...used].map(([wanted, { home }]) => [packageName(wanted), home]));
  return Promise.all(
    outputFiles.map(async ({ path: file, text }) => {
      const name = path.relative(options.outdir, file).replaceAll(path.sep, '/');
      const { inputs } = metafile.outputs[`dist/${name}`];
      // What esbuild itself has put into a file of its own is wanted everywhere.
      const [home = firstHomes.get(name) ?? START] = Object.keys(inputs).flatMap((input) => homes.get(input) ?? []);
      const isNodesOwn = (wanted) => wanted.startsWith('node:');
      const code = asModule(await asCommonJs(text, 'js'), (wanted) => relativeTo(name, wanted), isNodesOwn);
      return { name, home, code };
    }),
  );
}

/** Of a package that is used by names only these, so that the rest can be left out. */
function exportsOf(wanted, names) {
  const from = JSON.stringify(wanted);
  if (!names) return `export * from ${from}; export { default } from ${from};`;
  // Imported for what it does.
  if (names.length === 0) return `import ${from};`;
  return `export { ${[...new Set(names)].join(', ')} } from ${from};`;
}

/**
 * Where each input goes: together with all that is loaded whenever it is, and what usual commands load together with all
 * that they load.
 * @returns {Map<string, string>} file names by input
 */
function homesOf(outputs, entry) {
  const start = partsOf(outputs, [entry]);
  const usual = partsOf(outputs, [
    'src/compose/compose.ts',
    'src/commands/list/run.ts',
    'src/commands/explain/run.ts',
  ]);
  const homeOf = (part) => (start.has(part) ? START : usual.has(part) ? 'usual.cjs' : part);
  return new Map(
    Object.entries(outputs).flatMap(([file, { inputs }]) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([input]) => [input, homeOf(path.basename(file))]),
    ),
  );
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
