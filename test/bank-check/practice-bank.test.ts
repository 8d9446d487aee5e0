import { expect, test } from 'vitest';
import { CASES } from '../../src/bank-check/cases/index.ts';
import { control } from '../sandbox/company-support.ts';
import { copyOfSeeded, startTestBank, useSeededFolder } from '../sandbox/support.ts';
import { check, notPassed, preparedUsers } from './checked-bank.ts';

useSeededFolder();

/** A check of a practice bank of its own. @param rules as typed */
async function checked(rules: readonly string[], names?: readonly string[]): Promise<string[]> {
  const dir = copyOfSeeded();
  const users = await preparedUsers(dir, () => new Date(), '01');
  const bank = await startTestBank(dir);
  await control(bank, (opened) => opened.rules(rules));
  const results = await check({
    bank,
    users,
    cases: names ? CASES.filter(({ name }) => names.includes(name)) : CASES,
    code: ({ loginId }) => bank.codeFor(loginId),
    setClock: async (time) => {
      bank.clock.ms = time.getTime();
    },
  });
  return notPassed(results);
}

test('the practice bank keeps every promise that can be tried', async () => {
  expect(await checked([])).toEqual([
    'expired-revoked-first skipped: expired certificates need no revocation at this bank (expiredNeedsRevocation)',
    'contract-full skipped: this bank tells no number of certificates for a company (certificatesPerContract)',
    'revocation-pending skipped: revocations count at once at this bank (revocationMinutes)',
    'revocation-counts-then skipped: revocation-pending has not passed',
    'retry-after skipped: no answer was 429 or 503',
  ]);
}, 120_000);

/** Of the seeded users four have a certificate, and one of the check's own. */
const HOLDERS = 5;
const EXPIRED = ['expired-user', 'expired-issued-again', 'expired-revoked-first'];
const LATER = ['revocation-pending', 'revocation-counts-then'];
const AT_ONCE = ['revocation', 'own-revocation'];

test.each([
  [['expiredNeedsRevocation=true'], EXPIRED, []],
  [[`certificatesPerContract=${HOLDERS + 2}`], ['contract-full'], []],
  [
    [`certificatesPerContract=${HOLDERS + 3}`],
    ['contract-full'],
    [
      'contract-full skipped: there are 7 certificates, and 8 may be; a test system with 7 for its rule can be tried',
    ],
  ],
  [
    ['expiredNeedsRevocation=true', 'revocationMinutes=30'],
    [...EXPIRED, ...LATER, ...AT_ONCE],
    AT_ONCE.map((name) => `${name} skipped: revocations take time at this bank`),
  ],
])('%j: %j can be tried at a bank with these rules', async (rules, names, others) => {
  expect(await checked(rules, ['log-in', ...names])).toEqual(others);
});
