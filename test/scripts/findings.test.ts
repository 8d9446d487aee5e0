import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const RUNNER = fileURLToPath(new URL('../../scripts/findings.mjs', import.meta.url));
const LIBRARY = fileURLToPath(new URL('../../findings/lib/finding.bash', import.meta.url));

/** Runs findings of the test's own. */
function findings(scripts: Readonly<Record<string, string>>, ...names: string[]) {
  const folder = tempFolder();
  for (const [name, script] of Object.entries(scripts)) writeFileSync(join(folder, name), script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUNNER, '--folder', folder, ...names], {
    encoding: 'utf8',
  });
  const table = stdout.matchAll(/^(\S+) +(held|changed|skipped) +[\d.]+ s$/gm);
  return { status, stdout, stderr, outcomes: [...table].map(([, name, outcome]) => `${name} ${outcome}`) };
}

/** A finding as they are written, with the functions that they share. */
const finding = (body: string) => `set -euo pipefail\n. '${LIBRARY}'\n${body}\n`;

describe.skipIf(process.platform === 'win32')('the findings', () => {
  test('that hold, have changed and cannot be run are told apart', () => {
    const scripts = {
      'b-changed.sh': finding(`seen 'label: CRL' 'label: X509 CRL'`),
      'a-held.sh': finding(`seen 'label: CRL' 'label: CRL'`),
      'c-skipped.sh': finding('needs no-such-program no-such-package'),
      'd-broken.sh': finding('false'),
      'e-killed.sh': 'kill -KILL $$',
      'README.md': 'no script',
    };
    const { status, outcomes, stdout } = findings(scripts);
    expect(outcomes).toEqual([
      'a-held held',
      'b-changed changed',
      'c-skipped skipped',
      'd-broken changed',
      'e-killed changed',
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain('changed: it was\n           label: CRL\n');
    expect(stdout).toContain('skipped: needs no-such-program (Debian: no-such-package)\n');
    expect(stdout).toContain('changed: line 3 of d-broken.sh');
  });

  test('are all that is well when none has changed', () => {
    const scripts = { 'a.sh': finding(`seen 1 1`), 'b.sh': finding('needs no-such-program no-such-package') };
    expect(findings(scripts)).toMatchObject({ status: 0, outcomes: ['a held', 'b skipped'] });
  });

  test('run by name', () => {
    const scripts = { 'a.sh': finding('seen 1 2'), 'b.sh': finding('seen 1 1') };
    expect(findings(scripts, 'b')).toMatchObject({ status: 0, outcomes: ['b held'] });
    expect(findings(scripts, 'c')).toMatchObject({
      status: 2,
      outcomes: [],
      stderr: 'There is no finding c. There are: a, b.\n',
    });
  });

  test('leave no folder behind', () => {
    const scripts = { 'a.sh': finding('pwd; touch file; seen 1 2') };
    const [, folder] = /^== a\n(.*)$/m.exec(findings(scripts).stdout) ?? [];
    expect(folder).toMatch(/^\//);
    expect(spawnSync('ls', [String(folder)]).status).not.toBe(0);
  });
});

test('the table of findings names them all', () => {
  const folder = fileURLToPath(new URL('../../findings/', import.meta.url));
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
  const rows = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| \[(.+)\]\(\1\.sh\) \|/gm);
  expect([...rows].map(([, name]) => `${name}.sh`)).toEqual(scripts.sort());
});
