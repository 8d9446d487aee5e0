import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS_PAGES, DECLARED, type Declarations, withTables } from '../../scripts/command-tables.ts';
import { type CommandSpec, mayLogIn } from '../../src/commands/spec.ts';
import { type OptionDeclaration, optionKeyOf } from '../../src/core/option.ts';

const page = readFileSync('docs/commands.md', 'utf8');

function withCommand(name: string, change: (spec: CommandSpec) => Partial<CommandSpec>): Declarations {
  const commands = DECLARED.commands.map((spec) =>
    spec.name === name ? { ...spec, ...change(spec) } : spec,
  );
  return { ...DECLARED, commands };
}

function withOption(name: string, key: string, change: Partial<OptionDeclaration>): Declarations {
  return withCommand(name, ({ options }) => ({ options: changed(options, key, change) }));
}

function changed(options: readonly OptionDeclaration[], key: string, change: Partial<OptionDeclaration>) {
  return options.map((option) => (optionKeyOf(option) === key ? { ...option, ...change } : option));
}

test.each(['en', 'ja'] as const)(
  'the tables of the page of commands (%s) are up to date ("npm run docs" writes them)',
  (language) => {
    const own = readFileSync(`docs/${COMMANDS_PAGES[language]}`, 'utf8');
    expect(withTables(own, language)).toBe(own);
  },
);

describe('what is declared in another way reads so on the page:', () => {
  const value = { read: () => undefined, allowed: 'red, green' };
  const text = { ja: '', en: 'something else' };
  test.each<[string, Declarations, string]>([
    ['flags', withOption('list', 'all', { flags: '-a, --all' }), '| `-a`, `--all` | show other'],
    [
      'a default',
      withOption('renew', 'within', { default: 12 }),
      'as it can be renewed; 0–36500, by default 12 |',
    ],
    [
      'a value left out',
      withOption('list', 'check', { preset: 13 }),
      'so many days; 0–36500, 13 if left out |',
    ],
    ['values', withOption('browser-policy', 'format', { value }), 'printed: `red`, `green` |'],
    ['words of an option', withOption('list', 'desc', { help: text }), '| `--desc` | something else |'],
    [
      'words of a command',
      withCommand('list', () => ({ help: text })),
      '(#list) | something else | nothing; ',
    ],
    ['arguments', withCommand('issue', () => ({ args: '<who>' })), '| [`cert-tool issue <who>`](#issue) |'],
    ['a need', withCommand('issue', () => ({ needs: 'bank' })), 'install it | a bank |'],
    [
      'a need with an option',
      withCommand('remove', () => ({ needs: { default: 'bank', with: { expired: 'login' } } })),
      'revokes nothing | a bank; with `--expired` a login |',
    ],
    [
      'a need without an option',
      withCommand('renew', () => ({ needs: { default: { need: 'login', unless: { option: 'dryRun' } } } })),
      'last 40 days) | a login, unless `--dry-run` |',
    ],
    [
      'a variable of every command',
      { ...DECLARED, shared: changed(DECLARED.shared, 'sandbox', { variable: 'PRACTICE' }) },
      '| `--sandbox` | `PRACTICE=1` |',
    ],
    [
      'a variable for a secret',
      { ...DECLARED, secrets: changed(DECLARED.secrets, 'passwordStdin', { variable: 'PASSPHRASE' }) },
      '| `--password-stdin` | `PASSPHRASE` |',
    ],
  ])('%s', (_, declared, row) => {
    expect(page).not.toContain(row);
    expect(withTables(page, 'en', declared)).toContain(row);
  });
});

describe('what is declared reads so on the Japanese page:', () => {
  const japanese = readFileSync(`docs/${COMMANDS_PAGES.ja}`, 'utf8');
  const text = { ja: '別の言葉', en: '' };
  test.each<[string, Declarations, string]>([
    ['words of an option', withOption('list', 'desc', { help: text }), '| `--desc` | 別の言葉 |'],
    ['words of a command', withCommand('list', () => ({ help: text })), '(#list) | 別の言葉 | なし。'],
    ['a default', withOption('renew', 'within', { default: 12 }), '。0–36500、既定 12 |'],
    [
      'a need without an option',
      withCommand('renew', () => ({ needs: { default: { need: 'login', unless: { option: 'dryRun' } } } })),
      '| ログイン(`--dry-run` では不要) |',
    ],
  ])('%s', (_, declared, row) => {
    expect(japanese).not.toContain(row);
    expect(withTables(japanese, 'ja', declared)).toContain(row);
  });
});

describe('the page is refused', () => {
  test('where a table has no place', () => {
    const option = { flags: '--deep', help: { ja: '', en: '' } };
    expect(() =>
      withTables(
        page,
        'en',
        withCommand('explain', () => ({ options: [option] })),
      ),
    ).toThrow('options of explain');
  });

  test('where a place has no table', () => {
    expect(() =>
      withTables(
        page,
        'en',
        withCommand('remove', () => ({ options: [], needs: 'nothing' })),
      ),
    ).toThrow('the page has places for');
  });

  test('where a command is gone that there are words for', () => {
    expect(() =>
      withTables(
        page,
        'en',
        withCommand('list', () => ({ name: 'show' })),
      ),
    ).toThrow('words for list');
  });

  test('where a need names no option', () => {
    const needs = { default: 'nothing', with: { deep: 'bank' } } as const;
    expect(() =>
      withTables(
        page,
        'en',
        withCommand('list', () => ({ needs })),
      ),
    ).toThrow('no option deep');
  });
});

test('the commands that may log in are those that take the options for secrets', () => {
  const taking = DECLARED.commands.filter(({ options }) =>
    DECLARED.secrets.every((secret) => options.includes(secret)),
  );
  expect(taking).toEqual(DECLARED.commands.filter(mayLogIn));
  expect(taking.length).toBeGreaterThan(3);
});
