import { expect, test } from 'vitest';
import { tryKeys } from '../../src/enrollment/try-keys.ts';
import { banks, certificateOf, type Facts, NOW } from '../holdings/support.ts';
import { storeOf } from './trial-store.ts';

const ends = (left: number, facts: Facts = {}) => ({ left, facts });

test.each([
  ['not the older ones', [ends(20), ends(364)], [1]],
  ['not the expired ones', [ends(-20)], []],
  [
    'the next one where the newest does not work',
    [ends(10), ends(20), ends(364, { key: 'unusable' })],
    [2, 1],
  ],
  ['those of the future too', [ends(20), ends(400)], [1, 0]],
  [
    'each user’s, and each bank’s',
    [ends(20), ends(364, { loginId: 'jiro' }), ends(30, { by: 'B' })],
    [1, 2, 0],
  ],
  ['not those without a key', [ends(20), ends(364, { key: 'missing' })], [0]],
  ['nobody else’s', [ends(20, { commonName: 'VPN' })], []],
])('of the keys are tried: %s', async (_, certificates, tried) => {
  const found = certificates.map(({ left, facts }, index) => ({
    certificate: certificateOf(left, facts, `certificate ${index}`),
    key: facts.key ?? 'works',
  }));
  const store = storeOf({ found });
  await tryKeys(store, store.certificates, { banks: [banks.a, banks.b], now: NOW, untilOneWorks: true });
  expect(store.tried).toEqual(tried.map((index) => found[index]?.certificate.thumbprint));
});
