import { expect, test } from 'vitest';
import { isSent, requestNeeding } from '../../src/holdings/unfinished.ts';

const begun = { bankId: 'a', loginId: 'hanako', step: 'key' };
const certificate = { thumbprint: 'aa', publicKeyHash: 'key of aa' };

test.each([
  ['that replaces it', { ...begun, predecessor: { thumbprint: 'aa' } }, true],
  ['that it was issued for', { ...begun, publicKeyHash: 'key of aa' }, true],
  ['that replaces another', { ...begun, predecessor: { thumbprint: 'bb' } }, false],
  ['for another key', { ...begun, publicKeyHash: 'key of bb' }, false],
  [
    'that is its predecessor’s',
    { ...begun, predecessor: { thumbprint: 'bb' }, publicKeyHash: 'key of aa' },
    true,
  ],
  ['that has no key yet', begun, false],
])('a certificate is needed by the request %s: %s', (_, request, needs) => {
  const other = { ...begun, publicKeyHash: 'key of cc' };
  expect(requestNeeding(certificate, [other, request])).toBe(needs ? request : undefined);
});

test('a certificate is not needed where nothing is unfinished', () => {
  expect(requestNeeding(certificate, [])).toBeUndefined();
});

test.each([
  ['key', false],
  ['sent', true],
  ['issued', true],
  ['installed', true],
])('at the step %s it was sent: %s', (step, sent) => {
  expect(isSent({ ...begun, step })).toBe(sent);
});
