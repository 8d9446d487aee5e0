import { describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { CertificateState, Me } from '../../src/core/ports/bank.ts';
import { decide, unconfirmedHere } from '../../src/enrollment/decide.ts';
import { certificates } from './certificates.ts';
import { type Changes, failed, SUPPORT, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const atBank = (state: CertificateState, { serialNumber }: StoredCertificate = old) => ({
  certificate: { state, serialNumber },
});
/** The store has its certificate, and its key is gone. */
const keyless = { ...old, hasPrivateKey: false };

async function decided(changes: Changes) {
  const { acts, run, session } = await worldWith(changes);
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
    expect(await decided({ me: atBank(state), here: [fresh] })).toBe('issued-elsewhere');
  });

  test('here without its key', async () => {
    expect(await decided({ me: atBank('issued'), here: [keyless] })).toBe('key-unusable');
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

test.each([
  ['general', 'An administrator or the master user'],
  ['administrator', 'The master user or another administrator'],
  ['master', 'your branch'],
] as const)('who may revoke the certificate of a %s user is said', async (role, revoker) => {
  const { run, session } = await worldWith({ me: { ...atBank('issued'), role } });
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
