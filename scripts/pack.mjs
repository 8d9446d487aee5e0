/**
 * Joins the modules of a bundle into files, in which each module is a function that runs when it is required: opening a
 * dozen files takes longer than passing over their text, and passing over what is never used takes longer than leaving
 * it in files of its own.
 * @param {{name: string, home: string, code: string}[]} modules CommonJS that requires others by name; `home` is the file
 *   that each goes into
 * @param {string} main the module whose exports are those of its file
 * @returns {Map<string, string>} code by file name
 */
export function pack(modules, main) {
  const homes = new Map(modules.map(({ name, home }) => [name, home]));
  const files = new Map();
  for (const home of new Set(homes.values())) {
    const functions = modules
      .filter((module) => module.home === home)
      .map(
        ({ name, code }) =>
          `${JSON.stringify(name)}(module,exports,require){${redirected(code, homes, home)}\n}`,
      );
    const own = homes.get(main) === home ? `Object.assign(exports, load(${JSON.stringify(main)}));\n` : '';
    files.set(home, `${LOADER}const modules={${functions.join(',\n')}};\n${own}`);
  }
  return files;
}

/** Code in which the modules of other files are found through their file. */
function redirected(code, homes, self) {
  return code.replace(/\brequire\("([^"]+)"\)/g, (whole, name) => {
    const home = homes.get(name);
    return home === undefined || home === self
      ? whole
      : `require(${JSON.stringify(`./${home}`)}).part(${JSON.stringify(name)})`;
  });
}

/** The functions are those that esbuild's transform to CommonJS calls. */
const LOADER = `"use strict";
var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (const name in all) __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except) => {
  for (const key of Object.getOwnPropertyNames(from)) {
    if (key === except || Object.hasOwn(to, key)) continue;
    __defProp(to, key, { get: () => from[key], enumerable: true });
  }
  return to;
};
var __reExport = (target, from) => __copyProps(target, from, 'default');
var __toESM = (from) => __copyProps(__defProp({}, 'default', { value: from, enumerable: true }), from);
const loaded = new Map();
function load(name) {
  if (!Object.hasOwn(modules, name)) return require(name);
  let module = loaded.get(name);
  if (!module) {
    module = { exports: {} };
    loaded.set(name, module);
    modules[name](module, module.exports, load);
  }
  return module.exports;
}
exports.part = load;
exports.ran = loaded;
`;
