import path from 'node:path';

/** Names that esbuild gives its helpers; scripts/pack.mjs has them once for a whole file. */
const HELPER =
  /^var __(?:create|defProp|getOwnPropDesc|getOwnPropNames|getProtoOf|hasOwnProp|export|copyProps|reExport|toESM|toCommonJS) = .*?;\n(?=[^\s})])/gms;

/**
 * What esbuild's transform to CommonJS has made of an ES module, as a module of the bundle. What it imports it loads when
 * it first uses it, so that a command runs nothing of what it does not use: esbuild names it only as `import_x.member`,
 * so a call in the place of the name is enough. What is imported for what it does then, without a name, is loaded at once.
 * @param {string} code
 * @param {(wanted: string) => string} nameOf the bundle's name of what is imported
 * @param {(wanted: string) => boolean} isLazy of what it makes no difference when it is loaded
 */
export function asModule(code, nameOf, isLazy = () => true) {
  const bare = code
    .replace(HELPER, '')
    .replace('module.exports = __toCommonJS(stdin_exports);', 'module.exports = stdin_exports;')
    .replace(/\n\/\/ Annotate the CommonJS export names[\s\S]*$/, '\n')
    // Whatever is in the bundle has its default export as such already.
    .replace(/__toESM\(require\("(?!node:|koffi")([^"]+)"\)(?:, 1)?\)/g, 'require("$1")');
  const imports = /^var (import_\w+) = (?:__toESM\()?require\("([^"]+)"\)(?:, 1\))?\)?;$/gm;
  let lazy = bare;
  for (const [line, name, wanted] of bare.matchAll(imports)) {
    const uses = new RegExp(`\\b${name}\\.`, 'g');
    if (THERE_ALREADY.has(wanted) || !isLazy(wanted) || !uses.test(bare)) continue;
    const load = `${name}_loaded ??= ${line.slice(line.indexOf('=') + 2, -1)}`;
    lazy = lazy
      .replaceAll(uses, `(${name}()).`)
      .replace(line, () => `var ${name}_loaded; var ${name} = () => ${load};`);
  }
  return lazy.replace(/\brequire\("([^"]+)"\)/g, (_, wanted) => `require(${JSON.stringify(nameOf(wanted))})`);
}

/**
 * A module of `asModule` whose exports are values, set once it has run, and no functions that give them: making and calling
 * those takes longer. For one that no other needs while it runs. A variable that it may change stays a function, and so does what it
 * only passes on, for which nothing is to be loaded.
 * @param {string} code
 */
export function withPlainExports(code) {
  const [declared, list] = /^__export\(stdin_exports, \{\n(.*?)\n\}\);\n/ms.exec(code) ?? [];
  if (declared === undefined) return code;
  const entries = list.split(/,\n/).map((line) => /^ *(\w+): \(\) => (.+)$/.exec(line));
  const isAsked = ([, , value]) => !/^\w+$/.test(value) || new RegExp(`^let ${value}\\b`, 'm').test(code);
  const own = entries.filter((entry) => !isAsked(entry)).map(([, name, value]) => `${name}: ${value}`);
  const kept = entries.filter(isAsked).map(([line]) => line);
  const rest = kept.length > 0 ? `__export(stdin_exports, {\n${kept.join(',\n')}\n});\n` : '';
  return `${code.replace(declared, () => rest)}Object.assign(stdin_exports, { ${own.join(', ')} });\n`;
}

/** Loaded by Node's own start. */
const THERE_ALREADY = new Set(
  ['buffer', 'events', 'fs', 'path', 'process', 'url'].map((name) => `node:${name}`),
);

/**
 * What a module uses of a package, as an ES module that passes it on: of one that it imports by names only these, so that
 * the rest can be left out.
 * @param {string} code as esbuild's transform leaves it
 * @param {string} wanted the package
 */
export function usedOf(code, wanted) {
  const quoted = wanted.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const [, name] = new RegExp(`^var (\\w+) = (?:__toESM\\()?require\\("${quoted}"\\)`, 'm').exec(code) ?? [];
  const from = JSON.stringify(wanted);
  // Imported when it is wanted.
  if (name === undefined) return `export * from ${from}; export { default } from ${from};`;
  // Imported as a whole: esbuild's own names begin otherwise.
  if (!name.startsWith('import_')) return `export * from ${from};`;
  const members = [...code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, member]) => member);
  // Imported for what it does.
  if (members.length === 0) return `import ${from};`;
  return [...new Set(members)].map((member) => `export { ${member} } from ${from};`).join('\n');
}

/** The name of what a module of the bundle names relatively to itself. */
export function relativeTo(self, wanted) {
  return wanted.startsWith('.') ? path.posix.join(path.posix.dirname(self), wanted) : wanted;
}
