import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { installedPages, manPages } from '../../scripts/man-pages.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { longNameOf } from '../../src/core/option.ts';
import { SHARED_OPTIONS } from '../../src/core/shared-options.ts';
import { onPath } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

const run = promisify(execFile);
const pagesIn = (language: 'ja' | 'en', changelog = '') =>
  manPages({ language, version: '1.2.3', changelog });
const english = pagesIn('en');
const pageOf = (name: string) => english.get(`man1/${name}.1`) ?? '';

/** Each page through a program that reads such pages, which must have nothing to say of it. */
async function mandoc(args: readonly string[]): Promise<Map<string, string>> {
  const folder = tempFolder();
  const shown = new Map<string, string>();
  for (const [name, text] of [...english, ...pagesIn('ja')]) {
    const file = join(folder, name.replaceAll('/', '-'));
    writeFileSync(file, text);
    shown.set(name, (await run('mandoc', [...args, file])).stdout);
  }
  return shown;
}

const hasNone = onPath('mandoc') === undefined;
describe.skipIf(hasNone)(`mandoc${hasNone ? ' (is not installed: skipped)' : ''}`, () => {
  test('finds no fault in any page', async () => {
    for (const [name, text] of await mandoc(['-Tlint', '-W', 'warning'])) expect(text, name).toBe('');
  });

  test('shows all options and examples as they are typed', async () => {
    const shown = await mandoc(['-Tutf8', '-Owidth=200']);
    // Bold and italics are made by going back.
    const textOf = (name: string) => (shown.get(name) ?? '').replace(/.[\b]/gu, '');
    for (const folder of ['man1', 'ja/man1']) {
      for (const option of SHARED_OPTIONS)
        expect(textOf(`${folder}/cert-tool.1`)).toContain(longNameOf(option));
      for (const { name, options, examples } of COMMANDS) {
        const page = textOf(`${folder}/cert-tool-${name.split(' ')[0]}.1`);
        for (const option of options) expect(page).toContain(` ${longNameOf(option)}`);
        expect(page).toContain(`cert-tool ${examples[0]?.line}`);
        expect(page).toContain(`cert-tool ${name}`);
      }
    }
  });
});

test('package.json names the pages to install ("npm run docs" writes them)', () => {
  const { man, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    man: string[];
    files: string[];
  };
  expect(man).toEqual(installedPages());
  expect(man.map((file) => file.replace('./dist/man/', ''))).toEqual([...english.keys()]);
  expect(files).toContain('dist');
});

test('a page has the date of the release, and none of the day it was made', () => {
  const released = pagesIn('en', '## [Unreleased]\n\n## [1.2.3] - 2027-02-03\n\n## [1.2.2] - 2027-01-01\n');
  expect(released.get('man1/cert-tool.1')).toMatch(/^\.TH CERT\\-TOOL 1 2027-02-03 "cert\\-tool 1\.2\.3" /);
  expect(pageOf('cert-tool')).toMatch(/^\.TH CERT\\-TOOL 1 2026-01-01 /);
});

test('the page of the program names all others, its variables and exit codes', () => {
  const page = pageOf('cert-tool');
  for (const name of english.keys()) {
    expect(page).toContain(name.replace('man1/', '').replace('.1', '').replaceAll('-', '\\-'));
  }
  for (const word of ['CERT_TOOL_HOME', 'NO_COLOR', '\\fB10\\fR', '\\fB130\\fR'])
    expect(page).toContain(word);
});
