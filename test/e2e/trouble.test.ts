import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Company, expectNothingLost } from '../support/company.ts';
import { leftBehind, runCli } from '../support/run.ts';
import { fill, mountTmpfs, rootTest } from '../support/small-disk.ts';
import { ISSUE, perform, points, serve } from '../support/struck.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** How often somebody logged in, by the practice bank's own log. */
async function logins(served: Company, loginId: string): Promise<number> {
  const { stdout } = await runCli(join(served.dir, '..'), ['sandbox', 'log', '--json']);
  const { entries } = JSON.parse(stdout) as { entries: { loginId: string; act: string }[] };
  return entries.filter((entry) => entry.loginId === loginId && entry.act === 'logged-in').length;
}

/** The point before which the request is on the disk as sent, and after which it is sent. */
async function pointOfSending(): Promise<number> {
  const names = await points(ISSUE);
  const lastKeptStep = names.findLastIndex((name) => /^mkdir .*certificates/.test(name));
  const sending = names.slice(0, lastKeptStep).lastIndexOf('request');
  expect(sending).toBeGreaterThan(0);
  return sending + 1;
}

/** A run that was killed between sending the request and getting the answer. */
async function killedAfterSending(served: Company, home: string): Promise<void> {
  const at = await pointOfSending();
  const hook = { KILL_AT: String(at), KILL_SIGNAL: 'SIGKILL' };
  expect((await perform(ISSUE, served, home, 'jirodt', hook)).signal).toBe('SIGKILL');
  expect(leftBehind(home)).toHaveLength(2);
}

/** A disk in the memory is no place for a certificate. */
const IN_MEMORY = { ...ISSUE, args: (loginId: string) => ['issue', loginId, '--here-anyway'] };

rootTest('a disk that is full at any moment loses nothing, and says so', async () => {
  const served = await serve();
  const home = mountTmpfs('size=1m');
  const filler = join(home, 'filler');
  const outcomes = new Set<number | null>();
  for (let free = 0; free < 200; free += 8) {
    fill(filler);
    execFileSync('truncate', ['-s', `-${free}K`, filler]);
    const run = await perform(IN_MEMORY, served, home, 'jirodt');
    outcomes.add(run.code);
    if (run.code === 0) break;
    expect(run.code, run.stdout).toBeOneOf([7, 10]);
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false });
    expect(run.stdout).toMatch(/store-full|data-folder-failed/);
    rmSync(filler);
  }
  expect(outcomes).toContain(0);
  expect(outcomes.size).toBeGreaterThan(1);
  await expectNothingLost(served, home, 'jirodt');
});

rootTest('a store that cannot be written is refused before anybody logs in', async () => {
  const served = await serve();
  const home = tempFolder();
  const store = join(home, 'store');
  mkdirSync(store, { mode: 0o700 });
  execFileSync('mount', ['--bind', store, store]);
  execFileSync('mount', ['-o', 'remount,bind,ro', store]);
  onTestFinished(() => {
    execFileSync('umount', [store]);
  });
  const refused = await perform(ISSUE, served, home, 'jirodt');
  expect(refused.code).toBe(7);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { name: 'store-read-only' } });
  expect(await logins(served, 'jirodt')).toBe(0);
  expect(leftBehind(home)).toEqual([]);
});

test('two runs at once for one login ID get one certificate', async () => {
  const served = await serve();
  const home = tempFolder();
  const runs = await Promise.all([
    perform(ISSUE, served, home, 'jirodt'),
    perform(ISSUE, served, home, 'jirodt'),
  ]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  expect(runs.map(({ stdout }) => JSON.parse(stdout).outcome).sort()).toEqual(['already-valid', 'issued']);
  await expectNothingLost(served, home, 'jirodt');
});

test('runs at once for several login IDs do not wait for each other', async () => {
  const served = await serve();
  const home = tempFolder();
  const loginIds = ['jirodt', 'ichirodt', 'shirodt'];
  const runs = await Promise.all(loginIds.map((loginId) => perform(ISSUE, served, home, loginId)));
  expect(runs.map(({ stdout }) => JSON.parse(stdout).outcome)).toEqual(['issued', 'issued', 'issued']);
  const listed = await runCli(home, ['list', '--check', '--json', '--store', 'file']);
  expect(listed.code).toBe(0);
  expect(JSON.parse(listed.stdout).certificates).toHaveLength(3);
  expect(leftBehind(home)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'a run that goes on weeks later gets the certificate of then',
  async () => {
    const served = await serve();
    const home = tempFolder();
    await killedAfterSending(served, home);
    const advanced = await runCli(join(served.dir, '..'), ['sandbox', 'advance', '30']);
    expect(advanced.code).toBe(0);
    const resumed = await perform(ISSUE, served, home, 'jirodt');
    expect(resumed.code, resumed.stdout).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ outcome: 'issued', resumed: true });
    await expectNothingLost(served, home, 'jirodt');
  },
);

test.skipIf(process.platform === 'win32')(
  'a run that goes on after the certificate has expired gets a new one',
  async () => {
    const served = await serve();
    const home = tempFolder();
    await killedAfterSending(served, home);
    await runCli(join(served.dir, '..'), ['sandbox', 'advance', '400']);
    const resumed = await perform(ISSUE, served, home, 'jirodt');
    expect(resumed.code, resumed.stdout).toBe(0);
    await expectNothingLost(served, home, 'jirodt');
  },
);
