// Checks src/ against the import table of docs/architecture.md, and that each outside thing has one door.
//
//     node scripts/check-imports.mjs [src]
//
// An import of types alone (`import type`, inline `type`, `import('…').T`, all of a .d.ts file) vanishes in the
// build. commands, cli, compose and main may therefore take types from any room: that is how a command names what it
// gets through `Deps`. All other rooms follow the table with their types too.
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Which rooms (folders of src/) a room may import, besides itself and core. */
const ROOMS = {
  core: [],
  system: [],
  pki: [],
  net: [],
  bank: ['net'],
  ui: [],
  config: ['system'],
  desktop: ['system'],
  winstore: ['pki', 'system'],
  sandbox: ['system'],
  holdings: ['pki'],
  enrollment: ['pki', 'holdings'],
  // Of pki the pure functions.
  commands: ['enrollment', 'holdings', 'pki'],
  cli: ['ui', 'commands'],
  // Adapters, and the journal, which is one over a folder of system.
  compose: ['bank', 'desktop', 'winstore', 'ui', 'config', 'system', 'sandbox', 'pki', 'enrollment'],
  main: ['cli', 'compose'],
  exe: ['main', 'cli', 'ui', 'winstore'],
};
const TYPES_FROM_ANYWHERE = ['commands', 'cli', 'compose', 'main'];

/** The one room that may import a package. A package that is not here has no place in src/. */
const PACKAGES = {
  undici: 'net',
  'node-forge': 'pki',
  koffi: 'winstore',
  inquirer: 'ui',
  ora: 'ui',
  chalk: 'ui',
  'string-width': 'ui',
  commander: 'cli',
  '@hono/node-server': 'sandbox',
  '@peculiar/x509': 'sandbox',
  hono: 'sandbox',
  'node-sqlite3-wasm': 'sandbox',
  otpauth: 'sandbox',
  'reflect-metadata': 'sandbox',
  'node:child_process': 'system',
};

/** Where what is written has to be whole and on the disk, src/system does it. */
const FILE_WRITES =
  /^(writeFile|appendFile|rename|copyFile|cp|link|symlink|truncate|write|writev|createWriteStream)(Sync)?$/;
const FILE_MODULES = ['fs', 'fs/promises'];

/**
 * @param {string} folder
 * @returns {string[]} a line for each breach
 */
export function checkFolder(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .sort();
  if (files.length === 0) throw new Error(`no sources in ${folder}`);
  return files.flatMap((name) => checkFile(name, readFileSync(path.join(folder, name), 'utf8')));
}

/** @param {string} name relative to src/, with slashes */
function checkFile(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const breaches = [];
  const say = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    breaches.push(`src/${name}:${line + 1}: ${what}`);
  };
  const visit = (node) => {
    const found = importIn(node, source.isDeclarationFile);
    if (found) {
      const breach = importBreach(name, found);
      if (breach) say(node, breach);
    }
    for (const breach of doorBreaches(name, node)) say(node, breach);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

/** What a node imports: where from, by which names, as types only, lazily. */
function importIn(node, isDeclaration) {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const named = clause?.namedBindings;
    const elements = named && ts.isNamedImports(named) ? named.elements : [];
    const onlyTypes = elements.length > 0 && !clause?.name && elements.every((each) => each.isTypeOnly);
    const isType = isDeclaration || clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes;
    return imported(node.moduleSpecifier, { isType, names: elements.filter((each) => !each.isTypeOnly) });
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const { exportClause } = node;
    const elements = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [];
    const onlyTypes = elements.length > 0 && elements.every((each) => each.isTypeOnly);
    return imported(node.moduleSpecifier, {
      isType: isDeclaration || node.isTypeOnly || onlyTypes,
      names: elements,
    });
  }
  if (ts.isImportTypeNode(node)) return imported(node.argument.literal, { isType: true });
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return imported(node.arguments[0], { isLazy: node.expression.kind === ts.SyntaxKind.ImportKeyword });
  }
  return undefined;
}

function isLoader(callee) {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function imported(specifier, { isType = false, isLazy = false, names = [] }) {
  const from = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
  return { from, isType, isLazy, names: names.map((each) => (each.propertyName ?? each.name).text) };
}

function importBreach(name, { from, isType, isLazy, names }) {
  const room = roomOf(name);
  if (!ROOMS[room]) return `there is no room ${room}`;
  if (from === undefined) return 'an import whose name is computed cannot be checked';
  if (!from.startsWith('.')) return packageBreach(room, from) ?? writeBreach(room, from, names);
  const target = path.posix.join(path.posix.dirname(name), from);
  if (target.startsWith('..')) return `${from} is outside src`;
  const other = roomOf(target);
  if (other === room || other === 'core' || (isType && TYPES_FROM_ANYWHERE.includes(room))) return undefined;
  if (ROOMS[room].includes(other) || (isLazy && ROOMS[room].includes(`lazily ${other}`))) return undefined;
  const when = ROOMS[room].includes(`lazily ${other}`) ? ' except by import()' : '';
  return `${room} may not import ${other}${when}`;
}

function packageBreach(room, from) {
  const name = packageOf(from);
  const door = PACKAGES[name];
  if (isBuiltin(from) && room === 'core') return `core may not import ${name}`;
  if (door === undefined) return isBuiltin(from) ? undefined : `${name} has no place in src`;
  return door === room ? undefined : `only ${door} may import ${name}`;
}

function writeBreach(room, from, names) {
  const written =
    FILE_MODULES.includes(from.replace(/^node:/, '')) && names.find((each) => FILE_WRITES.test(each));
  return written && room !== 'system' ? `only system may write files (${written})` : undefined;
}

/** Uses of what only one file or room may use: the end of the process, the clock, writing to files. */
function* doorBreaches(name, node) {
  const used = ts.isPropertyAccessExpression(node) ? `${node.expression.getText()}.${node.name.text}` : '';
  if (/^process\.(exit|reallyExit|abort)$/.test(used) && name !== 'main.ts') {
    yield `only main.ts may end the process (${used})`;
  }
  if (name !== 'system/clock.ts' && (isNow(node) || CLOCKS.test(used))) {
    yield `only system/clock.ts may read the clock (${used || 'new Date()'})`;
  }
  if (roomOf(name) !== 'system' && /\.(writeFile|appendFile|createWriteStream)(Sync)?$/.test(used)) {
    yield `only system may write files (${used})`;
  }
}

const CLOCKS = /^(Date\.now|performance\.(now|timeOrigin)|process\.(hrtime|uptime)|process\.hrtime\.bigint)$/;

function isNow(node) {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  return isDate && (ts.isCallExpression(node) || !node.arguments?.length);
}

/** The room of a file: its folder, or for the files beside them main and compose (compose-….ts too). */
function roomOf(name) {
  const [first] = name.split('/');
  return first.replace(/\.[cm]?[jt]s$/, '').replace(/^compose-.*/, 'compose');
}

function packageOf(from) {
  if (isBuiltin(from)) return `node:${from.replace(/^node:/, '')}`;
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] && path.resolve(process.argv[1]) === self) {
  const breaches = checkFolder(process.argv[2] ?? path.join(self, '../../src'));
  for (const breach of breaches) console.error(breach);
  if (breaches.length > 0) process.exitCode = 1;
}
