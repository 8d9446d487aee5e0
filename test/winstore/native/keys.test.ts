import { expect, test } from 'vitest';
import { isUsersOwn } from '../../../src/winstore/native/keys.ts';

test.each([
  ['Microsoft Software Key Storage Provider', false, true],
  ['Microsoft Platform Crypto Provider', false, true],
  ['Microsoft Enhanced Cryptographic Provider v1.0', false, true],
  ['', false, true],
  ['Microsoft Software Key Storage Provider', true, false],
  ['Microsoft Smart Card Key Storage Provider', false, false],
  ['Microsoft Base Smart Card Crypto Provider', false, false],
  ['eToken Base Cryptographic Provider', false, false],
])(
  "whether a key of the provider '%s' (the computer's: %s) may be removed",
  (provider, machine, removable) => {
    const place = { container: 'one', provider, providerType: 0, keySpec: 0, machine };
    expect(isUsersOwn(place)).toBe(removable);
  },
);
