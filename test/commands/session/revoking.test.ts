import { expect, test } from 'vitest';
import { stopsAll } from '../../../src/commands/session/revoking.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { UnknownRefusal } from '../../../src/core/ports/bank.ts';

test.each<[string, CertToolError, boolean]>([
  ['is revoked soon anyway', new CertToolError('revocation-pending'), false],
  ['is refused for a reason that nobody knows', new UnknownRefusal({}), false],
  ['is a master user', new CertToolError('master-certificate'), false],
  ['is refused together with whoever asks', new CertToolError('unexpected-refusal'), true],
  ['is not reached', new CertToolError('timeout'), true],
])('of several the one who %s stops the others: %s', (_, error, stops) => {
  expect(stopsAll(error)).toBe(stops);
});
