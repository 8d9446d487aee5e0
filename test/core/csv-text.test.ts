import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';
import { csvDay, csvText, csvTime, withoutApostrophe } from '../../src/core/csv-text.ts';

const cellsOf = (text: string) => readCsv(text.slice(1)).map((row) => row.map((cell) => cell.text));

test('begins with the mark by which Excel knows UTF-8; every line ends in CR LF', () => {
  expect(csvText([['ログインID', 'n'], ['花子', 7], [undefined]])).toBe(
    '\uFEFFログインID,n\r\n花子,7\r\n\r\n',
  );
});

test('commas, quotation marks and ends of lines stay in their cell', () => {
  const row = ['a,b', 'say "so"', 'one\r\ntwo', 'tab\tstop'];
  expect(cellsOf(csvText([row]))).toEqual([row]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠x', '\t=1', '\r=1', '\n=1'])(
  '%j is text and no formula',
  (text) => expect(cellsOf(csvText([[text]]))).toEqual([[`'${text}`]]),
);

test.each([
  ...['007', '1E5', '1e10', '123456789012', `${'0'.repeat(31)}1`, '1-2', '1.50', '1,234', '12:30', '5%'],
  ...['mar1', 'MAY-01', '1sept', '12December', 'june2026'],
])('%s stays what it is', (text) => {
  expect(cellsOf(csvText([[text], ['']]))[0]).toEqual([`'${text}`]);
});

test.each([
  ...['0', '7', '12345678901', 'e10', '0x1f', "'quoted'", 'mayu1', 'march', 'junko12', '1a', 'taro-1'],
  ...['2026-12-31', '2026-12-31 08:59:59'],
])('%s needs no apostrophe', (text) => expect(csvText([[text]])).toBe(`\uFEFF${text}\r\n`));

test('what stood before an apostrophe was put in front is found again', () => {
  const plain = fc.string().filter((text) => !text.startsWith("'"));
  fc.assert(
    fc.property(plain, (text) => {
      const [, [cell = ''] = []] = cellsOf(
        csvText([
          ['one', 'other'],
          [`${text}.`, '-'],
        ]),
      );
      expect(withoutApostrophe(cell)).toBe(`${text}.`);
    }),
  );
  expect(withoutApostrophe("'taro")).toBe("'taro");
});

test('moments and days are Japan’s, as spreadsheets understand them', () => {
  const moment = new Date('2026-12-30T23:59:59Z');
  expect([csvTime(moment), csvDay(moment, 'ja')]).toEqual(['2026-12-31 08:59:59', '2026-12-31']);
  expect(csvDay(new Date('9999-12-31T23:59:59Z'), 'ja')).toBe('期限なし');
});
