import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import type { Me } from '../../src/core/ports/bank.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { enroll } from '../../src/enrollment/enroll.ts';
import type { EnrollmentRequest } from '../../src/enrollment/ports.ts';
import { certificates } from './certificates.ts';
import { enrolled, myKey, refusing, renewal, unreachable } from './enrolled.ts';
import { type Changes, CSR, entryAt, WANTED, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const issuedOld: Partial<Me> = { certificate: { state: 'issued', serialNumber: old.serialNumber } };

describe('an unfinished request', () => {
  test('that was sent is sent again, and counts as resumed', async () => {
    const { acts, result } = await enrolled({ entry: entryAt('sent'), pending: [myKey] });
    expect(acts).not.toContain('step state');
    expect(acts).toContain(`request with ${CSR}`);
    expect(result).toMatchObject({ outcome: 'issued', resumed: true });
  });

  test('of which nothing was sent is gone on with, and is not resumed', async () => {
    const { acts, result } = await enrolled({ entry: entryAt('key'), pending: [myKey] });
    expect(acts).toContain('make key first');
    expect(result).toMatchObject({ outcome: 'issued', resumed: false });
  });

  test('that was sent outlives a rehearsal', async () => {
    const { result, left, pending } = await enrolled(
      { entry: entryAt('sent'), pending: [myKey] },
      { dryRun: true },
    );
    expect(result).toMatchObject({ outcome: 'dry-run', resumed: true });
    expect([left?.step, pending]).toEqual(['sent', [myKey]]);
  });

  test.each<[string, Changes]>([
    ['the usual one where there is none', {}],
    ['its own', { entry: entryAt('sent'), pending: [myKey] }],
  ])('is looked for under the lock, and finished in a store: %s', async (_, changes) => {
    const opened: (string | undefined)[] = [];
    const { ports, acts } = await worldWith(changes);
    const openStore = async (resume?: string) => {
      expect(acts).toEqual(['lock bank hanako']);
      opened.push(resume);
      return ports.openStore(resume);
    };
    expect((await enroll({ ...ports, openStore }, WANTED)).outcome).toBe('issued');
    expect(opened).toEqual([changes.entry?.store]);
  });

  test('of another store is not touched', async () => {
    const { acts, error } = await enrolled({ entry: entryAt('sent', { store: 'file:/other' }) });
    expect(error.errorName).toBe('pending-in-other-store');
    expect(acts).toEqual(['lock bank hanako', 'unlock']);
  });

  test.each<['key' | 'sent' | 'issued' | 'installed', boolean]>([
    ['key', false],
    ['sent', true],
    ['issued', true],
    ['installed', false],
  ])('at the step %s whose store cannot be opened is still to come: %s', async (step, notInstalledYet) => {
    const { ports } = await worldWith({ entry: entryAt(step), pending: [myKey] });
    const wanted = { errorName: 'store-failed', notInstalledYet };
    await expect(enroll({ ...ports, openStore: refusing('store-failed') }, WANTED)).rejects.toMatchObject(
      wanted,
    );
    const store = { ...(await ports.openStore()), probe: refusing('store-failed') };
    await expect(enroll({ ...ports, openStore: async () => store }, WANTED)).rejects.toMatchObject(wanted);
    expect((await ports.journal.all()).map((each) => each.step)).toEqual([step]);
  });

  test('whose key is lost starts anew', async () => {
    const { acts, result } = await enrolled({ entry: entryAt('sent') });
    expect(acts).toEqual(expect.arrayContaining(['discard first', 'make key new', `request with ${CSR}`]));
    expect(result).toMatchObject({ outcome: 'issued', resumed: true });
  });

  test('starts anew once, and then tells why', async () => {
    let requests = 0;
    const requestCertificate = () => {
      requests += 1;
      return Promise.reject(new BankRefusal('certificate-exists', 409));
    };
    const { error, left, pending } = await enrolled({ session: { requestCertificate } });
    expect([error.errorName, error.notInstalledYet, requests]).toEqual(['bad-answer', false, 2]);
    expect([left, pending]).toEqual([undefined, []]);
  });
});

describe('a certificate that is here and not confirmed', () => {
  const installed: Changes = { here: [fresh], entry: entryAt('installed'), pending: [myKey] };
  const mute = { secrets: { available: false, password: refusing('missing-input') } };

  test('is confirmed', async () => {
    const { result, left } = await enrolled(installed);
    expect(result).toMatchObject({ outcome: 'issued', resumed: true, warnings: [] });
    expect(left).toBeUndefined();
  });

  test.each<[string, Changes, Partial<EnrollmentRequest>]>([
    ['nobody can type a password', { ...installed, ...mute }, {}],
    ['nobody can, and a renewal was wanted', { ...installed, ...mute }, { renewal }],
    ['nobody can, and only a key was made', { here: [old], entry: entryAt('key'), ...mute }, {}],
    ['the bank cannot be reached', { ...installed, ...unreachable }, {}],
  ])('is enough where %s', async (_, changes, wanted) => {
    const { acts, result, left } = await enrolled(changes, wanted);
    expect(result).toMatchObject({ outcome: 'already-valid', warnings: ['not-confirmed'] });
    expect(acts).not.toContain('ask password');
    expect(left).toEqual(changes.entry);
  });

  test.each<[string, Changes, Partial<EnrollmentRequest>, ErrorName]>([
    [
      'the bank refuses the password',
      { ...installed, bank: { logIn: refusing('credentials-refused') } },
      {},
      'credentials-refused',
    ],
    [
      'its key does not work',
      { ...installed, ...unreachable, here: [{ ...fresh, hasPrivateKey: false }] },
      {},
      'connection-refused',
    ],
    [
      'nothing is unfinished, and the bank is to be asked',
      { here: [old], ...mute },
      { checkBank: true },
      'missing-input',
    ],
    [
      'the old one is to be renewed',
      { here: [old], entry: entryAt('key'), ...mute },
      { renewal },
      'missing-input',
    ],
    [
      'it is still to be installed',
      { here: [old], entry: entryAt('issued'), pending: [myKey], ...unreachable },
      {},
      'connection-refused',
    ],
  ])('is not enough where %s', async (_, changes, wanted, name) => {
    const { error, left } = await enrolled(changes, wanted);
    expect(error.errorName).toBe(name);
    // What was sent stays for the next run.
    const step = changes.entry?.step === 'key' ? undefined : changes.entry?.step;
    expect(left?.step).toBe(step);
  });
});

describe('a damaged entry', () => {
  test('is all that is left of a request where no good certificate is here', async () => {
    const { acts, error, files } = await enrolled({ entry: entryAt('sent') }, {}, '{');
    expect(error.errorName).toBe('damaged-entry');
    expect(acts).toEqual(['lock bank hanako', 'step check-here', 'unlock']);
    expect([...files.values()]).toEqual(['{']);
  });

  test('is set aside where one is, once the bank was asked', async () => {
    const changes = { here: [old], me: issuedOld, entry: entryAt('sent') };
    const { acts, result, files } = await enrolled(changes, {}, '{');
    expect(acts).toContain('ask password');
    expect(result).toMatchObject({ outcome: 'already-valid', warnings: ['entry-set-aside'] });
    expect([...files].map(([name, text]) => [/\.\w+$/.exec(name)?.[0], text])).toEqual([['.damaged', '{']]);
  });

  test('stays while the bank cannot be reached', async () => {
    const { error, files } = await enrolled({ here: [old], entry: entryAt('sent'), ...unreachable }, {}, '{');
    expect(error.errorName).toBe('connection-refused');
    expect([...files.values()]).toEqual(['{']);
  });

  test('of a newer build is no damaged one', async () => {
    const newer = '{"version":2}';
    const { error, files } = await enrolled({ here: [old], entry: entryAt('sent') }, {}, newer);
    expect(error.errorName).toBe('newer-data');
    expect([...files.values()]).toEqual([newer]);
  });
});
