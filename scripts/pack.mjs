/**
 * Joins CommonJS files of a bundle into packs, in which each file is a function that runs when it is required:
 * opening a dozen files takes longer than passing over their text, and passing over what is never used takes
 * longer than leaving it in files of its own.
 * @param {Map<string, string>} files code by file name
 * @param {{name: string, main?: string, parts: ReadonlySet<string>}[]} packs the files that go into each; `main` is
 *   the one whose exports are the pack's own
 * @returns {Map<string, string>} the packs, and the files that go into none
 */
export function pack(files, packs) {
  const homes = new Map(packs.flatMap(({ name, parts }) => [...parts].map((part) => [part, name])));
  const written = new Map();
  for (const [name, code] of files) {
    if (!homes.has(name)) written.set(name, redirected(code, homes));
  }
  for (const { name, main, parts } of packs) {
    const functions = [...parts].map((part) => {
      const code = redirected(files.get(part), homes, name);
      return `${JSON.stringify(`./${part}`)}(module,exports,require){${code}\n}`;
    });
    const own = main ? `Object.assign(exports, load(${JSON.stringify(`./${main}`)}));\n` : '';
    written.set(name, `${LOADER}const parts={${functions.join(',\n')}};\n${own}`);
  }
  return written;
}

/**
 * Code that loads Node's own larger modules when it first uses them: esbuild's output names them only as
 * `import_x.member`, so a call in the place of the name is enough.
 * @param {string} code a file as esbuild's transform to CommonJS leaves it
 */
export function withLazyBuiltins(code) {
  let lazy = code;
  for (const [line, name, builtin] of code.matchAll(/^var (import_\w+) = require\("(node:[\w/]+)"\);$/gm)) {
    if (!HEAVY_BUILTINS.has(builtin)) continue;
    lazy = lazy.replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `(${name}()).`);
    const load = `${name}_loaded ??= require(${JSON.stringify(builtin)})`;
    lazy = lazy.replace(line, `var ${name}_loaded; var ${name} = () => ${load};`);
  }
  return lazy;
}

/** Each takes 2 to 5 ms to load. */
const HEAVY_BUILTINS = new Set([
  'node:crypto',
  'node:fs/promises',
  'node:child_process',
  'node:timers/promises',
]);

/** Code in which the parts of other packs are found through their pack. */
function redirected(code, homes, self) {
  return code.replace(/\brequire\("\.\/([^"]+)"\)/g, (whole, part) => {
    const home = homes.get(part);
    return home === undefined || home === self
      ? whole
      : `require(${JSON.stringify(`./${home}`)}).part(${JSON.stringify(`./${part}`)})`;
  });
}

const LOADER = `"use strict";
const loaded = new Map();
function load(name) {
  if (!Object.hasOwn(parts, name)) return require(name);
  let module = loaded.get(name);
  if (!module) {
    module = { exports: {} };
    loaded.set(name, module);
    parts[name](module, module.exports, load);
  }
  return module.exports;
}
exports.part = load;
`;
