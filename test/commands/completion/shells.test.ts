import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHELLS } from '../../../src/commands/completion/spec.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { offered, SHELL_PROGRAMS } from '../../support/shells.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const COMMANDS_IN_RE = ['remove', 'renew', 'report', 'retire', 'revoke'];

/** What every shell offers at the end of a line; exactly that. */
const EXACT: Readonly<Record<string, readonly string[]>> = {
  // Commands by their beginnings, behind options and their values, too.
  'cert-tool re': COMMANDS_IN_RE,
  'cert-tool --json re': COMMANDS_IN_RE,
  'cert-tool --lang ja re': COMMANDS_IN_RE,
  'cert-tool --lang=ja re': COMMANDS_IN_RE,
  'cert-tool --store-dir sandbox re': COMMANDS_IN_RE,
  'cert-tool sandbox u': ['unlock', 'users'],
  'cert-tool --json sandbox --quiet n': ['new-ca'],
  'cert-tool sandbox users a': ['add'],
  'cert-tool help e': ['environment', 'explain'],
  'cert-tool help sandbox n': ['new-ca'],
  'cert-tool sandbox help n': ['new-ca'],
  'cert-tool completion ': ['bash', 'fish', 'powershell', 'zsh'],
  'cert-tool nothing-like-it': [],
  // Options.
  'cert-tool renew --k': ['--keep-going', '--keep-old', '--key-size'],
  'cert-tool renew taro --ke': ['--keep-going', '--keep-old', '--key-size'],
  'cert-tool list --lan': ['--lang'],
  'cert-tool --vers': ['--version'],
  'cert-tool sandbox start --por': ['--port', '--portal-port'],
  'cert-tool list --check --js': ['--json'],
  'cert-tool explain --key': [],
  // Values.
  'cert-tool --lang ': ['en', 'ja'],
  'cert-tool list --lang=': ['en', 'ja'],
  'cert-tool list --lang=j': ['ja'],
  'cert-tool issue --store n': ['native', 'nss'],
  'cert-tool list --sort ': ['expires', 'login-id', 'name', 'role', 'state'],
  'cert-tool list --format ': ['prometheus'],
  'cert-tool browser-policy --format ': ['json', 'reg'],
  'cert-tool issue --key-size 2': ['2048'],
  // Files and folders.
  'cert-tool issue --from us': ['users.csv'],
  'cert-tool issue --from=us': ['users.csv'],
  'cert-tool report us': ['users.csv'],
  'cert-tool sandbox users add us': ['users.csv'],
  // Free text.
  'cert-tool issue ta': [],
  'cert-tool issue ': [],
  'cert-tool issue --login-id ta': [],
  'cert-tool issue --login-id=ta': [],
  'cert-tool renew ': [],
  'cert-tool revoke taro ta': [],
  'cert-tool sandbox start --port ': [],
  'cert-tool issue -- --js': [],
};

const FOLDERS = ['cert-tool list --store-dir st', 'cert-tool list --store-dir=st'];

function someFolder(): string {
  const folder = tempFolder();
  for (const name of ['users.csv', 'taro', 'stock']) writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'store'));
  return folder;
}

async function scriptFor(shell: string, lang: 'ja' | 'en'): Promise<string> {
  const env = { CERT_TOOL_HOME: tempFolder() };
  const { exitCode, stdout, stderr } = await runInProcess(['completion', shell, '--lang', lang], { env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

for (const shell of SHELLS) {
  const isMissing = SHELL_PROGRAMS[shell] === undefined;
  describe.skipIf(isMissing)(`${shell}${isMissing ? ` (needs ${shell}: skipped)` : ''}`, () => {
    test.each(['en', 'ja'] as const)('completes in the language %s', { timeout: 120_000 }, async (lang) => {
      const folder = someFolder();
      const file = join(tempFolder(), shell === 'powershell' ? 'completion.ps1' : 'completion');
      writeFileSync(file, await scriptFor(shell, lang));
      const lines = [...Object.keys(EXACT), ...(shell === 'zsh' ? [] : ['cert-tool list '])];
      const found = await offered(shell, file, [...lines, ...FOLDERS], folder);
      expect(Object.fromEntries(lines.map((line, index) => [line, found[index]]))).toEqual({
        ...EXACT,
        // zsh offers the options where there is nothing else.
        ...(shell === 'zsh' ? {} : { 'cert-tool list ': [] }),
      });
      const folders = found.slice(lines.length).map((each) => each.map((name) => name.replace(/\/$/, '')));
      expect(folders).toEqual(FOLDERS.map(() => ['store']));
    });
  });
}
