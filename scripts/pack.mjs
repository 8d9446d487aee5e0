/** Larger parts stay files of their own, read only when they are used: the libraries of single commands. */
const LARGEST_PACKED = 80 * 1024;

/**
 * Puts the small CommonJS files of a bundle into its main one, each as a function that runs when it is required:
 * opening a dozen files takes longer than passing over their text.
 * @param {Map<string, string>} files code by file name
 * @param {string} main the file that the others go into
 * @returns {Map<string, string>} the files that remain
 */
export function pack(files, main) {
  const remaining = new Map();
  const packed = [];
  for (const [name, code] of files) {
    if (name === main || code.length <= LARGEST_PACKED) packed.push([name, code]);
    else remaining.set(name, code.replace(/\brequire\("(\.\/[^"]+)"\)/g, requirePart(files)));
  }
  const parts = packed.map(
    ([name, code]) => `${JSON.stringify(`./${name}`)}(module,exports,require){${code}\n}`,
  );
  remaining.set(
    main,
    `${LOADER}const parts={${parts.join(',\n')}};\nObject.assign(exports, load(${JSON.stringify(`./${main}`)}));\n`,
  );
  return remaining;

  /** A part that stays a file finds the packed ones through the main file. */
  function requirePart(all) {
    return (whole, part) => {
      const code = all.get(part.slice(2)) ?? '';
      const isPacked = part === `./${main}` || code.length <= LARGEST_PACKED;
      return isPacked ? `require(${JSON.stringify(`./${main}`)}).part(${JSON.stringify(part)})` : whole;
    };
  }
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
