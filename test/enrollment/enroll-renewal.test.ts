import { describe, expect, test } from 'vitest';
import type { Me } from '../../src/core/ports/bank.ts';
import { certificates, chains } from './certificates.ts';
import { bothCas, enrolled, myKey, predecessor, refusing, renewal } from './enrolled.ts';
import { type Changes, CSR, entryAt, issuedOf, PROBE } from './fakes.ts';

const { old, fresh, next, strange } = certificates;
const renewable: Partial<Me> = { certificate: { state: 'renewable', serialNumber: old.serialNumber } };

describe('a renewal', () => {
  test('proves, asks, and takes the place of the old one', async () => {
    const { acts, result, here } = await enrolled({ here: [old], me: renewable }, { renewal });
    const important = acts.filter((act) => /prove|request|renew|write|confirm|remove/.test(act));
    expect(important).toEqual([
      ...['write key', 'prove a1', 'write sent', 'step request', `renew a1 with ${CSR}`, 'write issued'],
      ...['write installed', 'step confirm', 'confirm a2', 'remove old'],
    ]);
    expect(result).toMatchObject({ outcome: 'renewed', resumed: false, warnings: [] });
    expect(here).toEqual(['fresh']);
  });

  test('of the login ID’s current one replaces that, though another was named', async () => {
    const me: Partial<Me> = { certificate: { state: 'renewable', serialNumber: old.serialNumber } };
    const named = { ...renewal, certificate: next, orCurrent: true };
    const { acts, here } = await enrolled({ here: [old, next], me, bank: bothCas }, { renewal: named });
    expect(acts).toContain(`renew a1 with ${CSR}`);
    expect(here).toEqual(['next', 'fresh']);
  });

  test('that another run did meanwhile is not done again', async () => {
    const { acts, result } = await enrolled({ here: [fresh] }, { renewal });
    expect(result).toMatchObject({ outcome: 'already-valid' });
    expect(acts).not.toContain('open the bank');
  });

  test('that waits for its confirmation is confirmed', async () => {
    const me = { ...renewable, unconfirmed: { serialNumber: fresh.serialNumber } };
    const { result, here } = await enrolled({ here: [old, fresh], me }, { renewal });
    expect(result).toMatchObject({ outcome: 'renewed', resumed: true });
    expect(here).toEqual(['fresh']);
  });

  test.each([
    ['the bank', {}],
    ['the bank, though its certificate is gone', { here: [fresh] }],
  ])('of a certificate of another CA is refused before any password by %s', async (_, changes) => {
    const { acts, error } = await enrolled(
      { here: [old, strange], ...changes },
      { renewal: { ...renewal, certificate: strange } },
    );
    expect(error).toMatchObject({ errorName: 'other-bank', details: { params: { issuer: strange.issuer } } });
    expect(acts).not.toContain('ask password');
  });

  test('of a former CA is none of another bank', async () => {
    const me: Partial<Me> = { certificate: { state: 'renewable', serialNumber: next.serialNumber } };
    const wanted = { renewal: { ...renewal, certificate: next } };
    const { result } = await enrolled({ here: [next], me, bank: bothCas }, wanted);
    expect(result).toMatchObject({ outcome: 'renewed', warnings: ['other-ca'] });
  });

  test('by a store that cannot sign is refused before any password, unless it was sent', async () => {
    const probe = async () => ({ ...PROBE, canSign: false });
    const store = { probe, sign: refusing('signing-not-possible') };
    for (const entry of [undefined, entryAt('key', { kind: 'renewal', predecessor })]) {
      const changes: Changes = { here: [old], me: renewable, store, ...(entry ? { entry } : {}) };
      const { acts, error } = await enrolled(changes, { renewal });
      expect(error).toMatchObject({
        errorName: 'signing-not-possible',
        details: { params: { store: 'file' } },
      });
      expect(acts).not.toContain('ask password');
    }
    const entry = entryAt('installed', { kind: 'renewal', predecessor });
    const sent = await enrolled({ here: [old, fresh], store, entry }, { renewal });
    expect(sent.result).toMatchObject({ outcome: 'renewed', warnings: ['confirm-by-login'] });
    const first = await enrolled({ store });
    expect(first.result).toMatchObject({ outcome: 'issued', warnings: ['confirm-by-login'] });
  });

  test.each([
    ['a renewal', { renewal }, { here: [old], me: renewable }],
    ['an issue that finds it', {}, { entry: entryAt('sent', { kind: 'renewal', predecessor }) }],
  ])('by another CA is told: %s', async (_, wanted, changes: Changes) => {
    const pending = [{ ...myKey, publicKeyHash: next.publicKeyHash }];
    const entry = changes.entry && { ...changes.entry, publicKeyHash: next.publicKeyHash };
    const world = { here: [old], issues: next, bank: bothCas, pending, ...changes };
    const session = { requestCertificate: async () => issuedOf(next, chains.g5) };
    const renew = async () => issuedOf(next, chains.g5);
    const { result } = await enrolled(
      { ...world, ...(entry ? { entry } : {}), session: { ...session, renew } },
      wanted,
    );
    expect(result).toMatchObject({ outcome: 'renewed', warnings: ['other-ca'] });
  });
});
