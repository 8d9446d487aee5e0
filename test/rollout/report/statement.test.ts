import { describe, expect, test } from 'vitest';
import { statementsOf } from '../../../src/rollout/report/statement.ts';
import { ago, certificate, check, failed, issued } from './support.ts';

const only = (value: unknown) => {
  const said = statementsOf(value);
  return typeof said === 'string' ? said : said[0];
};

test('a check tells all that a PC holds', () => {
  const hidden = certificate('old', 3, { state: 'archived' });
  const others = certificate('x', 3, { loginId: null });
  const document = check('PC-1', ago(0), [certificate('hanako', 100), hidden, others], {
    unfinished: [{ loginId: 'jiro', startedAt: ago(1), attention: ['unfinished'] }],
    damaged: [{ thumbprint: 'ab' }],
    unreadable: [{ file: 'x.json' }],
  });
  expect(only(document)).toMatchObject({
    ...{
      kind: 'check',
      device: 'PC-1',
      time: new Date(ago(0)),
      unfinished: [{ loginId: 'jiro' }],
      damaged: 2,
    },
    certificates: [{ loginId: 'hanako', state: 'issued' }],
  });
});

test('a line of results, and the documents of one and of several', () => {
  const line = issued('PC-1', ago(0), 'hanako', 300, { profile: 'main', bankId: 'b1' });
  const found = { kind: 'result', loginId: 'hanako', outcome: 'issued', bankId: 'b1', profile: 'main' };
  expect(only(line)).toMatchObject({ ...found, certificates: [{ bankId: 'b1' }] });
  const { row: _, loginId: __, ...document } = issued('PC-1', ago(0), 'hanako', 300);
  expect(only(document)).toMatchObject({ kind: 'result', loginId: 'hanako', outcome: 'issued' });
  const { time, device, ...result } = failed('PC-1', ago(0), 'jiro');
  const several = statementsOf({ ok: false, time, device, results: [result, result] });
  expect(several).toMatchObject([{ loginId: 'jiro', failure: { code: 'CT-3001' } }, { device: 'PC-1' }]);
});

describe('what says nothing', () => {
  const good = check('PC-1', ago(0), []);
  test.each<[unknown, string]>([
    [1, 'no-result'],
    [null, 'no-result'],
    [[], 'no-result'],
    [{}, 'no-result'],
    [{ time: ago(0), device: 'x' }, 'no-result'],
    [{ ...good, time: undefined }, 'no-origin'],
    [{ ...good, time: '2026-11-28' }, 'no-origin'],
    [{ ...good, time: '2026-13-28T00:00:00Z' }, 'no-origin'],
    [{ ...good, device: ' ' }, 'no-origin'],
    [{ ...good, device: 7 }, 'no-origin'],
    [{ ok: true, results: [{ ok: true, loginId: 'x' }] }, 'no-origin'],
  ])('%j', (value, why) => {
    expect(only(value)).toBe(why);
  });
});

test('names are as long as names are, and all of them is seen', () => {
  const hostile = failed(`PC\u202E\u0000${'x'.repeat(1000)}`, ago(0), ' hanako\n ');
  expect(only(hostile)).toMatchObject({ loginId: 'hanako', device: `PC\uFFFD\uFFFD${'x'.repeat(296)}…` });
});
