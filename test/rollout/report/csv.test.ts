import { expect, test } from 'vitest';
import { readCsv } from '../../../src/core/csv.ts';
import { reportCsv } from '../../../src/rollout/report/csv.ts';
import { NoExpectedList, readExpected } from '../../../src/rollout/report/expected.ts';
import { ago, certificate, check, failed, issued, reported } from './support.ts';

test('a row for each user, then for each who is silent: read back cell by cell', () => {
  const bank = { bank: { id: '1', name: 'みらい銀行, 本店 "法人"' } };
  const report = reported(
    [check('PC-1', ago(1), [certificate('hanako', 10, bank)]), failed('PC-1', ago(2), 'jiro')],
    [{ loginId: 'saburo', device: 'PC-9' }],
  );
  const text = reportCsv(report, 'ja');
  expect(text).toMatch(/^\uFEFFログインID,.*[^\r]\r\n/);
  expect(text.endsWith('\r\n')).toBe(true);
  const [, ...rows] = readCsv(text.slice(1)).map((cells) => cells.map((cell) => cell.text));
  expect(rows[0]).toEqual(
    expect.arrayContaining([
      'hanako',
      'みらい銀行, 本店 "法人"',
      'PC-1',
      '期限間近',
      '2026-12-08',
      '2026-12-07',
      '6',
    ]),
  );
  expect(rows[1]).toEqual(expect.arrayContaining(['jiro', '失敗', 'CT-3001', 'Refused.']));
  expect(rows[2]).toEqual(expect.arrayContaining(['saburo', 'PC-9', '報告なし']));
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠x', '=cmd|"/c calc"!A1'])(
  '%s is text and no formula',
  (loginId) => {
    const report = reported([failed(loginId, ago(0), loginId, { message: loginId, code: loginId })]);
    for (const row of readCsv(reportCsv(report, 'en').slice(1)).slice(1)) {
      for (const { text } of row) expect(text).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
  },
);

test('a tab or a line’s end in front of a formula is gone already', () => {
  const text = reportCsv(reported([issued('\t=1', ago(0), '\r\n=2', 100)]), 'en');
  expect(text).toContain("'=1");
  expect(text).toContain("'=2");
});

test('who is expected: the columns in any order, what else is there is not looked at', () => {
  const text = 'Password;DEVICE ; loginid\r\n=secret;PC-1; ｈａｎａｋｏ \r\n;;\r\nx; PC-2 ;\r\n';
  expect(readExpected(text)).toEqual([{ loginId: 'hanako', device: 'PC-1' }, { device: 'PC-2' }]);
  for (const wrong of ['', 'name\nx', 'loginId\na"b']) {
    expect(() => readExpected(wrong)).toThrow(NoExpectedList);
  }
});
