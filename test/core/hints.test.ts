import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { catalogue } from '../../src/core/catalogue/index.ts';
import { commandLine, type Hints, PLAIN_HINTS, sentence } from '../../src/core/hints.ts';
import { messages } from '../../src/ui/messages/index.ts';

const ALL: Hints = {
  program: 'npx cert-tool',
  shell: 'posix',
  bank: ['--bank', 'https://bank.example'],
  caFile: ['--ca-file', 'my roots.pem'],
  proxy: ['--proxy', 'proxy.example:3128'],
  store: ['--store', 'file', '--store-dir', "it's here"],
  actor: { loginId: 'hanako' },
};
const BANK = "--bank https://bank.example --ca-file 'my roots.pem' --proxy proxy.example:3128";
const STORE = `--store file --store-dir 'it'\\''s here'`;

test('a parameter that is empty goes with the blank behind it', () => {
  const filled = sentence(
    'Run it again. {takes} {support} {unknown}',
    { takes: '', support: 'Phone.' },
    'en',
    ALL,
  );
  expect(filled).toBe('Run it again. Phone. {unknown}');
});

describe('a command that is suggested', () => {
  test.each([
    [['issue', 'taro'], `issue taro ${BANK} ${STORE}`],
    [['renew', 'a b'], `renew 'a b' ${BANK} ${STORE}`],
    [['remove', '--superseded'], `remove --superseded ${BANK} ${STORE}`],
    [['list'], `list ${BANK} ${STORE}`],
    [['list', '--users'], `list --users ${BANK} ${STORE} --login-id hanako`],
    [['revoke', 'taro'], `revoke taro ${BANK} ${STORE} --login-id hanako`],
    [['open', 'taro'], `open taro ${BANK} ${STORE}`],
    [['doctor', 'taro'], `doctor taro ${BANK} ${STORE}`],
    [['browser-policy'], `browser-policy ${BANK}`],
    [['issue', '--sandbox', 'taro'], `issue --sandbox taro ${STORE}`],
    [['sandbox', 'install', 'taro'], `sandbox install taro ${STORE}`],
    [['sandbox', 'info'], 'sandbox info'],
    [['explain', 'CT-3001'], 'explain CT-3001'],
    [['list', '--help'], 'list --help'],
    [[], ''],
  ])('%j says what it needs besides', (words, line) => {
    expect(commandLine(ALL, words)).toBe(`npx cert-tool ${line}`.trim());
    expect(commandLine(PLAIN_HINTS, words)).toMatch(/^cert-tool/);
    expect(commandLine(PLAIN_HINTS, words)).not.toMatch(/--(bank|store|ca-file|login-id)/);
  });

  test('never repeats the password of a URL', () => {
    const hints = { ...ALL, store: ['--store-dir', 'https://taro:himitsu@host/'] };
    expect(commandLine(hints, ['list'])).not.toContain('himitsu');
  });

  test('goes without the roots of another bank to the practice bank', () => {
    expect(commandLine({ ...ALL, bank: ['--sandbox'] }, ['issue', 'taro'])).toBe(
      `npx cert-tool issue taro --sandbox ${STORE}`,
    );
  });
});

describe('a sentence', () => {
  const said = (text: string, params = {}) =>
    sentence(text, params, 'en', { ...ALL, caFile: [], proxy: [], store: [] });

  test('has its commands ready to be typed, with the values in quotes where they need them', () => {
    expect(said('Run "cert-tool issue {loginId}".', { loginId: "o'neil" })).toBe(
      `Run "npx cert-tool issue 'o'\\''neil' --bank https://bank.example".`,
    );
    expect(said('「cert-tool issue <ログインID>」を実行')).toBe(
      '「npx cert-tool issue <ログインID> --bank https://bank.example」を実行',
    );
    expect(said('use --nss-profile {folder}.', { folder: '/a b' })).toBe("use --nss-profile '/a b'.");
    expect(said('See {what}.', { what: 'a b' })).toBe('See a b.');
  });

  test('names the login ID of the case where its command names none', () => {
    expect(said('"cert-tool issue --check-bank"', { loginId: 'taro' })).toContain(
      'issue --check-bank taro --bank',
    );
    expect(said('"cert-tool renew"', { loginId: 'taro' })).toContain('renew taro --bank');
    expect(said('"cert-tool issue {loginId}"', { loginId: 'taro' })).toContain('issue taro --bank');
    expect(said('"cert-tool list"', { loginId: 'taro' })).not.toContain('taro');
    expect(said('"cert-tool issue"')).toContain('"npx cert-tool issue --bank');
  });

  test('takes no placeholder from a value, and leaves what nobody gave', () => {
    expect(said('"cert-tool issue {loginId}" {other}', { loginId: '{other}', other: '{loginId}' })).toBe(
      `"npx cert-tool issue '{other}' --bank https://bank.example" {loginId}`,
    );
    expect(said('{unknown}')).toBe('{unknown}');
  });

  test('of the program by another name is left as it is', () => {
    expect(said('cert-tool cannot; take "cert-tool.exe"')).toBe('cert-tool cannot; take "cert-tool.exe"');
  });
});

describe('no command is written so that it stays raw', () => {
  const texts = [
    ...Object.entries(catalogue).flatMap(([name, { message, cause, remedy }]) =>
      [message, cause, remedy].map((text) => [name, text] as const),
    ),
    ...Object.entries(messages),
  ];
  const names = [...COMMANDS.map(({ name }) => name.split(' ')[0]), '--'].join('|');
  const mentioned = new RegExp(`cert-tool (${names})`, 'g');

  test.each(texts)('%s', (_name, text) => {
    for (const language of ['ja', 'en'] as const) {
      const all = text[language].match(mentioned)?.length ?? 0;
      const made = sentence(text[language], {}, language, { ...PLAIN_HINTS, program: 'npx cert-tool' });
      expect(made.match(/npx cert-tool/g)?.length ?? 0).toBeGreaterThanOrEqual(all);
      expect(made.replaceAll('npx cert-tool', '')).not.toMatch(mentioned);
    }
  });
});
