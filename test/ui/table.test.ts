import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
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
    const rows = TEXTS.map((text, index) => [{ text }, { text: `${index}` }, { text: 'end' }]);
    const lines = table(['名前', 'No.', '状態'], rows);
    expect(lines).toHaveLength(TEXTS.length + 1);
    const starts = lines.slice(1).map((line) => stringWidth(line.slice(0, line.lastIndexOf('end'))));
    expect(new Set(starts).size).toBe(1);
    expect(stringWidth((lines[0] ?? '').slice(0, (lines[0] ?? '').indexOf('状態')))).toBe(starts[0]);
  });

  test('cannot be broken by a name with a new line or an escape', () => {
    const lines = table(['a', 'b'], [[{ text: 'x\ny\u001b[2J' }, { text: 'z' }]]);
    expect(lines).toEqual(['a                 b', 'x\\u{a}y\\u{1b}[2J  z']);
  });

  test('styles the padded text, so that colours do not move the columns', () => {
    const style = (text: string) => `<${text}>`;
    expect(
      table(
        ['ab', 'c'],
        [
          [
            { text: 'x', style },
            { text: 'y', style },
          ],
        ],
      )[1],
    ).toBe('<x >  <y>');
  });

  test('without rows is its titles, and no row may lack a cell', () => {
    expect(table(['a', 'bc'], [])).toEqual(['a  bc']);
    expect(table(['a', 'b'], [[{ text: 'only' }]])).toEqual(['a     b', 'only']);
  });

  test('of many rows does not fail', () => {
    const rows = Array.from({ length: 200_000 }, () => [{ text: 'x' }]);
    expect(table(['a'], rows)).toHaveLength(200_001);
  });
});

describe('a cell that may be shortened', () => {
  const rows = [
    [{ text: '山田太郎の証明書、その一', mayBeCut: true }, { text: 'x' }],
    [{ text: 'short' }, { text: 'y' }],
  ];

  test('is shortened as far as the table needs, to 20 columns at least', () => {
    expect(table(['a', 'b'], rows, 27)[1]).toBe('山田太郎の証明書、その一  x');
    expect(table(['a', 'b'], rows, 26)[1]).toBe('山田太郎の証明書、その…  x');
    expect(table(['a', 'b'], rows, 23)).toEqual([
      'a                     b',
      '山田太郎の証明書、…   x',
      'short                 y',
    ]);
    expect(table(['a', 'b'], rows, 22)).toEqual([]);
  });

  test('is whole where nothing limits the table, and moves no other row when it is very long', () => {
    const long = [...rows, [{ text: 'z'.repeat(300), mayBeCut: true }, { text: 'z' }]];
    const lines = table(['a', 'b'], long);
    expect(lines[3]).toBe(`${'z'.repeat(300)}  z`);
    expect(lines[2]).toBe('short                     y');
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
