import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { entryFile } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** `doctor` as run by a user who is not root, where root owns some of what is theirs, as after a run with sudo. */

const asRoot = test.skipIf(process.platform !== 'linux' || process.geteuid?.() !== 0);
const NOBODY = 65_534;
const CERTIFICATE = join('store', 'certificates', 'a'.repeat(40));

interface Shown {
  readonly verdict: string;
  readonly user: { readonly can: string };
  readonly checks: readonly { id: string; status: string; error?: { message: string; hint: string } }[];
}

beforeAll(() => chmodSync(dirname(inject('packageFolder')), 0o755));

/** A home of nobody's, and what `doctor` says there. */
function pc() {
  const home = tempFolder();
  for (const name of ['locks', 'clock', 'log', join('store', 'pending'), CERTIFICATE]) {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  }
  writeFileSync(join(home, 'config.json'), '{}', { mode: 0o600 });
  execFileSync('chown', ['-R', String(NOBODY), home]);
  const doctor = () => {
    const args = [
      'doctor',
      'taro',
      '--json',
      '--lang',
      'en',
      '--bank',
      'https://localhost:1',
      '--store',
      'file',
    ];
    const { stdout } = spawnSync(process.execPath, [entryFile(), ...args], {
      ...{ uid: NOBODY, gid: NOBODY, env: cleanEnvironment(home), encoding: 'utf8', cwd: '/' },
    });
    const shown: Shown = JSON.parse(stdout);
    return { ...shown, check: (id: string) => shown.checks.find((each) => each.id === id) };
  };
  return { home, doctor };
}

asRoot.each([
  ['locks', 'locks', 'data-folder'],
  ['clock', 'clock', 'data-folder'],
  ['the certificates', join('store', 'certificates'), 'store-writable'],
  ['a certificate', CERTIFICATE, 'store-writable'],
])('%s: who owns it, and how it comes back', (_what, name, id) => {
  const { home, doctor } = pc();
  chownSync(join(home, name), 0, 0);
  const { check, user } = doctor();
  expect(check(id)).toMatchObject({
    status: 'failed',
    error: {
      message: `${join(home, name)} is not safe to use: the administrator (root) owns it.`,
      hint: expect.stringContaining(`"sudo chown -R <you> ${join(home, name)}"`),
    },
  });
  // What is here is not known then.
  expect(user.can).toBe('unknown');
});

asRoot('the log: worth knowing', () => {
  const { home, doctor } = pc();
  chownSync(join(home, 'log'), 0, 0);
  expect(doctor().check('data-folder-writable')).toMatchObject({
    status: 'warning',
    error: {
      message: expect.stringContaining('the administrator (root) owns it'),
      hint: expect.stringContaining('sudo chown -R <you>'),
    },
  });
});

asRoot('the data folder, and the config in it', () => {
  const { home, doctor } = pc();
  chownSync(home, 0, 0);
  const { verdict, check } = doctor();
  expect(verdict).toContain('config.json cannot be used: the administrator (root) owns it');
  expect(check('config-files')?.error?.hint).toContain(`sudo chown -R <you> ${home}`);
  expect(check('data-folder')?.error?.message).toContain(`${home} is not safe to use: the administrator`);
});

asRoot('a folder without the right to write is named', () => {
  const { home, doctor } = pc();
  chmodSync(join(home, 'locks'), 0o500);
  const { verdict } = doctor();
  expect(verdict).toContain('CT-7008');
  expect(verdict).toContain(join(home, 'locks'));
});
