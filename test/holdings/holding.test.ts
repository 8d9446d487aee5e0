import { describe, expect, test } from 'vitest';
import { byAge, holdingOf, isOfSameUser, isOurs } from '../../src/holdings/holding.ts';
import { holdingsOf } from '../../src/holdings/holdings.ts';
import { banks, certificateOf, type Facts, NOW } from './support.ts';

const VPN: Facts = { commonName: 'taro VPN', by: 'stranger' };

function holding(facts: Facts = {}, left = 200, known = [banks.a, banks.b]) {
  const certificate = certificateOf(left, facts, JSON.stringify([facts, left]));
  return holdingOf({ certificate, key: 'works' }, known, NOW);
}

test.each<[string, Facts, boolean]>([
  ['of the bank’s shape', {}, true],
  ['of a bank that is not known', { by: 'stranger' }, true],
  ['of another shape', VPN, false],
  ['of the bank’s shape, for signed mail', { forClientAuthentication: false }, false],
])('a certificate %s is ours: %s', (_, facts, ours) => {
  expect(isOurs(certificateOf(200, facts, 'certificate'))).toBe(ours);
});

describe('of one user are', () => {
  const ofBoth = [banks.a, banks.likeA];
  test.each([
    ['two of one bank', holding(), holding({ by: 'A5' }), true],
    ['two of one login ID at two banks', holding(), holding({ by: 'B' }), false],
    ['two login IDs of one bank', holding(), holding({ loginId: 'jiro' }), false],
    ['one of a bank and one of nobody known', holding(), holding({ by: 'stranger' }), false],
    ['two of one unknown CA', holding({ by: 'stranger' }), holding({ by: 'stranger' }, 20), true],
    ['two of unknown CAs', holding({ by: 'stranger' }), holding({ by: 'strangerRekeyed' }), false],
    ['one of two banks and one of one of them', holding({}, 200, ofBoth), holding(), true],
    ['the bank’s and one of another shape', holding(), holding(VPN), false],
    ['two of another shape', holding(VPN), holding(VPN, 20), false],
  ])('%s: %s', (_, one, other, same) => {
    expect([isOfSameUser(one, other), isOfSameUser(other, one)]).toEqual([same, same]);
  });
});

test('of one CA are those whose bank was not asked since it has another', () => {
  const known = [banks.aBeforeG5];
  expect(isOfSameUser(holding({ by: 'A5' }, 200, known), holding({ by: 'A5' }, 20, known))).toBe(true);
});

describe('the newer one is', () => {
  test.each([
    ['the one that begins later', holding({}, 364), holding({}, 20)],
    ['the one that begins later, though it ends sooner', holding({ lasts: 10 }, 20), holding({}, 60)],
    ['the one that was issued later, of those that begin together', holding({ handedOver: 2 }), holding()],
    ['the bank’s, of those that begin together', holding(), holding(VPN)],
  ])('%s', (_, newer, older) => {
    expect(byAge(newer, older)).toBeLessThan(0);
    expect(byAge(older, newer)).toBeGreaterThan(0);
  });

  test('neither of two that were issued in the same moment', () => {
    const [one, other] = [holding({ by: 'A4' }), holding({ by: 'A5' })];
    expect([byAge(one, other), byAge(other, one), byAge(holding(VPN), holding(VPN))]).toEqual([0, 0, 0]);
  });
});

test('of two that were issued in the same moment the same one is current, however they are listed', () => {
  const found = (['A4', 'A5'] as const).map((by) => {
    return { certificate: certificateOf(200, { by }, by), key: 'works' as const };
  });
  const currentOf = (listed: typeof found) =>
    holdingsOf(listed, { banks: [banks.a], unfinished: [], now: NOW })
      .filter(({ current }) => current)
      .map(({ certificate }) => certificate.issuer);
  expect(currentOf(found)).toHaveLength(1);
  expect(currentOf(found.toReversed())).toEqual(currentOf(found));
});

test('what is none of ours has no user, no request and no rank', () => {
  const found = [VPN, { ...VPN, lasts: 30 }].map((facts, index) => {
    return { certificate: certificateOf(20 * index, facts, `${index}`), key: 'works' as const };
  });
  const unfinished = [{ bankId: 'a', loginId: 'taro', step: 'sent' }];
  for (const judged of holdingsOf(found, { banks: [banks.a], unfinished, now: NOW })) {
    expect(judged).toMatchObject({ current: false, superseded: false, unfinished: [] });
  }
});
