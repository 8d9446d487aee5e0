import { expect, test } from 'vitest';
import { lastSeconds } from '../../src/bank-check/acts/last-seconds.ts';
import { keptText, readKept } from '../../src/bank-check/kept.ts';
import { Secrets } from '../../src/bank-check/mask.ts';

test.each([
  // 00:30 in Japan is the day before in UTC.
  ['2026-11-27T15:30:00Z', undefined, ['2027-11-28T23:59:59.000Z']],
  ['2026-11-27T14:30:00Z', undefined, ['2027-11-27T23:59:59.000Z']],
  ['2026-11-27T14:30:00Z', 30, ['2026-12-27T23:59:59.000Z']],
  ['2028-02-29T03:00:00Z', undefined, ['2029-03-01T23:59:59.000Z', '2029-02-28T23:59:59.000Z']],
])('a certificate of %s with %s days ends at %j', (issued, days, ends) => {
  expect(lastSeconds(new Date(issued), days)).toEqual(ends);
});

test('secrets are masked by their member and by their value, wherever they stand', () => {
  const secrets = new Secrets();
  secrets.add('kakunin 1');
  secrets.add('abc');
  const request = '{"loginId":"jiro","password":"a \\"quoted\\" one","code":"123456","csr":"kakunin 1 abc"}';
  expect(secrets.inRequest(request)).toBe(
    '{"loginId":"jiro","password":"********","code":"********","csr":"******** abc"}',
  );
  expect(secrets.inAnswer('{"token":"t0","code":"otp-refused","detail":"kakunin 1"}')).toBe(
    '{"token":"********","code":"otp-refused","detail":"********"}',
  );
  expect(secrets.inAnswer('x'.repeat(10_000)).length).toBe(4001);
});

test('what was kept counts for the same bank alone', () => {
  const kept = { bank: 'https://bank.example/v1', passed: ['log-in'], held: [] };
  expect(readKept(keptText(kept), kept.bank)).toEqual(kept);
  expect(readKept(keptText(kept), 'https://other.example/v1')).toBeUndefined();
  expect(readKept('', kept.bank)).toBeUndefined();
  expect(readKept('{"passed":[]}', kept.bank)).toBeUndefined();
});
