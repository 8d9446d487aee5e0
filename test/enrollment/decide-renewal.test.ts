import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { CertificateDetails, CertificateState } from '../../src/core/ports/bank.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { decideRenewal } from '../../src/enrollment/decide-renewal.ts';
import type { Renewal } from '../../src/enrollment/ports.ts';
import type { FlatSession } from '../support/flat-session.ts';
import { certificates, NOW } from './certificates.ts';
import { type Changes, failed, SUPPORT, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const OLD = old.serialNumber.slice(-2);
const FRESH = fresh.serialNumber.slice(-2);
const atBank = (state: CertificateState, { serialNumber }: StoredCertificate = old) => ({
  certificate: { state, serialNumber, renewableFrom: new Date('2026-11-22T00:00:00Z') },
});

/** The decision or the error, and what was proved. */
async function decided(changes: Changes, renewal: Partial<Renewal> = {}) {
  const { acts, run, session } = await worldWith({ here: [old], ...changes });
  const wanted = { certificate: old, force: false, keepOld: false, ...renewal };
  const decision = await decideRenewal(run(), session, wanted).catch((error) => error);
  expect(acts[0]).toBe('step state');
  return { decision, proofs: acts.slice(1) };
}

describe('a certificate that is to be renewed', () => {
  test('proves that its key is here', async () => {
    const { decision, proofs } = await decided({ me: atBank('renewable') });
    expect(decision).toEqual({ action: 'request', predecessor: old });
    expect(proofs).toEqual([`prove ${OLD}`]);
  });

  test('waits for its last 40 days, unless that is not to count', async () => {
    const { decision, proofs } = await decided({ me: atBank('issued') });
    expect(decision).toMatchObject({
      errorName: 'too-early',
      details: { params: { loginId: 'hanako', from: { en: 'after 2026-11-22 09:00:00 JST' } } },
    });
    expect(proofs).toEqual([]);
    const forced = await decided({ me: atBank('issued') }, { force: true });
    expect(forced).toMatchObject({ decision: { action: 'request' }, proofs: [`prove ${OLD}`] });
  });

  test.each([
    ['nothing of when', {}],
    ['a time that has come', { renewableFrom: NOW }],
    ['a time after the end', { renewableFrom: new Date('2029-01-01T00:00:00Z'), notAfter: old.notAfter }],
  ])('is asked for where the bank says issued and %s', async (_, said) => {
    const me = { certificate: { state: 'issued', serialNumber: old.serialNumber, ...said } } as const;
    const { decision, proofs } = await decided({ me });
    expect([decision.action, proofs]).toEqual(['request', [`prove ${OLD}`]]);
  });

  test('is proved for and asked for at a bank that does not tell its state', async () => {
    const changes: Changes = { me: atBank('issued', fresh), without: ['states'] };
    const { run, session, acts } = await worldWith({ here: [old], ...changes });
    const wanted = { certificate: old, force: false, keepOld: false };
    expect(await decideRenewal(run(), session, wanted)).toEqual({ action: 'request', predecessor: old });
    expect(acts).toEqual([`prove ${OLD}`]);
  });

  test('whose key is gone cannot be', async () => {
    const { decision, proofs } = await decided(
      { me: atBank('renewable') },
      {
        certificate: { ...old, hasPrivateKey: false },
      },
    );
    expect([decision.errorName, proofs]).toEqual(['key-unusable', []]);
  });

  test('whose successor is here already needs no other: that is confirmed', async () => {
    const me = { ...atBank('renewable'), unconfirmed: { serialNumber: fresh.serialNumber } };
    const { decision, proofs } = await decided({ me, here: [old, fresh] });
    expect(decision).toEqual({ action: 'confirm', certificate: fresh });
    expect(proofs).toEqual([]);
  });
});

describe('where the bank has another one for current', () => {
  const details = (changes: Partial<CertificateDetails>): Partial<FlatSession> => ({
    certificate: async () => ({
      ...{ loginId: 'hanako', state: 'revoked', confirmed: true },
      ...{ serialNumber: old.serialNumber, certificate: old.pem, ...changes },
    }),
  });

  test('that one is renewed if a login ID was named and it is here', async () => {
    const changes: Changes = { me: atBank('renewable', fresh), here: [old, fresh] };
    const { decision, proofs } = await decided(changes, { orCurrent: true });
    expect([decision, proofs]).toEqual([{ action: 'request', predecessor: fresh }, [`prove ${FRESH}`]]);
  });

  test.each<[string, Changes, ErrorName]>([
    ['was renewed', { session: details({ revocationReason: 'superseded' }) }, 'already-renewed'],
    ['was revoked', { session: details({ revocationReason: 'keyCompromise' }) }, 'revoked-at-bank'],
    ['was revoked, who knows why', { session: details({}) }, 'revoked-at-bank'],
    ['has expired', { session: details({ state: 'expired' }) }, 'certificate-expired'],
    ['is of somebody else', { session: details({ loginId: 'jiro' }) }, 'not-your-certificate'],
    [
      'is unknown',
      { session: { certificate: () => Promise.reject(new BankRefusal('not-found', 404)) } },
      'unknown-to-bank',
    ],
    [
      'cannot be asked about',
      { session: { certificate: () => Promise.reject(failed('timeout')) } },
      'timeout',
    ],
  ])('the one that was named %s', async (_, changes, name) => {
    for (const me of [atBank('renewable', fresh), atBank('issued', fresh)]) {
      const { decision, proofs } = await decided({ me, here: [old, fresh], ...changes });
      expect([decision.errorName, proofs]).toEqual([name, []]);
      if (name === 'timeout') continue;
      const { loginId, serialNumber } = { loginId: 'hanako', serialNumber: old.serialNumber };
      expect(decision.details.params).toMatchObject({ loginId, serialNumber });
    }
  });

  test('whom to ask is said where it is known', async () => {
    const changes = { here: [old], me: atBank('revoked'), session: details({}) };
    for (const [shared, en] of [
      [{}, expect.stringContaining(SUPPORT.phone)],
      [{ connection: undefined }, ''],
    ] as const) {
      const { run, session } = await worldWith(changes);
      const wanted = { certificate: old, force: false, keepOld: false };
      await expect(decideRenewal(run(shared), session, wanted)).rejects.toMatchObject({
        details: { params: { support: { en } } },
      });
    }
  });
});

test.each<CertificateState>(['not-issued', 'expired', 'revoked'])(
  'a state of %s makes even the very one no current certificate',
  async (state) => {
    const certificate = () => Promise.reject(new BankRefusal('not-found', 404));
    const { decision } = await decided({ me: atBank(state), session: { certificate } }, { orCurrent: true });
    expect(decision.errorName).toBe('unknown-to-bank');
  },
);

test('a bank without a number has no current certificate', async () => {
  const certificate = () => Promise.reject(new BankRefusal('not-found', 404));
  const me = { certificate: { state: 'renewable' as const } };
  const { decision } = await decided({ me, session: { certificate } }, { orCurrent: true });
  expect(decision.errorName).toBe('unknown-to-bank');
});
