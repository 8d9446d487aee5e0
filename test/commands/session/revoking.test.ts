import { describe, expect, test } from 'vitest';
import { detailsAtBank, stopsAll } from '../../../src/commands/session/revoking.ts';
import { CertToolError } from '../../../src/core/error.ts';
import type { BankSession } from '../../../src/core/ports/bank.ts';
import { BankRefusal, UnknownRefusal } from '../../../src/core/ports/bank-refusals.ts';

test.each<[string, CertToolError, boolean]>([
  ['is revoked soon anyway', new CertToolError('revocation-pending'), false],
  ['is left because others failed', new CertToolError('not-tried'), false],
  ['is refused for a reason that nobody knows', new UnknownRefusal({}), false],
  ['is a master user', new CertToolError('master-certificate'), false],
  ['is refused together with whoever asks', new CertToolError('unexpected-refusal'), true],
  ['is not reached', new CertToolError('timeout'), true],
])('of several the one who %s stops the others: %s', (_, error, stops) => {
  expect(stopsAll(error)).toBe(stops);
});

describe('what the bank says of a certificate', () => {
  const asked = (error: CertToolError) => {
    const states: BankSession['states'] = {
      me: () => Promise.reject(error),
      certificate: () => Promise.reject(error),
    };
    return detailsAtBank({ states }, '5b8e');
  };

  test.each(['not-permitted', 'session-ended'] as const)('is nothing where it may not: %s', async (name) => {
    expect(await asked(new CertToolError(name))).toBeUndefined();
    expect(await detailsAtBank({}, '5b8e')).toBeUndefined();
  });

  test.each([new BankRefusal('not-found', 404), new CertToolError('timeout')])(
    'is thrown where it knows none, or cannot be reached: %s',
    async (error) => {
      await expect(asked(error)).rejects.toBe(error);
    },
  );
});
