import { describe, expect, test } from 'vitest';
import type { Me } from '../../src/core/ports/bank.ts';
import { certificates } from './certificates.ts';
import { bothCas, enrolled, myKey, refusing } from './enrolled.ts';
import { type Changes, CSR } from './fakes.ts';

const { old, fresh, next } = certificates;
const issuedOld: Partial<Me> = { certificate: { state: 'issued', serialNumber: old.serialNumber } };

describe('a first run', () => {
  test('begins each step once what the one before it brought is on the disk', async () => {
    const { acts, result, here, pending, left } = await enrolled({
      ports: { knownIdentity: async () => undefined },
    });
    // The password is typed while the key is made.
    expect(acts.filter((act) => !['make key new', 'ask password'].includes(act))).toEqual([
      ...[
        'expect a request by 2048 bits',
        'step connect',
        'open the bank',
        'lock bank hanako',
        'step check-here',
        'before the login',
      ],
      ...['write key', 'step login', 'log in hanako with the password', 'step state'],
      ...['write sent', 'step request', 'sent', `request with ${CSR}`, 'write issued'],
      ...['step install', 'install new', 'write installed', 'discard new', 'step confirm', 'confirm a2'],
      ...['discard new', 'clear the entry', 'log out', 'unlock', 'close the bank'],
    ]);
    expect(result).toMatchObject({ outcome: 'issued', resumed: false, warnings: [] });
    expect(result?.certificate?.thumbprint).toBe(fresh.thumbprint);
    expect([here, pending, left]).toEqual([['fresh'], [], undefined]);
  });

  test('does all but the request where it is a rehearsal', async () => {
    const { acts, result, pending, left } = await enrolled({}, { dryRun: true });
    expect(result).toEqual({ outcome: 'dry-run', resumed: false, warnings: [] });
    expect(acts).not.toContain(`request with ${CSR}`);
    expect([pending, left]).toEqual([[], undefined]);
  });

  test('tells what it was warned of before the login', async () => {
    const { result } = await enrolled({ ports: { beforeLogin: async () => ['busy'] } });
    expect(result?.warnings).toEqual(['busy']);
  });

  test('at an address where another bank answers than before is one of that bank', async () => {
    const { acts, result } = await enrolled({ status: { bankId: 'other' } });
    expect(acts.filter((act) => /lock|open|close/.test(act))).toEqual([
      ...['lock bank hanako', 'open the bank', 'unlock', 'lock other hanako', 'unlock', 'close the bank'],
    ]);
    expect(result?.outcome).toBe('issued');
  });
});

describe('where a good certificate is here', () => {
  test('nothing is wanted of the bank', async () => {
    const { acts, result } = await enrolled({ here: [old] });
    expect(result).toMatchObject({
      outcome: 'already-valid',
      certificate: old,
      resumed: false,
      warnings: [],
    });
    expect(acts).toEqual(['lock bank hanako', 'step check-here', 'unlock']);
  });

  test('the bank is asked all the same when told to, and nothing stays of it', async () => {
    const notices = [{ code: 'n', message: 'a notice' }];
    const changes = { here: [old], me: { ...issuedOld, notices } };
    const { acts, result, pending, left } = await enrolled(changes, { checkBank: true });
    expect(result).toMatchObject({ outcome: 'already-valid', certificate: old, notices });
    expect(acts).toContain('ask password');
    expect([pending, left]).toEqual([[], undefined]);
  });

  test('one that the bank waits to hear of is confirmed', async () => {
    const me = { unconfirmed: { serialNumber: fresh.serialNumber } };
    const { acts, result, left } = await enrolled({ here: [fresh], me }, { checkBank: true });
    expect(acts).toContain('confirm a2');
    expect(result).toMatchObject({ outcome: 'issued', resumed: true });
    expect(result?.certificate?.thumbprint).toBe(fresh.thumbprint);
    expect(left).toBeUndefined();
  });

  test('of a CA that is not known yet, that CA is learnt before anything is judged', async () => {
    const me: Partial<Me> = { certificate: { state: 'issued', serialNumber: next.serialNumber } };
    const { result } = await enrolled({ here: [next], me, bank: bothCas });
    expect(result).toMatchObject({ outcome: 'already-valid', certificate: { thumbprint: next.thumbprint } });
  });
});

describe('a failure', () => {
  test('before the request is sent leaves nothing behind', async () => {
    const { acts, error, pending, left } = await enrolled({
      bank: { logIn: refusing('credentials-refused') },
    });
    expect([error.errorName, error.notInstalledYet]).toEqual(['credentials-refused', false]);
    expect([pending, left]).toEqual([[], undefined]);
    expect(acts.slice(-2)).toEqual(['unlock', 'close the bank']);
  });

  test('while the key is still being made waits for it, and takes it away', async () => {
    const made: string[] = [];
    const store = {
      async request(id: string) {
        await new Promise((resolve) => setImmediate(resolve));
        made.push(`made ${id}`);
        return { ...myKey, id };
      },
      discard: async (id: string) => void made.push(`discarded ${id}`),
    };
    const { error } = await enrolled({ store, bank: { logIn: refusing('credentials-refused') } });
    expect([error.errorName, made]).toEqual(['credentials-refused', ['made new', 'discarded new']]);
  });

  test('to make the key is told after the login, and logged out all the same', async () => {
    const { acts, error, left } = await enrolled({ store: { request: refusing('store-full') } });
    expect([error.errorName, left]).toEqual(['store-full', undefined]);
    expect(acts.slice(-3)).toEqual(['log out', 'unlock', 'close the bank']);
  });

  test('to clear up does not cover up the first one', async () => {
    const changes = { bank: { logIn: refusing('suspended') }, store: { discard: refusing('store-full') } };
    expect((await enrolled(changes)).error.errorName).toBe('suspended');
  });

  test('of a build that is too old clears nothing up', async () => {
    const { error, left } = await enrolled({ bank: { logIn: refusing('newer-data') } });
    expect([error.errorName, left?.step]).toEqual(['newer-data', 'key']);
  });

  test.each<[string, Changes, string]>([
    ['after the request was sent', { session: { requestCertificate: refusing('timeout') } }, 'sent'],
    ['to install', { store: { install: refusing('store-full') } }, 'issued'],
  ])('%s says that a certificate is to come', async (_, changes, step) => {
    const { acts, error, left, pending } = await enrolled(changes);
    expect([error.notInstalledYet, left?.step, pending]).toEqual([true, step, [{ ...myKey, id: 'new' }]]);
    expect(acts.slice(-3)).toEqual(['log out', 'unlock', 'close the bank']);
  });

  test('that nobody foresaw is a bug of ours', async () => {
    const { error } = await enrolled({ session: { me: () => Promise.reject(new TypeError('a bug')) } });
    expect(error).toMatchObject({ errorName: 'internal', cause: { message: 'a bug' } });
  });

  test('of the login before is remembered: the bank is not even connected to', async () => {
    const refusals = {
      async read(whose: object) {
        expect(whose).toEqual({ bankId: 'bank', loginId: 'hanako' });
        return { password: { secrets: [], attemptsLeft: 1 } };
      },
      write: async () => {},
      forgetBank: async () => {},
    };
    const { acts, error } = await enrolled({ ports: { refusals } });
    expect(error.errorName).toBe('refused-before');
    expect(acts).not.toContain('open the bank');
  });
});
