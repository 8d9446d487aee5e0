// Checks src/ against the tables of docs/architecture.md (which room may import which, one door for each outside
// thing), and that no file imports another in a circle.
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
import { circlesIn, fileImports } from './circles.mjs';
import { importsIn } from './imports-in.mjs';
import { readTables } from './room-table.mjs';

const TYPES_FROM_ANYWHERE = ['commands', 'cli', 'compose', 'main.ts'];

/** Where what is written has to be whole and on the disk, src/system does it. */
const FILE_WRITES =
  /^(writeFile|appendFile|rename|copyFile|cp|link|symlink|truncate|write|writev|createWriteStream)(Sync)?$/;
const FILE_MODULES = ['fs', 'fs/promises'];

const PAGE = new URL('../docs/architecture.md', import.meta.url);

/**
 * @param {string} folder
 * @returns {string[]} a line for each breach
 */
export function checkFolder(folder) {
  const tables = readTables(readFileSync(PAGE, 'utf8'));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .sort();
  if (files.length === 0) throw new Error(`no sources in ${folder}`);
  const sources = new Map(files.map((name) => [name, parse(name, path.join(folder, name))]));
  return [
    ...files.flatMap((name) => checkFile(name, sources.get(name), tables)),
    ...circlesIn(roomImports(sources, tables)).map((circle) => `a circle of rooms: ${circle.join(' → ')}`),
    ...circlesIn(fileImports(sources)).map(
      (circle) => `a circle of imports: ${circle.map((each) => `src/${each}`).join(' → ')}`,
    ),
  ];
}

/** Which rooms a room imports, as far as the table rules it: types that may come from anywhere bind nothing. */
function roomImports(sources, { roomOf }) {
  const rooms = new Map();
  for (const [name, targets] of fileImports(sources, (name, { isType }) => !isType || !takesTypes(name))) {
    const room = roomOf(name);
    const others = targets.map(roomOf).filter((other) => other && other !== room);
    rooms.set(room, [...(rooms.get(room) ?? []), ...others]);
  }
  return rooms;
}

function takesTypes(name) {
  return TYPES_FROM_ANYWHERE.includes(name.split('/')[0]);
}

function parse(name, file) {
  return ts.createSourceFile(name, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** @param {string} name relative to src/, with slashes */
function checkFile(name, source, tables) {
  const breaches = [];
  const say = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    breaches.push(`src/${name}:${line + 1}: ${what}`);
  };
  for (const found of importsIn(source)) {
    const breach = importBreach(name, found, tables);
    if (breach) say(found.node, breach);
  }
  const visit = (node) => {
    for (const breach of doorBreaches(name, node, tables)) say(node, breach);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

function importBreach(name, { from, isType, isLazy, names }, { roomOf, mayImport, doors }) {
  const room = roomOf(name);
  if (!room) return `there is no room ${name.split('/')[0].replace(/\.ts$/, '')}`;
  if (from === undefined) return 'an import whose name is computed cannot be checked';
  if (!from.startsWith('.')) return packageBreach(name, from, doors) ?? writeBreach(name, from, names, doors);
  const target = path.posix.join(path.posix.dirname(name), from);
  if (target.startsWith('..')) return `${from} is outside src`;
  if (isType && takesTypes(name)) return undefined;
  if (mayImport(name, target, { isLazy })) return undefined;
  const when = mayImport(name, target, { isLazy: true }) ? ' except by import()' : '';
  return `${room} may not import ${roomOf(target) ?? target}${when}`;
}

function packageBreach(name, from, doors) {
  const wanted = packageOf(from);
  const door = doors.get(wanted);
  if (isBuiltin(from) && isWithin(name, 'core')) return `core may not import ${wanted}`;
  if (door === undefined) return isBuiltin(from) ? undefined : `${wanted} has no place in src`;
  return isWithin(name, door) ? undefined : `only ${door} may import ${wanted}`;
}

function writeBreach(name, from, names, doors) {
  const door = doors.get('writing of files');
  const written =
    FILE_MODULES.includes(from.replace(/^node:/, '')) && names.find((each) => FILE_WRITES.test(each));
  return written && !isWithin(name, door) ? `only ${door} may write files (${written})` : undefined;
}

/** Uses of what only one file or room may use: the end of the process, the clock, writing to files. */
function* doorBreaches(name, node, { doors }) {
  const used = ts.isPropertyAccessExpression(node) ? `${node.expression.getText()}.${node.name.text}` : '';
  const doorOf = (thing) => (isWithin(name, doors.get(thing)) ? undefined : doors.get(thing));
  if (/^process\.(exit|reallyExit|abort)$/.test(used) && doorOf('the end of the process')) {
    yield `only ${doorOf('the end of the process')} may end the process (${used})`;
  }
  if ((isNow(node) || CLOCKS.test(used)) && doorOf('the clock')) {
    yield `only ${doorOf('the clock')} may read the clock (${used || 'new Date()'})`;
  }
  if (/\.(writeFile|appendFile|createWriteStream)(Sync)?$/.test(used) && doorOf('writing of files')) {
    yield `only ${doorOf('writing of files')} may write files (${used})`;
  }
}

const CLOCKS = /^(Date\.now|performance\.(now|timeOrigin)|process\.(hrtime|uptime)|process\.hrtime\.bigint)$/;

function isNow(node) {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  return isDate && (ts.isCallExpression(node) || !node.arguments?.length);
}

/** Whether a file is this one, or lies in this folder. */
function isWithin(name, place) {
  return name === place || name.startsWith(`${place}/`);
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
