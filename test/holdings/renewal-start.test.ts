import { expect, test } from 'vitest';
import type { BankRules } from '../../src/core/ports/bank.ts';
import { renewableFrom } from '../../src/core/renewal.ts';
import { renewalRulesOf, renewalStartOf } from '../../src/holdings/renewal-start.ts';
import { banks, certificateOf } from './support.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const LASTS = 30;
const certificate = certificateOf(20, { lasts: LASTS }, 'of a month');
const before = (days: number) => renewableFrom(certificate, days);

/** Days before the end from which it can be renewed, and whether the bank need not be asked before that. */
function startOf(rules: BankRules | undefined, told?: Date) {
  const kept = new Map(told ? [[certificate.thumbprint, told]] : []);
  const { from, isSure } = renewalStartOf(
    certificate,
    renewalRulesOf([{ ...banks.a, ...(rules && { rules }) }]),
    kept,
  );
  return [Math.round((certificate.notAfter.getTime() - from.getTime()) / DAY_MS), isSure];
}

test.each<[string, BankRules | undefined, Date | undefined, ...ReturnType<typeof startOf>]>([
  ['nothing', undefined, undefined, 10, false],
  ['the days of its rules', { renewalDays: 5 }, undefined, 5, true],
  ['a time of this very one', undefined, before(7), 7, true],
  ['both, and the rules are more generous', { renewalDays: 9 }, before(7), 7, false],
  ['more days than it lives', { renewalDays: 90 }, undefined, 10, false],
  ['as many days as it lives', { renewalDays: LASTS }, undefined, 10, false],
  ['the time at which it was issued', undefined, before(LASTS - 0.5), 10, false],
  ['the second day', undefined, before(LASTS - 1), LASTS - 1, true],
  ['a time after the end', undefined, before(-1), 10, false],
  ['a time after the end, and the days of its rules', { renewalDays: 5 }, before(-1), 5, true],
  ['the very end', undefined, before(0), 0, true],
])('of a certificate of 30 days its bank says: %s', (_, rules, told, days, isSure) => {
  expect(startOf(rules, told)).toEqual([days, isSure]);
});
