import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { entryFile } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A user who is a mere number, without HOME: so do containers start programs. */

const asRoot = test.skipIf(process.platform !== 'linux' || process.geteuid?.() !== 0);
const NUMBER = 12_345;

beforeAll(() => chmodSync(dirname(inject('packageFolder')), 0o755));

function run(...args: string[]) {
  const { HOME: _, CERT_TOOL_HOME: _own, XDG_DATA_HOME: _data, ...env } = cleanEnvironment(tempFolder());
  return spawnSync(process.execPath, [entryFile(), ...args, '--lang', 'en'], {
    ...{ uid: NUMBER, gid: NUMBER, env, encoding: 'utf8', cwd: '/' },
  });
}

asRoot('what needs no folder works', () => {
  expect(run('list')).toMatchObject({
    ...{ status: 0, stdout: 'There is no certificate on this PC.\n', stderr: '' },
  });
  expect(run('explain', 'CT-3001').status).toBe(0);
});

asRoot('what needs one says where it would be, and that it cannot be', () => {
  const { status, stderr } = run('issue', '--sandbox');
  expect(stderr).toMatch(/CT-7002: \/nonexistent\/.* cannot be used: permission denied\.$/m);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(status).toBe(7);
  expect(JSON.parse(run('doctor', '--json').stdout)).toMatchObject({
    verdict: expect.stringMatching(/CT-7008.*\/nonexistent/),
  });
});
