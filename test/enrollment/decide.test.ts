import { describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { BankStatus, CertificateState, Me } from '../../src/core/ports/bank.ts';
import { decide, unconfirmedHere } from '../../src/enrollment/decide.ts';
import { certificates } from './certificates.ts';
import { type Changes, failed, SUPPORT, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const atBank = (state: CertificateState, { serialNumber }: StoredCertificate = old) => ({
  certificate: { state, serialNumber },
});
/** What it knows of one certificate it does not tell now. */
const silent = { certificate: () => Promise.reject(failed('timeout')) };
/** The store has its certificate, and its key is gone. */
const keyless = { ...old, hasPrivateKey: false };

/** It states its rules, and a revocation takes no time. */
const STATED = { status: { rules: {} } };

async function decided(changes: Changes) {
  const { acts, run, session } = await worldWith({ ...STATED, ...changes });
  const decision = await decide(run(), session).catch((error) => error.errorName);
  expect(acts).toContain('step state');
  return decision;
}

describe("the bank's state", () => {
  test.each<[string, Partial<Me>]>([
    ['no certificate', { certificate: { state: 'not-issued' } }],
    ['an expired one', atBank('expired')],
    ['a revoked one', atBank('revoked')],
    ['one without a number', { certificate: { state: 'issued' } }],
  ])('%s: ask for one', async (_, me) => {
    expect(await decided({ me, here: [old] })).toEqual({ action: 'request' });
  });

  test.each<CertificateState>(['issued', 'renewable'])('%s and here: nothing', async (state) => {
    const notices = [{ code: 'n', message: 'a notice' }];
    const me = { ...atBank(state), notices };
    expect(await decided({ me, here: [fresh, old] })).toEqual({
      action: 'nothing',
      certificate: old,
      notices,
    });
  });

  test.each<CertificateState>(['issued', 'renewable'])('%s and not here: elsewhere', async (state) => {
    expect(await decided({ me: atBank(state), here: [fresh], session: silent })).toBe('issued-elsewhere');
  });

  test('here without its key', async () => {
    expect(await decided({ me: atBank('issued'), here: [keyless] })).toBe('key-unusable');
  });

  test.each<[string, Partial<BankStatus>, boolean]>([
    ['states no rules', {}, true],
    ['states that they take time', { rules: { revocationMinutes: 90 } }, true],
    ['states that they take none', { rules: { revocationMinutes: 0 } }, false],
    ['states others', { rules: { renewalDays: 28 } }, false],
  ])('where the bank %s, whether a revocation is on its way is asked', async (_, status, isAsked) => {
    for (const here of [[], [keyless]]) {
      const { run, session } = await worldWith({ me: atBank('issued'), here, session: silent, status });
      const name = here.length > 0 ? 'key-unusable' : 'issued-elsewhere';
      const own = run();
      const decision = await decide(own, session).catch((error) => error.errorName);
      expect(decision).toEqual(isAsked ? { action: 'request' } : name);
      expect(own.otherwise?.errorName).toBe(isAsked ? name : undefined);
    }
  });

  test('here, but its file is damaged: it is fetched again', async () => {
    const repaired: string[] = [];
    const store = {
      damaged: async () => [{ thumbprint: old.thumbprint, location: '/store' }],
      async repair(pem: string) {
        repaired.push(pem);
        return true;
      },
      find: async () => old,
    };
    const session = {
      certificate: async () => ({
        ...{ loginId: 'hanako', state: 'issued' as const, confirmed: true },
        ...{ serialNumber: old.serialNumber, certificate: old.pem },
      }),
    };
    const sign = (await worldWith({ here: [old] })).ports.store.sign;
    const changes: Changes = { me: atBank('issued'), store: { ...store, sign }, session };
    expect(await decided(changes)).toMatchObject({ action: 'nothing', certificate: old });
    expect(repaired).toEqual([old.pem]);
  });
});

test('a bank that does not tell its state is asked for a certificate', async () => {
  const { run, session, acts } = await worldWith({ me: atBank('issued'), here: [old], without: ['states'] });
  expect([await decide(run(), session), acts]).toEqual([{ action: 'request' }, []]);
});

describe('a certificate that the bank waits to hear of', () => {
  const waiting = { ...atBank('issued'), unconfirmed: { serialNumber: fresh.serialNumber } };

  test('is confirmed where it is here and works, whatever else there is', async () => {
    expect(await decided({ me: waiting, here: [old, fresh] })).toEqual({
      action: 'confirm',
      certificate: fresh,
    });
  });

  test.each([
    ['not here', []],
    ['here without its key', [{ ...fresh, hasPrivateKey: false }]],
  ])('is not where it is %s', async (_, here) => {
    const { run, session } = await worldWith({ here });
    const me = { ...(await session.me()), ...waiting };
    expect(await unconfirmedHere(run(), session, me)).toBeUndefined();
  });

  test('does not keep the current one from being enough', async () => {
    expect(await decided({ me: waiting, here: [old] })).toMatchObject({
      action: 'nothing',
      certificate: old,
    });
  });
});

describe('where and since when it is used elsewhere', () => {
  const notBefore = new Date('2026-03-01T15:00:00Z');
  const lastUsedAt = new Date('2026-04-30T23:00:00Z');
  const details = (more: object) => ({
    certificate: async (serialNumber: string) => ({
      ...{ loginId: 'hanako', state: 'issued' as const, confirmed: true, serialNumber, certificate: old.pem },
      ...more,
    }),
  });
  const known = async (me: Partial<Me>, session: NonNullable<Changes['session']>) => {
    const { run, session: opened } = await worldWith({ ...STATED, me, session });
    const error = await decide(run(), opened).catch((thrown) => thrown);
    return error.details.params.known;
  };

  test('is said as the bank tells it with the state, or of the certificate', async () => {
    const said = {
      ja: '銀行の記録: PC「経理 1」、2026年03月02日発行、最終利用 2026年05月01日。',
      en: ' The bank has it as: on the PC "経理 1", issued on 2026-03-02, last used on 2026-05-01.',
    };
    const { certificate } = atBank('issued');
    const facts = { device: '経理 1', issuedAt: notBefore, lastUsedAt };
    expect(await known({ certificate: { ...certificate, ...facts } }, silent)).toEqual(said);
    expect(await known(atBank('issued'), details({ device: '経理 1', notBefore, lastUsedAt }))).toEqual(said);
  });

  test('as far as it is known', async () => {
    expect(await known(atBank('issued'), details({ notBefore }))).toMatchObject({
      en: ' The bank has it as: issued on 2026-03-02.',
    });
    expect(await known(atBank('issued'), silent)).toBe('');
  });
});

test.each([
  ['general', 'An administrator or the master user'],
  ['administrator', 'The master user or another administrator'],
  ['master', 'your branch'],
] as const)('who may revoke the certificate of a %s user is said', async (role, revoker) => {
  const { run, session } = await worldWith({
    ...STATED,
    ...{ me: { ...atBank('issued'), role }, session: silent },
  });
  await expect(decide(run(), session)).rejects.toMatchObject({
    errorName: 'issued-elsewhere',
    details: {
      params: {
        loginId: 'hanako',
        revoker: { en: expect.stringContaining(revoker), ja: expect.stringMatching(/ユーザ|お取引店/) },
        support: { en: expect.stringContaining(SUPPORT.phone) },
      },
    },
  });
  await expect(decide(run({ connection: undefined }), session)).rejects.toMatchObject({
    details: { params: { support: { en: '' } } },
  });
});

test('a key that others can read is to be protected, and no other asked for', async () => {
  const sign = () => Promise.reject(failed('store-unsafe'));
  expect(await decided({ me: atBank('issued'), here: [old], store: { sign } })).toBe('store-unsafe');
});
