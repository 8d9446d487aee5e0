import { describe, expect, test } from 'vitest';
import { type CatalogueEntry, catalogue, type ErrorName } from '../../src/core/catalogue/index.ts';
import {
  CertToolError,
  canInterrupt,
  codeOf,
  errorJson,
  exitCodeOf,
  exitCodeOfEntry,
  findEntry,
  interruptedCode,
  messageOf,
  remedyOf,
  toCertToolError,
} from '../../src/core/error.ts';
import { PLAIN_HINTS } from '../../src/core/hints.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { fill, maskUrlPassword } from '../../src/core/text.ts';

/** The promise to scripts (docs/commands.md). */
const EXIT_CODES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 129, 130, 143];
const entries = Object.entries(catalogue) as [ErrorName, CatalogueEntry][];
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogue', () => {
  test.each(entries)('%s', (name, entry) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(entry.code).toMatch(/^CT-\d{4,6}$/);
    expect(EXIT_CODES).toContain(exitCodeOfEntry(entry));
    for (const part of ['message', 'cause', 'remedy'] as const) {
      const { ja, en } = entry[part];
      expect(en).toMatch(/^[\x20-\x7e–—’…]+$/);
      expect(ja).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
      expect(placeholders(ja)).toEqual(placeholders(en));
      expect(ja + en).not.toMatch(/^\s|\s$| {2}|undefined|TODO/);
    }
    // Explained without a case at hand: a cause with a gap would explain nothing.
    expect(placeholders(entry.cause.ja).filter((each) => each !== '{"loginId"')).toEqual([]);
  });

  test('names no code twice, in an interrupted form neither', () => {
    const codes = entries.flatMap(([, entry]) => [
      entry.code,
      ...(canInterrupt(entry) ? [interruptedCode(entry)] : []),
    ]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('has the names that scripts rely on', () => {
    const promised: [ErrorName, string][] = [
      ['internal', 'CT-1001'],
      ['credentials-refused', 'CT-3001'],
      ['timeout', 'CT-6004'],
      ['issued-elsewhere', 'CT-5004'],
      ['attention', 'CT-11001'],
      ['cancelled', 'CT-130001'],
    ];
    for (const [name, code] of promised) expect(catalogue[name].code).toBe(code);
  });
});

describe('the code of an interrupted request', () => {
  test.each([
    ['timeout', 'CT-10604'],
    ['tls-expired', 'CT-10607'],
    ['store-full', 'CT-10703'],
    ['cancelled', 'CT-10930'],
    ['window-closed', 'CT-10929'],
    ['terminated', 'CT-10943'],
  ] as [ErrorName, string][])('%s is %s, exit code 10', (name, code) => {
    const error = new CertToolError(name).asNotInstalledYet();
    expect(codeOf(error)).toBe(code);
    expect(exitCodeOf(error)).toBe(10);
    expect(error.asNotInstalledYet()).toBe(error);
    expect(remedyOf(error, 'en')).toMatch(/not lost.*same command/);
    expect(remedyOf(error, 'ja')).toMatch(/失われません/);
  });
});

test.each([
  [0, false],
  [1, true],
  [8, true],
  [9, false],
  [11, false],
  [128, false],
  [129, true],
  [143, true],
])('an error of exit code %d can interrupt a request that was sent: %s', (exitCode, can) => {
  const sentence = { ja: '', en: '' };
  const texts = { message: sentence, cause: sentence, remedy: sentence };
  expect(canInterrupt({ ...texts, code: `CT-${1000 * exitCode + 1}` })).toBe(can);
});

test('an error keeps what is particular to it, whatever it becomes', () => {
  const cause = new Error('a cause');
  const details = { params: { loginId: 'x' }, attemptsLeft: 3, cause };
  const error = new CertToolError('certificate-expired', details);
  expect([error.name, error.cause, error.message]).toEqual([
    'CertToolError',
    cause,
    expect.stringContaining('x'),
  ]);
  const sent = error.asNotInstalledYet().withResults(['one', 'two']);
  expect(sent).toMatchObject({ errorName: 'certificate-expired', notInstalledYet: true });
  expect(sent.details).toEqual({ ...details, results: ['one', 'two'] });
});

test('a sentence ends where nothing is known to follow', () => {
  const { message } = new CertToolError('certificate-not-found');
  expect(message).toBe(message.trim());
  expect(message).not.toContain('{');
});

test.each([
  ['cancelled', true],
  ['terminated', true],
  ['window-closed', true],
  ['timeout', false],
  ['internal', false],
] as const)('%s is a cancellation: %s', (name, is) => {
  expect(new CertToolError(name).isCancellation).toBe(is);
});

test('a refusal of the bank is told with its code and status where nobody decides on it', () => {
  const from = new Date('2026-07-01T00:00:00Z');
  const error = new BankRefusal('too-early', 409, { requestId: 'r-1', params: { host: 'h' } }, from);
  expect(error).toBeInstanceOf(CertToolError);
  expect(error).toMatchObject({
    ...{ name: 'BankRefusal', errorName: 'unexpected-refusal', code: 'too-early', status: 409 },
    details: { requestId: 'r-1', params: { bankCode: 'too-early', status: 409, host: 'h' } },
    renewableFrom: from,
  });
});

describe('an entry is found', () => {
  test.each(entries)('%s, by each of its spellings', (name, entry) => {
    const bare = entry.code.slice(3);
    for (const spelling of [
      name,
      entry.code,
      entry.code.toLowerCase(),
      bare,
      ` ${entry.code}\n`,
      `${entry.code}.`,
      `「${entry.code}」`,
      `エラー ${entry.code}: 銀行に接続できません 9999`,
      `Error ${entry.code}: what happened`,
      [...entry.code].map((each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0)).join(''),
      `ct${bare}`,
      `CT_${bare}`,
      `CT−${bare}`,
      `ＣＴー${bare}`,
      `エラー${entry.code}と表示されました`,
    ]) {
      expect(findEntry(spelling)).toMatchObject({ name, notInstalledYet: false });
    }
    if (!canInterrupt(entry)) return;
    for (const spelling of [interruptedCode(entry), interruptedCode(entry).slice(3)]) {
      expect(findEntry(spelling)).toMatchObject({ name, notInstalledYet: true });
    }
  });

  test.each([
    '',
    ' ',
    'CT-',
    'CT-9999',
    '1',
    'toString',
    '__proto__',
    '3001x',
    'CT-CT-3001',
    '30ct-01',
    '٣٠٠١',
  ])('but not for %j', (wanted) => {
    expect(findEntry(wanted)).toBeUndefined();
  });
});

describe('the JSON of an error', () => {
  test('has the promised shape, nothing more', () => {
    expect(errorJson(new CertToolError('credentials-refused'), 'en')).toStrictEqual({
      code: 'CT-3001',
      name: 'credentials-refused',
      message: catalogue['credentials-refused'].message.en,
      hint: catalogue['credentials-refused'].remedy.en,
      exitCode: 3,
    });
  });

  test('tells the tries left and the request', () => {
    const details = { attemptsLeft: 0, requestId: 'r-1', cause: new Error('secret'), support: 'x' };
    const json = errorJson(new CertToolError('credentials-refused', details), 'ja');
    expect(Object.keys(json).sort()).toEqual(
      ['attemptsLeft', 'code', 'exitCode', 'hint', 'message', 'name', 'requestId'].sort(),
    );
    expect(json).toMatchObject({ attemptsLeft: 0, requestId: 'r-1', exitCode: 3 });
  });

  test.each(entries)('of %s has no gap for the support line', (name, entry) => {
    const params = Object.fromEntries(
      [entry.message.en, entry.remedy.en]
        .flatMap(placeholders)
        .filter((each) => each !== '{support}')
        .map((each) => [each.slice(1, -1), 'VALUE']),
    );
    for (const language of ['ja', 'en'] as const) {
      const json = errorJson(new CertToolError(name, { params }), language);
      expect(json.message + json.hint).not.toMatch(/\{\w+\}|undefined/);
    }
  });
});

test('what nobody foresaw is a bug, and says nothing of itself', () => {
  const error = toCertToolError(new Error('the password is hunter2'));
  expect([error.errorName, error.cause]).toEqual(['internal', new Error('the password is hunter2')]);
  expect(JSON.stringify(errorJson(error, 'en'))).not.toContain('hunter2');
  const known = new CertToolError('busy', { params: { loginId: 'x' } });
  expect(toCertToolError(known)).toBe(known);
  for (const thrown of [undefined, null, 'text', 5]) expect(exitCodeOf(toCertToolError(thrown))).toBe(1);
});

describe('parameters', () => {
  test('are put in as they are, once', () => {
    expect(fill('{a} {b} {a}', { a: '{b}', b: '$&' })).toBe('{b} $& {b}');
    expect(fill('{a}', { a: { ja: 'あ', en: 'a' } }, 'ja')).toBe('あ');
    expect(fill('{count}', { count: 0 })).toBe('0');
    expect(fill('{missing}')).toBe('{missing}');
  });

  test('in both languages take that of the sentence', () => {
    const params = { what: { ja: '合言葉', en: 'secret' }, option: '--x', variable: 'X' };
    const error = new CertToolError('missing-input', { params });
    expect(messageOf(error, 'ja')).toContain('合言葉');
    expect(messageOf(error, 'en')).toContain('secret');
  });

  test.each([
    ['https://taro:pw@host/path', 'https://********@host/path'],
    ['https://taro@host', 'https://********@host'],
    ['https:/taro:pw@host', 'https:/********@host'],
    ['https://taro:p@w@[', 'https://********@['],
    ['https://taro:p/w@host', 'https://********@host'],
    ['C:/Users/taro@example', 'C:/Users/taro@example'],
    ['taro@example.jp', 'taro@example.jp'],
    ['https://host/ taro@example.jp', 'https://host/ taro@example.jp'],
  ])('never show the password of %s', (text, shown) => {
    expect(maskUrlPassword(text)).toBe(shown);
    expect(fill('x {url}', { url: text })).toBe(`x ${shown}`);
  });
});

test('commands in a remedy name the bank that was meant, but for those that do', () => {
  const error = new CertToolError('certificate-expired', { params: { loginId: 'tarodt' } });
  const sandbox = { ...PLAIN_HINTS, bank: ['--sandbox'] };
  expect(remedyOf(error, 'en', sandbox)).toBe('Get a new one with "cert-tool issue tarodt --sandbox".');
  expect(remedyOf(error, 'ja', { ...PLAIN_HINTS, bank: ['--profile', 'main'] })).toContain(
    '「cert-tool issue tarodt --profile main」',
  );
  expect(remedyOf(error, 'en')).toBe('Get a new one with "cert-tool issue tarodt".');
  expect(errorJson(error, 'en').hint).toBe('Get a new one with "cert-tool issue tarodt".');
  const other = new CertToolError('nothing-to-install', { params: { loginId: 'jirodt' } });
  expect(remedyOf(other, 'en', sandbox)).toBe('Get one with "cert-tool issue --sandbox jirodt".');
});
