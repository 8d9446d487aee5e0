import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCRIPTS } from '../../../src/commands/completion/scripts.ts';
import { type CompletedShell, SHELLS } from '../../../src/commands/completion/spec.ts';
import { completionTree } from '../../../src/commands/completion/tree.ts';
import type { Declared } from '../../../src/commands/deps.ts';
import { COMMANDS } from '../../../src/commands/index.ts';
import type { CommandSpec } from '../../../src/commands/spec.ts';
import { longNameOf, type OptionDeclaration } from '../../../src/core/option.ts';
import { SHARED_OPTIONS } from '../../../src/core/shared-options.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { inShell, offered, POWERSHELL_ARGS, SHELL_PROGRAMS } from '../../support/shells.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CTRL_U, ENTER, openTerminal } from '../../support/terminal.ts';

const COMMANDS_IN_RE = ['remind', 'remove', 'renew', 'report', 'retire', 'revoke'];

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
  'cert-tool list --nothing=ta': [],
  'cert-tool list --nothing ta': [],
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

/** Says so in a file if it is ever started. */
function putProgram(folder: string): string {
  const [bin, marker] = [join(folder, 'bin'), join(folder, 'was-started')];
  mkdirSync(bin);
  writeFileSync(join(bin, 'cert-tool'), `#!/bin/sh\n: >'${marker}'\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'cert-tool.ps1'), `New-Item '${marker}'\n`);
  return marker;
}

/** By what a shell says of a script without running it. */
const SYNTAX: Readonly<Record<CompletedShell, (file: string) => readonly string[]>> = {
  bash: (file) => ['-n', file],
  zsh: (file) => ['-f', '-n', file],
  fish: (file) => ['--no-config', '-n', file],
  powershell: (file) => [
    ...POWERSHELL_ARGS,
    `$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('${file}', [ref]$null, [ref]$errors); $errors`,
  ],
};

function fileOf(script: string): string {
  const file = join(tempFolder(), 'completion.ps1');
  writeFileSync(file, script);
  return file;
}

/** Words that mean something to a shell. */
const AWKWARD = `it's "a" \`b\` $(c) $d [e] {f} \\g;h|i:j '' 'k' !l %m 日本語 ${'\\'}`;

/** The commands as they are, all of them described by this. */
function declaredWith(text: string): Declared {
  const help = { ja: text, en: text };
  const commands = COMMANDS.map((spec) => ({
    ...spec,
    help,
    options: spec.options.map((option: OptionDeclaration) => ({ ...option, help })),
  }));
  return { commands, groups: { sandbox: help, 'sandbox users': help }, topics: { environment: help } };
}

/** Every long option that is declared for a command. */
const optionsOf = ({ options }: CommandSpec) =>
  [...options.map(longNameOf), ...SHARED_OPTIONS.map(longNameOf), '--help'].sort();

for (const shell of SHELLS) {
  const isMissing = SHELL_PROGRAMS[shell] === undefined;
  describe.skipIf(isMissing)(`${shell}${isMissing ? ` (needs ${shell}: skipped)` : ''}`, () => {
    test.each(['en', 'ja'] as const)('completes in the language %s', { timeout: 120_000 }, async (lang) => {
      const folder = someFolder();
      const marker = putProgram(folder);
      const file = fileOf(await scriptFor(shell, lang));
      const lines = [...Object.keys(EXACT), ...(shell === 'zsh' ? [] : ['cert-tool list '])];
      const found = await offered(shell, file, [...lines, ...FOLDERS], folder);
      expect(Object.fromEntries(lines.map((line, index) => [line, found[index]]))).toEqual({
        ...EXACT,
        // zsh offers the options where there is nothing else.
        ...(shell === 'zsh' ? {} : { 'cert-tool list ': [] }),
      });
      const folders = found.slice(lines.length).map((each) => each.map((name) => name.replace(/[\\/]$/, '')));
      expect(folders).toEqual(FOLDERS.map(() => ['store']));
      expect(existsSync(marker), 'the program was started').toBe(false);
    });

    test('offers every option of every command', { timeout: 120_000 }, async () => {
      const lines = COMMANDS.map(({ name }) => `cert-tool ${name} --`);
      const found = await offered(shell, fileOf(await scriptFor(shell, 'en')), lines, someFolder());
      expect(found).toEqual(COMMANDS.map(optionsOf));
    });

    test('takes the script as its own language, whatever the descriptions are', async () => {
      const tree = completionTree(declaredWith(AWKWARD), 'ja');
      for (const script of [await scriptFor(shell, 'ja'), SCRIPTS[shell](tree)]) {
        expect(await inShell(shell, SYNTAX[shell](fileOf(script)), tempFolder())).toBe('');
      }
      const file = fileOf(SCRIPTS[shell](tree));
      const lines = ['cert-tool rem', 'cert-tool renew --keep-o', 'cert-tool sandbox sta'];
      expect(await offered(shell, file, lines, tempFolder())).toEqual([
        ['remove'],
        ['--keep-old'],
        ['start'],
      ]);
    });
  });
}

const hasNoBash = SHELL_PROGRAMS.bash === undefined;
test.skipIf(hasNoBash)(`bash at a terminal${hasNoBash ? ' (needs bash: skipped)' : ''}`, async () => {
  const folder = someFolder();
  const file = fileOf(await scriptFor('bash', 'en'));
  const env = { PATH: process.env['PATH'], HOME: folder, PS1: '> ', LC_ALL: 'C.UTF-8' };
  const terminal = openTerminal(folder, [], {
    other: { program: ['bash', '--norc', '--noprofile', '-i'], env },
  });
  terminal.type(`cd '${folder}'; source '${file}'${ENTER}`);
  for (const [typed, shown] of [
    ['ren', 'cert-tool renew '],
    ['issue --lang=j', '--lang=ja '],
    ['issue --from us', '--from users.csv '],
    ['issue --from=us', '--from=users.csv '],
    ['issue --store-dir ~/sto', '--store-dir ~/store'],
    ['issue --store-dir=st', '--store-dir=store'],
  ] as const) {
    terminal.type(`cert-tool ${typed}\t`);
    await terminal.waitFor(shown);
    terminal.type(CTRL_U);
  }
  terminal.type(`exit${ENTER}`);
  expect(await terminal.exitCode).toBe(0);
});

test('the script for PowerShell is all ASCII, in Japanese too', async () => {
  expect(await scriptFor('powershell', 'ja')).toMatch(/^[\n\x20-\x7e]+$/);
});

describe('completion', () => {
  const completion = (argv: readonly string[], columns?: number) =>
    runInProcess(['completion', ...argv], {
      env: { CERT_TOOL_HOME: tempFolder() },
      ...(columns && { columns }),
    });

  test.each(SHELLS)('%s as a document', async (shell) => {
    const { exitCode, stdout } = await completion([shell, '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'cert-tool/completion/1',
      ok: true,
      shell,
      script: await scriptFor(shell, 'en'),
    });
  });

  test.each([
    ['tcsh', 'the shell "tcsh" (one of bash, zsh, fish, powershell)'],
    ['bsh', '(did you mean bash?)'],
    ['pwsh', '(did you mean powershell?)'],
    ['', 'one of bash'],
    [undefined, 'the argument shell is missing'],
  ])('knows no shell %j', async (given, words) => {
    const { exitCode, stdout, stderr } = await completion(given === undefined ? [] : [given]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('is not cut to a terminal', async () => {
    const narrow = await completion(['bash', '--lang', 'en'], 40);
    expect(narrow.stdout).toBe(await scriptFor('bash', 'en'));
  });
});
