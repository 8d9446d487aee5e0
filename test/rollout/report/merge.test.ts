import { describe, expect, test } from 'vitest';
import { ago, certificate, check, failed, issued, notTried, reported, statesIn } from './support.ts';

/** In every order of the same documents. */
function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((each, at) => orders(all.toSpliced(at, 1)).map((rest) => [each, ...rest]));
}

describe('the newest word counts, whatever order the files have', () => {
  const unusable = { attention: ['key-unusable'] };
  const bank = (id: string) => ({ bank: { id, name: `Bank ${id}` } });
  const cases: readonly [string, readonly object[], Record<string, string>][] = [
    [
      'a failure and then a success',
      [failed('A', ago(2), 'u'), issued('A', ago(1), 'u', 364)],
      { u: 'issued' },
    ],
    [
      'a success and then a failure',
      [issued('A', ago(2), 'u', 300), failed('A', ago(1), 'u')],
      { u: 'failed' },
    ],
    [
      'within the same second what worked',
      [failed('A', ago(1), 'u'), issued('A', ago(1), 'u', 300)],
      { u: 'issued' },
    ],
    [
      'not reached after a failure',
      [failed('A', ago(2), 'u'), notTried('A', ago(1), 'u')],
      { u: 'not-tried' },
    ],
    [
      'not reached, with a good certificate',
      [issued('A', ago(2), 'u', 300), notTried('A', ago(1), 'u')],
      { u: 'issued' },
    ],
    [
      'not reached by renew --all, which says so by the error alone, in the second of a failure',
      [failed('A', ago(1), 'u', { name: 'not-tried' }), failed('A', ago(1), 'u')],
      { u: 'failed' },
    ],
    ['not reached, never issued', [notTried('A', ago(1), 'u')], { u: 'not-tried' }],
    [
      'a failure that a later look finds put right',
      [failed('A', ago(3), 'u'), check('A', ago(1), [certificate('u', 300)])],
      { u: 'issued' },
    ],
    [
      'a failed renewal is none, as long as it is due',
      [failed('A', ago(3), 'u'), check('A', ago(1), [certificate('u', 10)])],
      { u: 'failed due' },
    ],
    [
      'what is gone from the PC is gone',
      [
        issued('A', ago(3), 'u', 300),
        issued('A', ago(3), 'v', 300),
        check('A', ago(1), [certificate('v', 300)]),
      ],
      { u: 'none', v: 'issued' },
    ],
    [
      'what came after the look is there',
      [check('A', ago(3), [certificate('u', 5)]), issued('A', ago(1), 'u', 364)],
      { u: 'issued' },
    ],
    [
      'a change of PC: the certificate that was issued later, though the old PC spoke last',
      [check('B', ago(2), [certificate('u', 350)]), check('A', ago(1), [certificate('u', -3)])],
      { u: 'issued' },
    ],
    ['a key that does not work', [check('A', ago(1), [certificate('u', 100, unusable)])], { u: 'unusable' }],
    [
      'expired since it was looked at',
      [check('A', ago(5), [certificate('u', -1, { state: 'renewable' })])],
      { u: 'expired' },
    ],
    [
      'a rehearsal',
      [issued('A', ago(2), 'u', 300), { ...failed('A', ago(1), 'u'), outcome: 'dry-run' }],
      { u: 'issued' },
    ],
    [
      'an unfinished request',
      [check('A', ago(1), [], { unfinished: [{ loginId: 'u', startedAt: ago(1) }] })],
      { u: 'unfinished' },
    ],
    [
      'an unfinished request that was finished',
      [
        check('A', ago(2), [], { unfinished: [{ loginId: 'u', startedAt: ago(2) }] }),
        issued('A', ago(1), 'u', 364),
      ],
      { u: 'issued' },
    ],
    [
      'an unfinished request at one of two banks',
      [
        check('A', ago(2), [certificate('u', 300, bank('1')), certificate('u', 300, bank('2'))], {
          unfinished: [{ loginId: 'u', startedAt: ago(3), ...bank('2') }],
        }),
      ],
      { 'u@Bank 1': 'issued', 'u@Bank 2': 'unfinished' },
    ],
    [
      'a namesake at another bank',
      [
        check('A', ago(2), [certificate('u', 300, bank('1')), certificate('u', -1, bank('2'))]),
        failed('A', ago(1), 'u', {}, { profile: 'third' }),
      ],
      { 'u@Bank 1': 'issued', 'u@Bank 2': 'expired', 'u@third': 'failed' },
    ],
    [
      'a line that does not name the only bank',
      [failed('A', ago(2), 'u'), check('A', ago(1), [certificate('u', 300, bank('1'))])],
      { 'u@Bank 1': 'issued' },
    ],
    [
      'a profile whose bank another line names',
      [
        failed('A', ago(3), 'u', {}, { profile: 'main' }),
        issued('A', ago(1), 'v', 300, { profile: 'main', bankId: '1' }),
        issued('A', ago(2), 'u', 300, { bankId: '1' }),
      ],
      { 'u@1': 'issued', 'v@1': 'issued' },
    ],
  ];
  test.each(cases)('%s', (_, documents, expected) => {
    for (const order of orders(documents)) expect(statesIn(order)).toEqual(expected);
  });
});

