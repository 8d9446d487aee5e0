import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asciiJson } from '../../src/core/text.ts';
import { createUi, type UiOptions } from '../../src/ui/create.ts';
import { createRedactor } from '../../src/ui/redaction.ts';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const ui = (options: Partial<UiOptions> = {}) =>
  createUi({
    language: 'ja',
    json: false,
    input: false,
    verbosity: 'normal',
    color: false,
    signal: new AbortController().signal,
    ...options,
  });

describe('what goes where', () => {
  test('results to stdout, all else to stderr', async () => {
    const it = await ui();
    it.result('result');
    it.document({ a: 1 });
    it.info('info');
    it.warn('warn');
    it.say('say');
    it.detail('detail');
    it.end();
    expect(out).toBe('result\n');
    expect(err).toBe('info\nwarn\nsay\n');
  });

  test('on a narrow terminal a result is broken between words, but not what is to be copied', async () => {
    Object.defineProperty(process.stdout, 'columns', { value: 10, configurable: true });
    const it = await ui().finally(() => Reflect.deleteProperty(process.stdout, 'columns'));
    it.result('{"OU": "A B C"}', 'to-copy');
    it.result('words and words');
    expect(out).toBe('{"OU": "A B C"}\nwords and\nwords\n');
  });

  test('a line that is indented goes on below itself', async () => {
    Object.defineProperty(process.stdout, 'columns', { value: 10, configurable: true });
    const it = await ui().finally(() => Reflect.deleteProperty(process.stdout, 'columns'));
    it.result('  one two three');
    expect(out).toBe('  one two\n  three\n');
  });

  test('what is coloured as a whole is broken likewise, and stays coloured', async () => {
    Object.defineProperty(process.stdout, 'columns', { value: 10, configurable: true });
    const it = await ui({ color: true }).finally(() => Reflect.deleteProperty(process.stdout, 'columns'));
    it.result(it.style('good', 'words and words'));
    expect(out).toBe('\u001b[32mwords and\nwords\u001b[39m\n');
  });

  test('with --json the document alone to stdout', async () => {
    const it = await ui({ json: true });
    it.result('result');
    it.document({ a: 1 });
    it.info('info');
    it.end();
    it.end();
    expect(out).toBe('{"a":1}\n');
    expect(err).toBe('info\n');
  });

  test('every warning that is shown is in the document, whenever it came, once and without secrets', async () => {
    const it = await ui({ json: true, verbosity: 'quiet' });
    it.hide('s3cret-77');
    const warning = { code: 'CT-0003', name: 'predecessor-stays', message: 'it stays' };
    it.warn(warning);
    it.document({ ok: true, warnings: [warning, { message: 'own' }] });
    it.warn('a s3cret-77');
    it.say('no warning');
    it.info('no warning');
    it.detail('no warning');
    it.end();
    expect(JSON.parse(out)).toEqual({
      ok: true,
      warnings: [warning, { message: 'own' }, { message: 'a ********' }],
    });
    expect(err).toBe('注意 CT-0003: it stays\na ********\nno warning\n');
  });

  test('of several documents the last one is written, and nothing after one that was written at once', async () => {
    const it = await ui({ json: true });
    it.document({ ok: true });
    it.document({ ok: false });
    it.end();
    expect(out).toBe('{"ok":false}\n');
    const other = await ui({ json: true });
    other.document({ a: 1 }, 'at-once');
    other.document({ b: 2 });
    other.end();
    expect(out).toBe('{"ok":false}\n{"a":1}\n');
  });

  test('quiet keeps warnings, verbose adds details', async () => {
    const quiet = await ui({ verbosity: 'quiet' });
    quiet.info('info');
    quiet.warn('warn');
    quiet.detail('detail');
    const verbose = await ui({ verbosity: 'verbose' });
    verbose.detail('de\u001btail');
    expect(err).toBe('warn\nde\\u{1b}tail\n');
  });

  test('the log gets every line, whatever is shown, without secrets', async () => {
    const lines: string[] = [];
    const it = await ui({ verbosity: 'quiet', log: (kind, line) => lines.push(`${kind}: ${line}`) });
    it.hide('s3cret-77');
    it.info('a s3cret-77');
    it.warn('b s3cret-77');
    it.detail('c https://taro:pw@host');
    expect(lines).toEqual(['info: a ********', 'warn: b ********', 'detail: c https://********@host']);
  });
});

describe('parameters of a message', () => {
  test('are made safe, in both languages', async () => {
    expect((await ui()).text('list.unfinished', { loginId: 'x\u001b[2J\ny' })).not.toMatch(/\p{Cc}/u);
    const what = { ja: 'あ\u202e', en: 'a' };
    expect((await ui()).text('bank.kept', { file: what })).toContain('あ\\u{202e}');
  });
});

describe('redaction', () => {
  test('masks a secret as it is, in JSON, and in a URL', async () => {
    const redactor = createRedactor();
    redactor.hide('p"ä ß/\\x');
    const shown = ['p"ä ß/\\x', JSON.stringify('p"ä ß/\\x'), encodeURIComponent('p"ä ß/\\x')].join(' ');
    expect(redactor.redact(shown)).toBe('******** "********" ********');
  });

  test('masks what one secret leaves of another', async () => {
    const redactor = createRedactor();
    redactor.hide('abcd');
    redactor.hide('abcdefgh');
    expect(redactor.redact('abcdefgh')).not.toContain('efgh');
  });

  test('takes nothing that is too short, and no pattern', async () => {
    const redactor = createRedactor();
    redactor.hide('');
    redactor.hide('a');
    redactor.hide('....');
    redactor.hide('$&$&');
    expect(redactor.redact('a plain text')).toBe('a plain text');
    expect(redactor.redact('x $&$& ....')).toBe('x ******** ********');
  });

  test('takes a lone surrogate', async () => {
    const redactor = createRedactor();
    redactor.hide('pass\ud800word');
    expect(redactor.redact('x pass\ud800word')).toBe('x ********');
  });
});

describe('JSON', () => {
  test.each([
    ['データ花子 💥 \u007f \u0080 \uffff'],
    ['\ud800 lone'],
    [{ 名前: ['あ', null, 1, true, { 'x\u2028': '\n\t"\\' }] }],
  ])('%j is ASCII and reads back as it was', (value) => {
    const text = asciiJson(value);
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

test('colours are there only where they are on', async () => {
  expect((await ui({ color: true })).style('bad', 'x')).toBe('\u001b[31mx\u001b[39m');
  expect((await ui({ color: false })).style('bad', 'x')).toBe('x');
});
