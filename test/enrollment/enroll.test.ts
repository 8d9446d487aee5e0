import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { BankRefusal, type Me } from '../../src/core/ports/bank.ts';
import { enroll } from '../../src/enrollment/enroll.ts';
import type { EnrollmentRequest } from '../../src/enrollment/ports.ts';
import { certificates, chains } from './certificates.ts';
import { type Changes, CSR, entryAt, failed, issuedOf, nameOf, PROBE, WANTED, worldWith } from './fakes.ts';

const { old, fresh, next, strange } = certificates;
const predecessor = { thumbprint: old.thumbprint, serialNumber: old.serialNumber };
const renewal = { certificate: old, force: false, keepOld: false };
const renewable: Partial<Me> = { certificate: { state: 'renewable', serialNumber: old.serialNumber } };
const issuedOld: Partial<Me> = { certificate: { state: 'issued', serialNumber: old.serialNumber } };
const myKey = { id: 'first', csr: CSR, publicKeyHash: fresh.publicKeyHash };
const bothCas = {
  caChain: async (keyId?: string) => [...(keyId === next.authorityKeyId ? chains.g5 : chains.g4)],
};

/** What came of a run, and what is here afterwards. @param file what stands in the entry's file instead */
async function enrolled(changes: Changes = {}, wanted: Partial<EnrollmentRequest> = {}, file?: string) {
  const world = await worldWith(changes);
  for (const name of file === undefined ? [] : world.files.keys()) world.files.set(name, file ?? '');
  const ended = await enroll(world.ports, { ...WANTED, ...wanted }).then(
    (result) => ({ result, error: undefined }),
    (error) => ({ result: undefined, error }),
  );
  const [entry] = await world.ports.journal.all();
  return {
    ...{ ...world, ...ended, left: entry },
    here: world.shelf.map(({ thumbprint }) => nameOf(thumbprint)),
  };
}

const refusing = (name: ErrorName) => () => Promise.reject(failed(name));
const unreachable: Changes = { ports: { openBank: refusing('connection-refused') } };

describe('a first run', () => {
  test('begins each step once what the one before it brought is on the disk', async () => {
    const { acts, result, here, pending, left } = await enrolled({
      ports: { knownIdentity: async () => undefined },
    });
    // The password is typed while the key is made.
    expect(acts.filter((act) => !['make key new', 'ask password'].includes(act))).toEqual([
      ...['step connect', 'open the bank', 'lock bank hanako', 'step check-here', 'before the login'],
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

  test('of another store is not touched', async () => {
    const { acts, error } = await enrolled({ entry: entryAt('sent', { store: 'file:/other' }) });
    expect(error.errorName).toBe('pending-in-other-store');
    expect(acts).toEqual(['lock bank hanako', 'unlock']);
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
    expect((await enrolled(changes, wanted)).error?.errorName).toBe(name);
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
      read: async () => ({ password: { secrets: [], attemptsLeft: 1 } }),
      write: async () => {},
      forgetBank: async () => {},
    };
    const { acts, error } = await enrolled({ ports: { refusals } });
    expect(error.errorName).toBe('refused-before');
    expect(acts).not.toContain('open the bank');
  });
});
