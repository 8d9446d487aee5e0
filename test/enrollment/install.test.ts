import { expect, test } from 'vitest';
import { install } from '../../src/enrollment/install.ts';
import type { Entry } from '../../src/enrollment/journal.ts';
import { certificates, chains } from './certificates.ts';
import { type Changes, CSR, entryAt, failed, worldWith } from './fakes.ts';

const { fresh } = certificates;
const entry = entryAt('issued');
const keyless = { ...fresh, hasPrivateKey: false };
const pending = [{ id: 'first', csr: CSR, publicKeyHash: fresh.publicKeyHash }];

async function installed(changes: Changes = {}, begun: Entry = entry) {
  const world = await worldWith({ entry, pending, ...changes });
  const run = world.run();
  const result = await install(run, begun).catch((error) => error);
  expect(await world.entry()).toEqual(run.entry);
  return { ...world, result, step: run.entry?.step };
}

test('a certificate is installed, read back and seen to sign before its pending key goes', async () => {
  const { acts, result, step, pending: left } = await installed();
  expect(acts).toEqual(['step install', 'install first', 'write installed', 'discard first']);
  expect(result).toMatchObject({
    thumbprint: fresh.thumbprint,
    friendlyName: 'ANSER-WEB hanako A001 (cert-tool)',
  });
  expect([step, left]).toEqual(['installed', []]);
});

test('the store gets its chain', async () => {
  const given: unknown[] = [];
  const { shelf } = await worldWith();
  const store = {
    async install(...args: unknown[]) {
      given.push(...args);
      shelf.push(fresh);
      return fresh;
    },
    find: async () => shelf[0],
  };
  await installed({ store });
  expect(given).toEqual(['first', fresh.pem, chains.g4, 'ANSER-WEB hanako A001 (cert-tool)']);
});

test('one that an earlier run has installed is not installed again', async () => {
  const { acts, result, step } = await installed({ here: [fresh] });
  expect(acts).toEqual(['step install', 'write installed', 'discard first']);
  expect([result.thumbprint, step]).toEqual([fresh.thumbprint, 'installed']);
});

test('one that was installed without its key is installed anew', async () => {
  const shelf = [keyless];
  const store = {
    find: async () => shelf.at(-1),
    async install() {
      shelf.push(fresh);
      return fresh;
    },
  };
  const { result, step } = await installed({ here: [fresh], store });
  expect([result, step]).toEqual([fresh, 'installed']);
});

test.each<[string, Changes]>([
  ['is not there', { store: { install: async () => fresh } }],
  ['cannot sign', { store: { sign: () => Promise.reject(failed('key-unusable')) } }],
  ['has no key', { store: { find: async () => keyless } }],
])('one that %s afterwards is not installed yet, and its key stays', async (_, changes) => {
  const { acts, result, step, pending: left } = await installed(changes);
  expect([result.errorName, step, left]).toEqual(['trial-signature-failed', 'issued', pending]);
  expect(acts).not.toContain('write installed');
});

test('without a certificate there is nothing to install', async () => {
  expect((await installed({}, entryAt('sent'))).result).toBeInstanceOf(TypeError);
});
