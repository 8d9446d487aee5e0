import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkFolder } from '../../scripts/check-imports.mjs';
import { readTables } from '../../scripts/room-table.mjs';
import { tempFolder } from '../support/temp-folder.ts';

function treeOf(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test('what the table allows passes', () => {
  const folder = treeOf({
    'main.ts': `import './cli/run.ts'; import './compose/compose.ts'; process.exit(0);`,
    'cli/run.ts': `import { Command } from 'commander'; import '../ui/create.ts';
      import '../commands/index.ts'; import('../commands/ask/bank.ts');`,
    'commands/index.ts': `import './issue/spec.ts';`,
    'commands/issue/spec.ts': `import '../ask/options.ts'; import('./run.ts');`,
    'commands/issue/run.ts': `import type { Settings } from '../../config/settings.ts';
      import { type Bank } from '../../bank/client.ts'; import '../../pki/csr.ts';
      let store: import('../../winstore/file/store.ts').Store; import type { Options } from './spec.ts';`,
    'compose/practice-bank.ts': `import '../sandbox/place/x.ts'; export { x } from '../bank/client.ts';`,
    'net/http.ts': `import 'undici/lib/x.js'; import type { E } from '../core/error.ts'; new Date(0);`,
    'winstore/select.ts': `import('./file/store.ts');`,
    'winstore/file/store.ts': `import '../pending/keys.ts'; import './layout.ts'; import '../../pki/csr.ts';`,
    'sandbox/business/login.ts': `import '../records/users.ts'; import '../../system/files.ts';`,
    'sandbox/start.ts': `import './http/app.ts';`,
    'system/clock.ts': `new Date(); Date.now(); performance.now();`,
    'system/files.ts': `import { rename } from 'node:fs/promises'; import 'node:child_process';`,
    'core/error.ts': `import './text.ts'; // new Date(), import 'undici'`,
  });
  expect(checkFolder(folder)).toEqual([]);
});

const BREACHES: readonly [file: string, text: string, said: string][] = [
  ['core/a.ts', `import '../system/files.ts';`, 'core may not import system'],
  ['core/a.ts', `import type { A } from '../system/files.ts';`, 'core may not import system'],
  ['core/a.ts', `import 'node:fs';`, 'core may not import node:fs'],
  ['bank/a.ts', `export { a } from '../pki/a.ts';`, 'bank may not import pki'],
  ['bank/a.ts', `export * from '../ui/a.ts';`, 'bank may not import ui'],
  ['sandbox/deep/a.ts', `await import('../../bank/a.ts');`, 'sandbox may not import bank'],
  ['sandbox/a.ts', `let a: import('../winstore/a.ts').A;`, 'sandbox may not import winstore'],
  ['commands/a.ts', `import { a, type B } from '../bank/a.ts';`, 'commands may not import bank'],
  ['commands/a/run.ts', `require('../../bank/a.ts');`, 'commands/a may not import bank'],
  ['commands/index.ts', `import './a/run.ts';`, 'commands may not import commands/a'],
  ['commands/a/run.ts', `import '../b/run.ts';`, 'commands/a may not import commands/b'],
  ['commands/show/a.ts', `import '../ask/a.ts';`, 'commands/show may not import commands/ask'],
  ['cli/a.ts', `import '../commands/issue/run.ts';`, 'cli may not import commands/issue'],
  ['cli/a.ts', `import '../commands/ask/bank.ts';`, 'cli may not import commands/ask except by import()'],
  ['winstore/nss/a.ts', `import '../file/a.ts';`, 'winstore/nss may not import winstore/file'],
  ['winstore/shared/a.ts', `import '../file/a.ts';`, 'winstore/shared may not import winstore/file'],
  ['sandbox/records/a.ts', `import '../business/a.ts';`, 'sandbox/records may not import sandbox/business'],
  ['sandbox/http/a.ts', `import type { A } from '../start.ts';`, 'sandbox/http may not import sandbox'],
  ['main.ts', `import './ui/create.ts';`, 'main.ts may not import ui'],
  ['ui/a.ts', `import '../../package.json';`, '../../package.json is outside src'],
  ['other/a.ts', `import '../core/a.ts';`, 'there is no room other'],
  ['ui/a.ts', 'const name = "x"; import(name);', 'an import whose name is computed cannot be checked'],
  ['sandbox/a.ts', `import { Pool } from 'undici';`, 'only net may import undici'],
  ['winstore/a.ts', `import 'node-forge/lib/asn1.js';`, 'only pki may import node-forge'],
  ['cli/a.ts', `await import('ora');`, 'only ui may import ora'],
  ['cli/a.ts', `import type { A } from 'inquirer';`, 'only ui may import inquirer'],
  ['main.ts', `import 'commander';`, 'only cli may import commander'],
  ['bank/a.ts', `import { spawn } from 'child_process';`, 'only system may import node:child_process'],
  ['pki/a.ts', `import 'left-pad';`, 'left-pad has no place in src'],
  ['cli/a.ts', `process.exit(1);`, 'only main.ts may end the process (process.exit)'],
  ['bank/a.ts', `const a = new Date();`, 'only system/clock.ts may read the clock (new Date())'],
  ['bank/a.ts', `const now = Date.now;`, 'only system/clock.ts may read the clock (Date.now)'],
  ['system/a.ts', `performance.now();`, 'only system/clock.ts may read the clock (performance.now)'],
  ['config/a.ts', `import { writeFileSync } from 'node:fs';`, 'only system may write files (writeFileSync)'],
  ['config/a.ts', `import { rename as r } from 'fs/promises';`, 'only system may write files (rename)'],
  [
    'config/a.ts',
    `import fs from 'node:fs';\nfs.writeFile('a');`,
    'only system may write files (fs.writeFile)',
  ],
];

test.each(BREACHES)('%s: %s', (file, text, said) => {
  const [breach = '', ...more] = checkFolder(treeOf({ [file]: text }));
  expect(breach).toMatch(/^src\/[\w./-]+:\d+: /);
  expect(breach.replace(/^\S+ /, '')).toBe(said);
  expect(breach).toContain(`src/${file}:`);
  expect(more).toEqual([]);
});

test('no file imports another in a circle, not even for types alone', () => {
  const folder = treeOf({
    'core/a.ts': `import { b } from './b.ts';`,
    'core/b.ts': `import './c.ts';`,
    'core/c.ts': `import type { A } from './a.ts';`,
    'core/d.ts': `import './a.ts'; import('./e.ts');`,
    'core/e.ts': `import './d.ts';`,
  });
  expect(checkFolder(folder)).toEqual([
    'a circle of imports: src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts',
  ]);
});

test('the rules are those of the page', () => {
  const page = `| room | job | imports |\n|---|---|---|\n| \`a\` | | \`b\`, lazily \`c\` |\n| \`b\`, \`c\` | | |
\n| thing | door |\n|---|---|\n| \`x\`, the clock | \`b\` |\n`;
  const { mayImport, doors } = readTables(page);
  expect(['b/1.ts', 'c/1.ts', 'd/1.ts'].map((target) => mayImport('a/1.ts', target, {}))).toEqual([
    true,
    false,
    false,
  ]);
  expect(mayImport('a/1.ts', 'c/1.ts', { isLazy: true })).toBe(true);
  expect(mayImport('b/1.ts', 'a/1.ts', {})).toBe(false);
  expect([...doors]).toEqual([
    ['x', 'b'],
    ['the clock', 'b'],
  ]);
  expect(() => readTables('no tables')).toThrow('has no tables');
});

test('as a program it says where, and fails', () => {
  const script = fileURLToPath(new URL('../../scripts/check-imports.mjs', import.meta.url));
  const folder = treeOf({ 'ui/a.ts': `// a comment\nimport 'undici';` });
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'src/ui/a.ts:2: only net may import undici\n' });
});
