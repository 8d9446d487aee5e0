import { describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { repair, repairChain } from '../../src/enrollment/repair.ts';
import { certificates, chains, LOGIN_ID } from './certificates.ts';
import { worldWith } from './fakes.ts';

const { old, fresh, strange } = certificates;
const damagedAs = (...all: StoredCertificate[]) =>
  all.map(({ thumbprint }) => ({ thumbprint, location: '/store' }));

/** A store with damaged certificates, the bank's copy of one, and what was written anew. */
async function worldOf(
  damaged: readonly StoredCertificate[],
  shown = old,
  store: Partial<CertificateStore> = {},
) {
  const calls: unknown[] = [];
  const world = await worldWith({
    here: [old, fresh, strange],
    session: {
      async certificate(serialNumber) {
        calls.push('asked');
        const certificate = shown.pem;
        return { loginId: LOGIN_ID, state: 'issued', confirmed: true, serialNumber, certificate };
      },
    },
    store: {
      damaged: async () => damagedAs(...damaged),
      damagedChains: async () => damagedAs(...damaged),
      async repair(...args) {
        calls.push(args);
        return true;
      },
      ...store,
    },
  });
  return { ...world, calls };
}

describe('a damaged certificate', () => {
  async function repaired(...args: Parameters<typeof worldOf>) {
    const { run, session, calls } = await worldOf(...args);
    return { result: await repair(run(), session, old.serialNumber), calls };
  }

  test('is written anew as the bank has it', async () => {
    const { result, calls } = await repaired([fresh, old]);
    expect(result).toBe(old);
    expect(calls).toEqual(['asked', [old.pem, chains.g4, 'ANSER-WEB hanako A001 (cert-tool)']]);
  });

  test('is not asked for where none is damaged', async () => {
    expect(await repaired([])).toEqual({ result: undefined, calls: [] });
  });

  test.each<[string, Parameters<typeof worldOf>]>([
    ['another one is damaged', [[fresh]]],
    ['it is of a CA that is not known', [[strange], strange]],
  ])('is left as it is where %s', async (_, args) => {
    expect(await repaired(...args)).toEqual({ result: undefined, calls: ['asked'] });
  });

  test('is not here where its key is not', async () => {
    expect((await repaired([old], old, { repair: async () => false })).result).toBeUndefined();
  });
});

test('a store that knows no damage has none', async () => {
  const { run, session, ports } = await worldWith({ here: [old] });
  expect(ports.store.damaged).toBeUndefined();
  expect(await repair(run(), session, old.serialNumber)).toBeUndefined();
  await repairChain(run(), old);
});

describe('a damaged chain', () => {
  test('is written anew', async () => {
    const { run, calls } = await worldOf([fresh, old]);
    await repairChain(run(), old);
    expect(calls).toEqual([[old.pem, chains.g4, old.friendlyName]]);
  });

  test('is looked for in this certificate alone, with its chain', async () => {
    const asked: unknown[] = [];
    const asking =
      (name: string) =>
      async (...args: unknown[]) => {
        asked.push([name, ...args]);
        return [];
      };
    const both = { damaged: asking('damaged'), damagedChains: asking('damagedChains') };
    const { run, calls } = await worldOf([], old, both);
    await repairChain(run(), old);
    expect([asked, calls]).toEqual([[['damagedChains', [old]]], []]);
  });

  test('of a store that writes none anew stays', async () => {
    const { run, session, ports } = await worldWith({
      here: [old],
      store: { damaged: async () => damagedAs(old), damagedChains: async () => damagedAs(old) },
      session: {
        certificate: async (serialNumber) => ({
          ...{ loginId: LOGIN_ID, state: 'issued', confirmed: true, serialNumber, certificate: old.pem },
        }),
      },
    });
    expect(ports.store.repair).toBeUndefined();
    await repairChain(run(), old);
    expect(await repair(run(), session, old.serialNumber)).toBeUndefined();
  });

  test('of a CA that is known by its key alone stays', async () => {
    const { run, calls } = await worldOf([strange]);
    await repairChain(run(), strange);
    expect(calls).toEqual([]);
  });
});
