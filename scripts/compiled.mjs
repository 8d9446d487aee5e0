// Runs a built program for what the build has to know of it: which of its modules usual commands run, and what V8 compiles
// of them, for the version of Node that builds it (src/system/code-cache.ts).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { START, USUAL } from './homes.mjs';

/** It makes the practice bank and a certificate for those behind it. */
const ISSUE = ['issue', '--sandbox', '--json'];
/** What is typed most, and should cost least. */
const TYPED_MOST = new Map([
  [USUAL, [['list'], ['list', '--json']]],
  ['explain.cjs', [['explain', 'CT-3001']]],
  ['help.cjs', [['--help'], ['list', '--help']]],
]);
/** What people wait for: the functions that these run are compiled then. Of what several run, what the last one has compiled is kept. */
const COMPILED = [ISSUE, ['--help'], ['explain', 'CT-3001'], ['list']];

/**
 * Which modules the usual commands run.
 * @param {string} dist a built program
 * @returns {{typed: Map<string, string[][]>, issue: string[]}} what each runs, by the file for what a group of them alone
 *   runs, and what `issue` runs
 */
export function usedBy(dist) {
  return withHome((home) => {
    const listed = path.join(home, 'ran.json');
    const ranBy = (words) => {
      run(home, 'used', dist, listed, ...words);
      return JSON.parse(readFileSync(listed, 'utf8'));
    };
    const issue = ranBy(ISSUE);
    return { issue, typed: new Map([...TYPED_MOST].map(([file, commands]) => [file, commands.map(ranBy)])) };
  });
}

/** Keeps what V8 compiles of the program beside it. @param {string} dist the built program */
export function compileAhead(dist) {
  withHome((home) => {
    for (const words of COMPILED) run(home, 'compiled', dist, '', ...words);
  });
}

function withHome(work) {
  const home = mkdtempSync(path.join(tmpdir(), 'cert-tool-build-'));
  try {
    return work(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function run(home, ...args) {
  const { NODE_OPTIONS: _, ...others } = process.env;
  const env = { ...others, CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en' };
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { env, stdio: 'pipe' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, folder, listed, ...argv] = process.argv.slice(2);
  const require = createRequire(import.meta.url);
  if (what === 'compiled') {
    await require(path.join(folder, 'start.cjs')).start('0.0.0', { folder, argv, require, ships: true });
  } else {
    process.once('exit', () => {
      const ran = Object.values(require.cache).flatMap(({ exports }) => [...(exports.ran?.keys() ?? [])]);
      writeFileSync(listed, JSON.stringify(ran));
    });
    await require(path.join(folder, START)).main('0.0.0', { argv });
  }
}
