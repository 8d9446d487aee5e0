import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A package of its own, whose compiled code may be changed, and an empty data folder. */
function installed() {
  const folder = tempFolder();
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  for (const name of ['bin', 'dist', 'package.json']) {
    cpSync(join(inject('packageFolder'), name), join(folder, name), { recursive: true });
  }
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(folder, 'bin/cert-tool.cjs'), ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
  return { home, shipped: join(folder, 'dist/code'), run };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const NONE = 'There is no certificate on this PC.\n';

test('what comes with the package is used: nothing is said of it, and nothing is kept besides', () => {
  const { home, shipped, run } = installed();
  expect(filesBelow(shipped).length).toBeGreaterThan(3);
  const { status, stdout, stderr } = run('list', '--verbose');
  expect({ status, stdout }).toEqual({ status: 0, stdout: NONE });
  expect(stderr).not.toMatch(/compiled/i);
  expect(readdirSync(home)).not.toContain('code');
});

test("the program's files hold one byte a character", () => {
  const dist = join(inject('packageFolder'), 'dist');
  const files = readdirSync(dist).filter((name) => name.endsWith('.cjs'));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) expect(readFileSync(join(dist, name), 'utf8'), name).toMatch(/^[\0-\x7f]*$/);
});

test('damaged, it is told with --verbose alone, and everything else is the same', () => {
  const { shipped, run } = installed();
  for (const file of filesBelow(shipped)) {
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  }
  expect(run('list')).toMatchObject({ status: 0, stdout: NONE, stderr: '' });
  const { status, stdout, stderr } = run('list', '--verbose');
  expect({ status, stdout }).toEqual({ status: 0, stdout: NONE });
  expect(stderr).toMatch(/^Compiled code is not used, for it is damaged: .+\.bin$/m);
  expect(run('list', '--verbose', '--lang', 'ja').stderr).toMatch(
    /^破損しているため、コンパイル済みのコードを/m,
  );
});

test('made for another engine, it is told with --verbose', () => {
  const { shipped, run } = installed();
  const files = filesBelow(shipped);
  const contents = files.map((file) => readFileSync(file));
  // Each holds what another file was compiled to.
  for (const [index, file] of files.entries()) writeFileSync(file, contents.at(index - 1) ?? '');
  const { status, stderr } = run('list', '--verbose');
  expect(status).toBe(0);
  const told = stderr.match(/^Compiled code is not used, for this Node\.js does not take it: .+\.bin$/gm);
  expect(told?.length).toBeGreaterThan(1);
});

test(`where none comes with it, it is kept in the data folder, for this user alone${POSIX_ONLY}`, () => {
  const { home, shipped, run } = installed();
  rmSync(shipped, { recursive: true });
  expect(run('list')).toMatchObject({ status: 0, stdout: NONE, stderr: '' });
  const kept = filesBelow(join(home, 'code'));
  expect(kept.length).toBeGreaterThan(1);
  for (const file of kept) expect(statSync(file).mode & 0o077).toBe(0);
  const times = kept.map((file) => statSync(file).mtimeMs);
  const { stderr } = run('list', '--verbose');
  expect(stderr).not.toMatch(/compiled/i);
  expect(kept.map((file) => statSync(file).mtimeMs)).toEqual(times);
  // A rehearsal: without it the browser's policies of the whole PC would go, too.
  const { results } = JSON.parse(run('uninstall', '--dry-run', '--json').stdout);
  expect(results).toContainEqual({
    ...{ what: 'compiled-code', path: join(home, 'code'), ok: true, outcome: 'dry-run' },
  });
});

test('whoever runs the program for the first time does not wait until it is kept', () => {
  const { home, shipped, run } = installed();
  rmSync(shipped, { recursive: true });
  rmSync(home, { recursive: true });
  expect(run('issue', '--sandbox').status).toBe(0);
  expect(existsSync(join(home, 'code'))).toBe(false);
  expect(run('list').status).toBe(0);
  expect(filesBelow(join(home, 'code')).length).toBeGreaterThan(1);
});

test('WebAssembly is compiled once, and never optimized', () => {
  const { home } = installed();
  const program = join(inject('packageFolder'), 'bin/cert-tool.cjs');
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--trace-wasm-compilation-times', program, 'issue', '--sandbox'],
    { env: cleanEnvironment(home), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  expect(status).toBe(0);
  // SQLite and the parser of HTTP.
  expect(stdout.match(/using Liftoff/g)?.length).toBeGreaterThan(100);
  expect(stdout).not.toContain('using TurboFan');
});

test('no stack names the place where it was built', () => {
  const { run } = installed();
  const { stderr } = run('list', '--verbose', '--store', 'file', '--store-dir', '/dev/null/x');
  expect(stderr).not.toContain(inject('packageFolder'));
});

test('a look at the program makes no data folder', () => {
  const { home, shipped, run } = installed();
  rmSync(shipped, { recursive: true });
  rmSync(home, { recursive: true });
  run('--help');
  expect(existsSync(home)).toBe(false);
});
