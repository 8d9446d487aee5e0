import { expect, test } from 'vitest';
import { joinedIdentity } from '../../src/core/bank-identity.ts';

const first = { bankId: 'bank', name: 'Bank', chain: ['ca 4', 'root'], chains: [['ca 4', 'root']] };
const second = { bankId: 'bank', chain: ['ca 5', 'root'], chains: [['ca 5', 'root']] };

test('a new chain comes first, and no chain is forgotten', () => {
  const joined = joinedIdentity(first, second);
  expect(joined).toEqual({
    bankId: 'bank',
    name: 'Bank',
    chain: ['ca 5', 'root'],
    chains: [
      ['ca 5', 'root'],
      ['ca 4', 'root'],
    ],
  });
  expect(joinedIdentity(joined, second)).toEqual(joined);
  expect(joinedIdentity(joined, { ...second, authorityKeyIds: ['aa'] }).authorityKeyIds).toEqual(['aa']);
});

test('what was learnt first is all that is known', () => {
  expect(joinedIdentity(undefined, second)).toStrictEqual(second);
  expect(joinedIdentity(second, second)).toStrictEqual(second);
});

test('another bank has nothing of this one', () => {
  expect(joinedIdentity(first, { ...second, bankId: 'other' })).toEqual({ ...second, bankId: 'other' });
});
