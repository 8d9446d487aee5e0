import { expect, test } from 'vitest';
import { knownRules } from '../../src/core/known-rules.ts';

test.each([
  ['nothing', undefined, {}],
  ['a text', 'renewalDays', {}],
  ['a list', [28], {}],
  [
    'some of them',
    { renewalDays: 28, expiredNeedsRevocation: false },
    { renewalDays: 28, expiredNeedsRevocation: false },
  ],
  ['nobody', { masterRevocableBy: [] }, { masterRevocableBy: [] }],
  ['somebody new', { masterRevocableBy: ['branch', 'self'] }, { masterRevocableBy: ['self'] }],
  ['somebody new alone', { masterRevocableBy: ['branch'] }, {}],
  [
    'what is damaged',
    { renewalDays: '28', expiredNeedsRevocation: 1, masterRevocableBy: 'self', validityDays: null },
    {},
  ],
  [
    'numbers',
    { validityDays: 730, revocationMinutes: 0, certificatesPerContract: 20, other: 1 },
    { validityDays: 730, revocationMinutes: 0, certificatesPerContract: 20 },
  ],
])('of %s', (_, value, rules) => {
  expect(knownRules(value)).toEqual(rules);
});
