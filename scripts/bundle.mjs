import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { whatIsBundled } from './bundled.mjs';
import { homesByUse, homesOf, START, WORTH_KEEPING } from './homes.mjs';
import { asModule, relativeTo, usedOf, withPlainExports } from './modules.mjs';
import { pack } from './pack.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const platform = { platform: 'node', target: 'node20.19', legalComments: 'none' };

/** What packages load for what is never wanted of them here, and takes long to load: who loads it, what. */
const LEFT_OUT = [
  // It starts commands that are programs of their own; there are none.
  { importer: /\/node_modules\/commander\//, wanted: /^node:child_process$/ },
  // Bodies are texts here, and no forms; with them comes all of fetch.
  { importer: /\/node_modules\/undici\//, wanted: /\/web\/fetch\/body\.js$/ },
  // It is not offered to the bank.
  { importer: /\/node_modules\/undici\//, wanted: /\/client-h2\.js$/ },
];

const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    for (const { importer, wanted } of LEFT_OUT) {
      onResolve({ filter: wanted }, (found) =>
        importer.test(found.importer) ? { path: found.path, namespace: 'left-out' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * The program as CommonJS files of which a command loads only what it uses, and runs of each only the modules that it
 * uses. esbuild tells what belongs together; files of its own making would run all that is in them.
 * @param {string} entry the first source, relative to the project's folder; its exports are those of cert-tool.cjs
 * @param {import('esbuild').Plugin[]} plugins
 * @returns {Promise<{files(ran?: ReturnType<import('./compiled.mjs').usedBy>): Promise<Map<string, string>>, bundled: import('./bundled.mjs').Bundled}>} code by
 *   file name, where it is known with what usual commands run of it together, and the packages in it
 */
export async function bundleProgram(entry, plugins = []) {
  const options = bundling([withoutUnused, ...plugins]);
  const { metafile } = await build({ ...options, entryPoints: [path.join(root, entry)] });
  const homes = homesOf(metafile.outputs, entry);
  const sources = [];
  for (const name of [...homes.keys()].filter((input) => input.startsWith('src/'))) {
    sources.push({ name, home: homes.get(name), ...(await sourceModule(name, metafile.inputs[name])) });
  }
  const modules = [...sources, ...(await packageModules(options, sources, homes))];
  const files = (ran) => withoutSpace(pack(ran ? homesByUse(modules, ran) : modules, entry));
  return { files, bundled: whatIsBundled(metafile) };
}

/**
 * As src/start.ts loads them: functions with the arguments that Node gives a file of CommonJS. Wrapping them at each start
 * would copy them.
 * @param {Map<string, string>} files of `bundleProgram`
 */
export function wrapped(files) {
  const wrap = (code) => `(function(exports,require,module,__filename,__dirname){${code}\n})`;
  return new Map([...files].map(([name, code]) => [name, wrap(code)]));
}

/**
 * What starts the program, and knows its larger files by their SHA-256.
 * @param {Map<string, string>} files of `bundleProgram`
 * @returns {Promise<Map<string, string>>} code by file name
 */
export async function bundleStart(files) {
  const large = [...files].filter(([, code]) => code.length >= WORTH_KEEPING);
  const hashes = large.map(([name, code]) => [name, createHash('sha256').update(code).digest('hex')]);
  const { outputFiles } = await build({
    ...bundling([]),
    splitting: false,
    entryPoints: [path.join(root, 'src/start.ts')],
    define: { FILE_HASHES: JSON.stringify(Object.fromEntries(hashes)) },
  });
  const name = 'src/start.ts';
  const code = asModule(await asCommonJs(outputFiles[0].text, 'js'), (wanted) => wanted);
  return withoutSpace(pack([{ name, home: 'start.cjs', code }], name));
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
  return { code: withPlainExports(asModule(code, nameOf)), packages: new Map(packages) };
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
    for (const [wanted, use] of packages) {
      const before = used.get(wanted) ?? { home, lines: new Set() };
      for (const line of use.split('\n')) before.lines.add(line);
      used.set(wanted, before);
    }
  }
  const entries = {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path: name }) => ({ path: name, namespace: 'entry' }));
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: name }) => {
        const wanted = name.slice('entry:'.length);
        return { contents: [...used.get(wanted).lines].join('\n'), resolveDir: root };
      });
    },
  };
  const { outputFiles, metafile } = await build({
    ...options,
    plugins: [...options.plugins, entries],
    entryPoints: [...used.keys()].map((wanted) => ({
      in: `entry:${wanted}`,
      out: packageName(wanted).slice(0, -4),
    })),
    chunkNames: 'npm/part-[hash]',
  });
  const firstHomes = new Map([...used].map(([wanted, { home }]) => [packageName(wanted), home]));
  return Promise.all(
    outputFiles.map(async ({ path: file, text }) => {
      const name = path.relative(options.outdir, file).replaceAll(path.sep, '/');
      const { inputs } = metafile.outputs[`dist/${name}`];
      // What esbuild itself has put into a file of its own is wanted everywhere.
      const [home = firstHomes.get(name) ?? START] = Object.keys(inputs).flatMap(
        (input) => homes.get(input) ?? [],
      );
      const isNodesOwn = (wanted) => wanted.startsWith('node:');
      const code = asModule(await asCommonJs(text, 'js'), (wanted) => relativeTo(name, wanted), isNodesOwn);
      return { name, home, code };
    }),
  );
}

/**
 * Less to read and to pass over at each start. Names stay, for `--verbose` shows where an error came from. One character
 * beyond ASCII would have the engine keep a whole file in two bytes a character; esbuild escapes all but those of
 * regular expressions.
 */
async function withoutSpace(files) {
  const smaller = new Map();
  for (const [name, code] of files) {
    const { code: text } = await transform(code, { ...platform, minifyWhitespace: true });
    smaller.set(name, text.replace(/[^\0-\x7f]/g, escaped));
  }
  return smaller;
}

function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
