import { describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import {
  findBySerialNumber,
  goodCertificate,
  hasWorkingKey,
  holdingsOfUser,
} from '../../src/enrollment/local.ts';
import type { Run } from '../../src/enrollment/ports.ts';
import { BANK, certificates, chains, LOGIN_ID, NOW } from './certificates.ts';
import { type Changes, failed, worldWith } from './fakes.ts';

const { old, fresh, next, strange, jiro } = certificates;
const keyless = (certificate: StoredCertificate) => ({ ...certificate, hasPrivateKey: false });
const refusing = (name: Parameters<typeof failed>[0]) => ({ sign: () => Promise.reject(failed(name)) });

test.each<[string, Changes, StoredCertificate, boolean | string]>([
  ['that signs', { here: [old] }, old, true],
  ['that is not there', { here: [old] }, keyless(old), false],
  ['that cannot sign', { store: refusing('key-unusable') }, old, false],
  ['of a store that cannot be asked to', { store: refusing('signing-not-possible') }, old, true],
  ['that others can read', { store: refusing('store-unsafe') }, old, 'store-unsafe'],
])('a key %s works: %#', async (_, changes, certificate, works) => {
  const { run } = await worldWith(changes);
  expect(await hasWorkingKey(run(), certificate).catch((error) => error.errorName)).toBe(works);
});

describe('the good certificate', () => {
  const goodOf = async (
    here: readonly StoredCertificate[],
    changes: Changes = {},
    run: Partial<Run> = {},
  ) => {
    const world = await worldWith({ here, ...changes });
    return goodCertificate(world.run(run)).catch((error) => error.errorName);
  };

  test.each<[string, readonly StoredCertificate[], StoredCertificate | undefined]>([
    ['the newest', [old, fresh], fresh],
    [
      'none, where the newest one’s key is gone: the bank knows which counts',
      [old, keyless(fresh)],
      undefined,
    ],
    ['none of another login ID', [jiro], undefined],
    ['none of a CA that is not known', [strange], undefined],
    ['none for signed mail', [{ ...old, forClientAuthentication: false }], undefined],
    ['none', [], undefined],
  ])('is %s', async (_, here, good) => {
    expect(await goodOf(here)).toBe(good);
  });

  test.each<[string, string | undefined]>([
    ['2027-01-01T00:00:00Z', old.thumbprint],
    ['2027-01-01T00:00:01Z', undefined],
    ['2025-12-31T00:00:00Z', undefined],
  ])('is in date at %s: %s', async (now, thumbprint) => {
    const good = await goodOf([old], { ports: { now: () => new Date(now) } });
    expect(good?.thumbprint).toBe(thumbprint);
  });

  test('is not passed over because others can read its key', async () => {
    expect(await goodOf([old], { store: refusing('store-unsafe') })).toBe('store-unsafe');
  });

  test('is found without trying the keys of older ones', async () => {
    const tried: string[] = [];
    const { ports } = await worldWith({ here: [old, fresh] });
    const sign = (thumbprint: string, bytes: Uint8Array) => {
      tried.push(thumbprint);
      return ports.store.sign(thumbprint, bytes);
    };
    expect(await goodOf([old, fresh], { store: { sign } })).toBe(fresh);
    expect(tried).toEqual([fresh.thumbprint]);
  });

  test('has its chain mended where that is damaged', async () => {
    const repaired: unknown[] = [];
    const store = {
      damagedChains: async () => [{ thumbprint: old.thumbprint, location: '/store' }],
      async repair(...args: unknown[]) {
        repaired.push(args);
        return true;
      },
    };
    expect(await goodOf([old], { store })).toBe(old);
    expect(repaired).toEqual([[old.pem, chains.g4, old.friendlyName]]);
  });
});

test('a user’s certificates are listed from the newest on', async () => {
  const { ports } = await worldWith({ here: [jiro, old, strange, fresh] });
  const holdings = await holdingsOfUser(ports.store, { identity: BANK, loginId: LOGIN_ID, now: NOW });
  expect(holdings.map(({ certificate, key, current }) => [certificate, key, current])).toEqual([
    [fresh, 'works', true],
    [old, 'works', false],
  ]);
});

describe('the certificate of a serial number', () => {
  async function found(
    here: readonly StoredCertificate[],
    wanted: StoredCertificate,
    {
      shown = wanted,
      run: changes = {},
      ...others
    }: Changes & { shown?: StoredCertificate; run?: Partial<Run> } = {},
  ) {
    const asked: string[] = [];
    const session = {
      async certificate(serialNumber: string) {
        asked.push(serialNumber);
        return {
          loginId: LOGIN_ID,
          state: 'issued' as const,
          confirmed: true,
          serialNumber,
          certificate: shown.pem,
        };
      },
    };
    const bank = { caChain: async () => [...chains.g5] };
    const world = await worldWith({ here, session, bank, ...others });
    const run = world.run(changes);
    const certificate = await findBySerialNumber(run, world.session, wanted.serialNumber);
    return { certificate, asked, chains: run.identity.chains };
  }

  test('of the bank is found without asking it', async () => {
    expect(await found([old, fresh], fresh)).toEqual({ certificate: fresh, asked: [], chains: [chains.g4] });
  });

  test('is found where a store remembers what it held before another run', async () => {
    const store = { listAnew: async () => [old, fresh] };
    expect((await found([old], fresh, { store })).certificate).toBe(fresh);
    // Nor is it read anew for what is known.
    expect(
      (await found([old], old, { store: { listAnew: () => Promise.reject(failed('timeout')) } })).certificate,
    ).toBe(old);
  });

  test('is not here', async () => {
    expect(await found([old], fresh)).toEqual({ certificate: undefined, asked: [], chains: [chains.g4] });
  });

  test('of another CA is the bank’s where it shows the very same one; then its CA is learnt', async () => {
    const { certificate, asked, chains: learnt } = await found([old, next], next);
    expect([certificate, asked, learnt]).toEqual([next, [next.serialNumber], [chains.g4, chains.g5]]);
  });

  test('of another CA is none where the bank shows another one', async () => {
    const { certificate, chains: learnt } = await found([next], next, { shown: fresh });
    expect([certificate, learnt]).toEqual([undefined, [chains.g4]]);
  });

  test('of another CA is none where it is for signed mail', async () => {
    expect((await found([{ ...next, forClientAuthentication: false }], next)).certificate).toBeUndefined();
  });

  test('whose key does not work, or without a connection, teaches nothing', async () => {
    const lost = keyless(next);
    expect(await found([lost], next)).toMatchObject({ certificate: lost, chains: [chains.g4] });
    const offline = await found([next], next, { run: { connection: undefined } });
    expect(offline).toMatchObject({ certificate: next, chains: [chains.g4] });
  });
});