describe('14 working days, by the days on which one can work', () => {
  // From Saturday, 28 November: the 14th weekday is Thursday, 17 December.
  test.each([
    [0, 'expired'],
    [1, 'due'],
    [20, 'due'],
    [21, 'renewable'],
    [40, 'renewable'],
    [41, 'issued'],
  ])('in %i days at 08:59:59: %s', (days, state) => {
    expect(statesIn([check('A', ago(0), [certificate('u', days)])])).toEqual({ u: state });
  });

  test('never for a certificate without an end, nor for a short one that is new', () => {
    const endless = certificate('u', 300, { notAfter: '9999-12-31T23:59:59Z' });
    const short = certificate('v', 19, { notBefore: ago(1), state: 'issued' });
    expect(statesIn([check('A', ago(0), [endless, short])])).toEqual({ u: 'issued', v: 'issued' });
  });
});

test('PCs: by their last word, their names as people type them', () => {
  const store = { code: 'CT-7001', name: 'store-failed', message: 'No store.', hint: '' };
  const { pcs } = reported([
    check('pc-1', ago(3), [certificate('u', -1)], { damaged: [{}] }),
    check('PC-1', ago(2), [certificate('u', -1), certificate('v', 200)]),
    check('PC-2', ago(20), []),
    check('PC-3', ago(2), []),
    { ok: false, time: ago(1), device: 'PC-3', error: store },
  ]);
  expect(pcs).toMatchObject([
    { device: 'PC-1', users: 2, urgent: 1, damaged: 0, isSilent: false },
    { device: 'PC-2', isSilent: true },
    { device: 'PC-3', failure: { code: 'CT-7001' } },
  ]);
});

describe('silence is no success', () => {
  const documents = [
    check('PC-1', ago(1), [certificate('u1', 200)]),
    check('PC-2', ago(15), [certificate('u2', 200)]),
    failed('PC-3', ago(2), 'u3'),
  ];

  test('without a list: PCs that once reported', () => {
    const { silences } = reported(documents);
    expect(silences).toEqual([{ device: 'PC-2', lastSeen: new Date(ago(15)), why: 'too-long' }]);
  });

  test('with one: who never did, too long ago, or has no certificate where one is expected', () => {
    const { silences } = reported(documents, [
      { loginId: 'u1' },
      { device: 'ｐｃ-1' },
      { loginId: 'u2', device: 'pc-2' },
      { loginId: 'u3' },
      { loginId: 'u4', device: 'PC-1' },
      { loginId: 'u5', device: 'PC-5' },
      { device: 'PC-6' },
      { device: 'PC-6' },
    ]);
    expect(silences).toEqual([
      { loginId: 'u5', device: 'PC-5', why: 'never' },
      { device: 'PC-6', why: 'never' },
      { loginId: 'u2', device: 'pc-2', why: 'too-long', lastSeen: new Date(ago(15)) },
      { loginId: 'u4', device: 'PC-1', why: 'no-certificate', lastSeen: new Date(ago(1)) },
    ]);
  });

  test('14 days are not too long yet', () => {
    expect(reported([check('A', ago(14), [])]).silences).toEqual([]);
    expect(reported([check('A', ago(-30), [])]).silences).toEqual([]);
  });
});
