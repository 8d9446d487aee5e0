import { expect, test } from 'vitest';
import { intentOf } from '../../../src/commands/retire/intent.ts';
import type { BankHere, UserHere } from '../../../src/commands/retire/look.ts';
import type { BankRules, BankUser } from '../../../src/core/ports/bank.ts';
import type { Standing } from '../../../src/core/ports/retirement.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const [BEFORE, AFTER] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
const BEGINNING = new Date('2025-01-01T00:00:00Z');

interface Case {
  readonly rules?: BankRules;
  /** Whether the bank's list names the certificate that is here. */
  readonly isListed?: boolean;
  readonly notAfter?: Date;
  readonly earlier?: Partial<Standing>;
  /** As the bank's list of users has it; left out where nobody may see it. */
  readonly atBank?: BankUser['certificate'];
  readonly isGone?: boolean;
  /** False for a bank whose protocol has no revocation. */
  readonly revokes?: boolean;
}

function intent({ rules, isListed, notAfter = AFTER, earlier, atBank, isGone, revokes = true }: Case) {
  const certificate = { thumbprint: 't', serialNumber: 'here', notBefore: BEGINNING, notAfter };
  const standing: Standing | undefined = earlier && {
    ...{ loginId: 'taro', outcome: 'planned', removedHere: false, serialNumber: 'here' },
    ...earlier,
  };
  const user = {
    loginId: 'taro',
    certificates: isGone ? [] : [{ certificate }],
    serialNumbers: ['here'],
    earlier: standing,
  } as unknown as UserHere;
  const bank = {
    dead: new Set(isListed ? ['t'] : []),
    status: { time: NOW, ...(rules ? { rules } : {}) },
    revokes,
  } as unknown as BankHere;
  const listed = atBank && [
    { loginId: 'taro', name: '', role: 'general', locked: false, suspended: false, certificate: atBank },
  ];
  return intentOf(bank, user, listed as readonly BankUser[] | undefined);
}

test.each<[string, Case, object]>([
  ['issued, and here', { atBank: { state: 'issued', serialNumber: 'here' } }, { kind: 'revoke' }],
  [
    'here no more, as an earlier run noted',
    { isGone: true, earlier: {}, atBank: { state: 'issued', serialNumber: 'here' } },
    { kind: 'revoke' },
  ],
  [
    'unconfirmed, and here',
    { atBank: { state: 'revoked', serialNumber: 'here', unconfirmed: true } },
    { kind: 'revoke' },
  ],
  [
    'issued on another PC',
    { atBank: { state: 'issued', serialNumber: 'other' } },
    { kind: 'check', isElsewhere: true },
  ],
  [
    'issued on another PC, and the one here revoked',
    { isListed: true, atBank: { state: 'renewable', serialNumber: 'other' } },
    { kind: 'check', isElsewhere: true },
  ],
  [
    'another one, expired',
    { atBank: { state: 'expired', serialNumber: 'other' } },
    { kind: 'check', isElsewhere: false },
  ],
  ['none at the bank', { atBank: { state: 'not-issued' } }, { kind: 'check', isElsewhere: false }],
  [
    'revoked',
    { atBank: { state: 'revoked', serialNumber: 'here' } },
    { kind: 'revoked', serialNumber: 'here' },
  ],
  [
    'expired, and the bank says nothing',
    { atBank: { state: 'expired', serialNumber: 'here' } },
    { kind: 'revoke' },
  ],
  [
    'expired, to be revoked',
    { rules: { expiredNeedsRevocation: true }, atBank: { state: 'expired', serialNumber: 'here' } },
    { kind: 'revoke' },
  ],
  [
    'expired, and that is all',
    { rules: { expiredNeedsRevocation: false }, atBank: { state: 'expired', serialNumber: 'here' } },
    { kind: 'check' },
  ],
  ['nobody may ask', {}, { kind: 'others' }],
  ['nobody may ask, on the list', { isListed: true }, { kind: 'revoked', serialNumber: 'here' }],
  ['nobody may ask, expired', { notAfter: BEFORE }, { kind: 'check' }],
  [
    'nobody may ask, expired, to be revoked',
    { notAfter: BEFORE, rules: { expiredNeedsRevocation: true } },
    { kind: 'others' },
  ],
  [
    'pending',
    {
      earlier: { outcome: 'revocation-pending', when: AFTER },
      atBank: { state: 'issued', serialNumber: 'here' },
    },
    { kind: 'wait' },
  ],
  [
    'pending, and its time has come',
    {
      earlier: { outcome: 'revocation-pending', when: BEFORE },
      atBank: { state: 'issued', serialNumber: 'here' },
    },
    { kind: 'revoke' },
  ],
  ['nobody can revoke by this protocol', { revokes: false }, { kind: 'remove' }],
  ['revoked already, by no protocol', { revokes: false, isListed: true }, { kind: 'revoked' }],
])('%s', (_, given, expected) => {
  expect(intent(given)).toMatchObject(expected);
});
