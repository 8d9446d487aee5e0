import { describe, expect, test } from 'vitest';
import { keptOctets, ownOctets } from '../../src/pki/kept-octets.ts';

const octets = Buffer.alloc(1000, 7);

describe.each([
  ['together with those of others', keptOctets],
  ['by themselves', ownOctets],
])('octets that are kept %s', (_, keep) => {
  test('stay as they were', () => {
    const given = Buffer.from(octets);
    const { slab, start, length } = keep(given);
    given.fill(0);
    expect(slab.subarray(start, start + length)).toEqual(octets);
  });
});

test('octets by themselves keep nothing else in memory', () => {
  expect(ownOctets(octets).slab.buffer.byteLength).toBe(octets.length);
});
