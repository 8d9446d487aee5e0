import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { TableColumn } from '../../src/core/ports/ui.ts';
import { columnsOf } from '../../src/ui/output.ts';
import { printable } from '../../src/ui/printable.ts';
import { fields, table } from '../../src/ui/table.ts';
import { padToWidth, widthOf } from '../../src/ui/width.ts';

const TEXTS = [
  '',
  'plain ASCII ~',
  'データ花子',
  'データハナコ',
  'ﾃﾞｰﾀﾊﾅｺ',
  '半角と全角Ａ１',
  'が', // decomposed: か and a combining voiced sound mark
  'é',
  '漢字、句読点。「」',
  '한국어',
  '𠮷野家',
  '💥',
  '🏦',
  '①',
  '¥100',
];

describe('the width of a text on a terminal', () => {
  test.each(TEXTS)('%s', (text) => {
    expect(widthOf(text)).toBe(stringWidth(text));
    expect(stringWidth(padToWidth(text, 30))).toBe(30);
  });

  test('is never cut', () => {
    expect(padToWidth('データ花子', 3)).toBe('データ花子');
  });
});

describe('text from elsewhere', () => {
  test.each([
    ['a\u001b[31mred', 'a\\u{1b}[31mred'],
    ['a\u009b31m', 'a\\u{9b}31m'],
    ['a\nb\r\tc', 'a\\u{a}b\\u{d}\\u{9}c'],
    ['\u0000\u0007\u0008\u007f', '\\u{0}\\u{7}\\u{8}\\u{7f}'],
    ['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['a\u200bb\ufeffc\u00ad', 'a\\u{200b}b\\u{feff}c\\u{ad}'],
    ['a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['\udc00', '\\u{dc00}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ue000', '\\u{e000}'],
  ])('%j is shown harmless', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(printable(text))).toBe(shown);
  });

  test.each(TEXTS)('%s is left alone', (text) => {
    expect(printable(text)).toBe(text);
  });
});

describe('a table', () => {
  test('has its columns under each other, whatever is written', () => {
    const lines = table([
      { title: '名前', texts: TEXTS },
      { title: 'No.', texts: TEXTS.map((_, index) => `${index}`) },
      { title: '状態', texts: TEXTS.map(() => 'end') },
    ]);
    expect(lines).toHaveLength(TEXTS.length + 1);
    const starts = lines.slice(1).map((line) => stringWidth(line.slice(0, line.lastIndexOf('end'))));
    expect(new Set(starts).size).toBe(1);
    expect(stringWidth((lines[0] ?? '').slice(0, (lines[0] ?? '').indexOf('状態')))).toBe(starts[0]);
  });

  test('cannot be broken by a name with a new line or an escape', () => {
    const lines = table([
      { title: 'a', texts: ['x\ny\u001b[2J'] },
      { title: 'b', texts: ['z'] },
    ]);
    expect(lines).toEqual(['a                 b', 'x\\u{a}y\\u{1b}[2J  z']);
  });

  test('styles the padded text of a row, so that colours do not move the columns', () => {
    const style = (text: string, row: number) => (row === 0 ? `<${text}>` : text);
    expect(
      table([
        { title: 'ab', texts: ['x', 'u'], style },
        { title: 'c', texts: ['y', 'v'], style },
      ]),
    ).toEqual(['ab  c', '<x >  <y>', 'u   v']);
  });

  test('without rows is its titles', () => {
    expect(
      table([
        { title: 'a', texts: [] },
        { title: 'bc', texts: [] },
      ]),
    ).toEqual(['a  bc']);
  });

  test('of many rows does not fail', () => {
    const texts = Array.from({ length: 200_000 }, () => 'x');
    expect(table([{ title: 'a', texts }])).toHaveLength(200_001);
  });
});

describe('a text that may be shortened', () => {
  const NAMES = ['山田太郎の証明書、その一', 'short'];
  const columnsFor = (names: readonly string[], others: readonly string[]) => [
    { title: 'a', texts: names, mayBeCut: (row: number) => names[row] !== 'short' },
    { title: 'b', texts: others },
  ];

  test('is shortened as far as the table needs, to 20 columns at least', () => {
    const columns = columnsFor(NAMES, ['x', 'y']);
    expect(table(columns, 27)[1]).toBe('山田太郎の証明書、その一  x');
    expect(table(columns, 26)[1]).toBe('山田太郎の証明書、その…  x');
    expect(table(columns, 23)).toEqual([
      'a                     b',
      '山田太郎の証明書、…   x',
      'short                 y',
    ]);
    expect(table(columns, 22)).toEqual([]);
  });

  test('is shortened in the last column too, behind which nothing stands', () => {
    const [names, others] = columnsFor(NAMES, ['x', 'y']) as [TableColumn, TableColumn];
    expect(table([others, names], 23)).toEqual(['b  a', 'x  山田太郎の証明書、…', 'y  short']);
  });

  test('is whole where nothing limits the table, and moves no other row when it is very long', () => {
    const lines = table(columnsFor([...NAMES, 'z'.repeat(300)], ['x', 'y', 'z']));
    expect(lines[3]).toBe(`${'z'.repeat(300)}  z`);
    expect(lines[2]).toBe('short                     y');
  });

  test('keeps its table out where only others are too wide', () => {
    expect(table([{ title: 'a', texts: ['x'.repeat(30)] }], 29)).toEqual([]);
  });
});

describe('the width of an output', () => {
  test.each([
    ['a terminal', { isTTY: true, columns: 60 }, 60],
    ['a terminal that does not say', { isTTY: true, columns: 0 }, 80],
    ['a pipe', {}, Number.POSITIVE_INFINITY],
  ] as const)('%s', (_, stream, columns) => {
    expect(columnsOf(stream as NodeJS.WriteStream)).toBe(columns);
  });
});

describe('labelled values', () => {
  test('go on below themselves, or below their label where a word has no room', () => {
    const pairs = [
      ['内容', 'ログインパスワードが違います。'],
      ['CA', '/a/path/that/has/no/room'],
      ['x', '/a/path/that/is/longer/than/any/line'],
    ] as const;
    expect(fields(pairs, 26)).toEqual([
      '内容  ログインパスワードが',
      '      違います。',
      'CA',
      '  /a/path/that/has/no/room',
      'x',
      '/a/path/that/is/longer/than/any/line',
    ]);
  });

  test('stand under each other', () => {
    expect(
      fields([
        ['有効期限', '2027年'],
        ['CN', 'x\ny'],
      ]),
    ).toEqual(['有効期限  2027年', 'CN        x\\u{a}y']);
    expect(fields([])).toEqual([]);
  });
});
