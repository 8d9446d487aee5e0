import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/release-notes.mjs', import.meta.url));

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- not yet

## [1.2.0] - 2027-01-15

### Added

- this

## [1.1.0] - 2026-12-01

- before
`;

function notes(tag: string, { version = '1.2.0', changelog = CHANGELOG } = {}) {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ version }));
  writeFileSync(join(cwd, 'CHANGELOG.md'), changelog);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, tag], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('prints what the changelog says of the version, and no more', () => {
  expect(notes('v1.2.0')).toEqual({ status: 0, stdout: '### Added\n\n- this\n', stderr: '' });
});

test.each([
  ['another tag than the version', 'v1.3.0', {}, 'the tag is "v1.3.0"'],
  ['a tag without its v', '1.2.0', {}, 'the tag is "1.2.0"'],
  ['no tag', '', {}, 'the tag is ""'],
  ['a version that the changelog lacks', 'v1.2.1', { version: '1.2.1' }, 'has no "## [1.2.1]'],
  ['a version that only begins like one of the changelog', 'v1.2', { version: '1.2' }, 'has no "## [1.2]'],
  [
    'a version without a word about it',
    'v1.2.0',
    { changelog: '## [1.2.0] - 2027-01-15\n\n## [1.1.0] - 2026-12-01\n\n- before\n' },
    'nothing under it',
  ],
])('refuses %s', (_name, tag, given, said) => {
  const { status, stdout, stderr } = notes(tag, given);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(said);
});
