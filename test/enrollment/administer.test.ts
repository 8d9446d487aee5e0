import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import type { CertificateState, Me } from '../../src/core/ports/bank.ts';
import { type Administrator, administer } from '../../src/enrollment/administer.ts';
import { BANK, certificates, chains, LOGIN_ID } from './certificates.ts';
import { myKey } from './enrolled.ts';
import { type Changes, entryAt, failed, PROBE, SUPPORT, worldWith } from './fakes.ts';

const { old, fresh, next, strange } = certificates;
const WHOSE = { bankId: BANK.bankId, loginId: LOGIN_ID };
const ENDING = ['log out', 'close the bank', 'unlock'];
const current = ({ serialNumber }: { serialNumber: string }): Partial<Me> => ({
  certificate: { state: 'issued', serialNumber },
});

async function administered(
  changes: Changes = {},
  administrator: Partial<Administrator> = {},
  work: () => Promise<string> = async () => 'done',
) {
  const { acts, ports } = await worldWith({ here: [old], ...changes });
  const wanted = { loginId: LOGIN_ID, confirms: false, ...administrator };
  const result = await administer(ports, wanted, async ({ session, administration, connection }) => {
    expect([administration, connection.identity.bankId]).toEqual([session, 'bank']);
    acts.push('work');
    return work();
  }).catch((error) => error);
  return { acts, result, proofs: acts.filter((act) => act.startsWith('prove')) };
}

/** What the bank refused before. */
function remembering(kind: 'password' | 'confirmation'): Partial<Changes['ports']> {
  const refused = { [kind]: { secrets: [], attemptsLeft: 1 } };
  const read = async ({ bankId, loginId }: typeof WHOSE) =>
    bankId === WHOSE.bankId && loginId === WHOSE.loginId ? refused : {};
  return { refusals: { read, write: async () => {}, forgetBank: async () => {} } };
}

describe('work of an administrator', () => {
  test('is done in a session that has proved, which then ends', async () => {
    const { acts, result } = await administered();
    expect(result).toBe('done');
    expect(acts).toEqual([
      ...['step connect', 'open the bank', 'lock bank hanako', 'before the login', 'ask password'],
      ...['step login', 'log in hanako with the password', 'step proof', 'prove a1', 'work', ...ENDING],
    ]);
  });

  test('that fails ends its session all the same', async () => {
    const work = () => Promise.reject(failed('not-permitted'));
    const { acts, result } = await administered({}, {}, work);
    expect([result.errorName, acts.slice(-4)]).toEqual(['not-permitted', ['work', ...ENDING]]);
  });

  test.each<[string, Changes, ErrorName, string[]]>([
    ['proof', { session: { prove: () => Promise.reject(failed('proof-refused')) } }, 'proof-refused', ENDING],
    [
      'password',
      { bank: { logIn: () => Promise.reject(failed('suspended')) } },
      'suspended',
      ['close the bank', 'unlock'],
    ],
    ['certificate', { here: [] }, 'proof-impossible', ['close the bank', 'unlock']],
    ['lock', { ports: { lock: () => Promise.reject(failed('busy')) } }, 'busy', ['close the bank']],
    ['bank', { ports: { openBank: () => Promise.reject(failed('timeout')) } }, 'timeout', []],
  ])('is not begun without its %s', async (_, changes, name, ending) => {
    const { acts, result } = await administered(changes);
    expect([result.errorName, acts.includes('work')]).toEqual([name, false]);
    if (ending.length > 0) expect(acts.slice(-ending.length)).toEqual(ending);
    for (const act of ENDING.filter((each) => !ending.includes(each))) expect(acts).not.toContain(act);
  });

  test.each<[CertificateState, boolean, unknown]>([
    ['revoked', true, false],
    ['revoked', false, 'proof-refused'],
    ['issued', true, 'proof-refused'],
  ])('whose certificate is %s at the bank, where that may be: %s', async (state, evenRevoked, told) => {
    const { serialNumber, pem: certificate } = old;
    const details = { loginId: LOGIN_ID, state, confirmed: true, serialNumber, certificate };
    const session = {
      prove: () => Promise.reject(failed('proof-refused')),
      certificate: async () => details,
    };
    const { ports } = await worldWith({ here: [old], session });
    const wanted = { loginId: LOGIN_ID, confirms: false, evenRevoked };
    const done = await administer(ports, wanted, async ({ isProven }) => isProven).catch(
      (error) => error.errorName,
    );
    expect(done).toBe(told);
  });

  test('is refused before any password by a bank that has none', async () => {
    const { acts, result } = await administered({ without: ['administration'] });
    expect(result).toMatchObject({
      errorName: 'not-offered-by-bank',
      details: { params: { bank: 'Test Bank', what: { en: expect.stringContaining('users') } } },
    });
    expect(acts).toEqual(['step connect', 'open the bank', 'close the bank']);
  });

  test('is refused in a session that has none, though the bank has', async () => {
    const { session } = await worldWith({ without: ['administration'] });
    const { acts, result } = await administered({ bank: { logIn: async () => session } });
    expect([result.errorName, acts.includes('work')]).toEqual(['not-offered-by-bank', false]);
  });

  test('needs a store that can sign', async () => {
    const probe = async () => ({ ...PROBE, canSign: false });
    const { acts, result } = await administered({ store: { probe } });
    expect(result).toMatchObject({
      errorName: 'signing-not-possible',
      details: { params: { store: 'file' } },
    });
    expect(acts).toEqual([]);
  });
});

describe('the proof', () => {
  const both = [old, fresh];

  test.each<[string, Changes, string[]]>([
    ['the only one', { here: [old] }, ['prove a1']],
    ['the one that the bank has for current', { here: both, me: current(old) }, ['prove a1']],
    ['the newest, where it is that', { here: both, me: current(fresh) }, ['prove a2']],
    ['the newest, where the bank has none of them', { here: both, me: current(strange) }, ['prove a2']],
    ['one that works', { here: [old, { ...fresh, hasPrivateKey: false }], me: current(fresh) }, ['prove a1']],
  ])('is given with %s', async (_, changes, expected) => {
    expect((await administered(changes)).proofs).toEqual(expected);
  });

  test('is given with the newest where the bank does not tell which counts', async () => {
    const changes: Changes = { here: both, me: current(old), without: ['states'] };
    expect((await administered(changes)).proofs).toEqual(['prove a2']);
  });

  test('is given with the only one without asking which', async () => {
    const me = () => Promise.reject(failed('timeout'));
    expect((await administered({ session: { me } })).result).toBe('done');
  });

  test('is given with one of a CA that the bank has had since', async () => {
    const { proofs } = await administered({
      here: [next],
      bank: { caChain: async () => [...chains.g5] },
    });
    expect(proofs).toEqual(['prove a3']);
  });

  test('is impossible without a certificate that signs; whom to phone is said', async () => {
    for (const here of [[], [strange], [{ ...old, hasPrivateKey: false }]]) {
      const { acts, result } = await administered({ here });
      expect(result).toMatchObject({
        errorName: 'proof-impossible',
        details: { params: { loginId: LOGIN_ID, support: { en: expect.stringContaining(SUPPORT.phone) } } },
      });
      expect(acts).not.toContain('ask password');
    }
  });

  test('is not given with a key that others can read, and that is said', async () => {
    const sign = () => Promise.reject(failed('store-unsafe'));
    const { result } = await administered({ here: [old], store: { sign } });
    expect(result.errorName).toBe('store-unsafe');
  });
});

describe('the store of the proof', () => {
  /** Which store was opened, and how it ended; `file` is what stands in the entry's file instead. */
  async function storeOpened(changes: Changes, file?: string) {
    const { ports, files } = await worldWith({ here: [old], ...changes });
    for (const name of file === undefined ? [] : files.keys()) files.set(name, file ?? '');
    const opened: (string | undefined)[] = [];
    const openStore = async (resume?: string) => {
      opened.push(resume);
      return ports.store;
    };
    const wanted = { loginId: LOGIN_ID, confirms: false };
    const result = await administer({ ...ports, openStore }, wanted, async () => 'done').catch(
      ({ errorName }) => errorName,
    );
    return { opened, result };
  }
  const entry = entryAt('sent', { store: 'nss:/home/hanako' });

  const unknown = { ports: { knownIdentity: async () => undefined } };

  test.each<[string, Changes, string | undefined, (string | undefined)[]]>([
    ['the usual one', {}, undefined, [undefined]],
    ['that of an unfinished request', { entry, pending: [myKey] }, undefined, [entry.store]],
    ['the usual one too where its key is not in that one', { entry }, undefined, [entry.store, undefined]],
    ['the usual one where the request cannot be understood', { entry }, '{', [undefined]],
    ['the usual one where the bank is not known', unknown, undefined, [undefined, undefined]],
    [
      'that of the request also where the bank is known by what it says alone',
      { entry, pending: [myKey], ...unknown },
      undefined,
      [undefined, entry.store],
    ],
  ])('is %s', async (_, changes, file, opened) => {
    expect(await storeOpened(changes, file)).toEqual({ opened, result: 'done' });
  });

  test('is not opened where a later build wrote the entry', async () => {
    expect(await storeOpened({ entry }, '{"version":2}')).toEqual({ opened: [], result: 'newer-data' });
  });
});

describe('what the bank refused before', () => {
  test.each<[string, 'password' | 'confirmation', boolean, boolean]>([
    ['the login password', 'password', false, true],
    ['the login password of who confirms', 'password', true, true],
    ['the confirmation password', 'confirmation', true, true],
    ['the confirmation password of who does not confirm', 'confirmation', false, false],
  ])('%s: stops it before the bank is asked', async (_, kind, confirms, stops) => {
    const { acts, result } = await administered({ ports: { ...remembering(kind) } }, { confirms });
    expect(acts.includes('open the bank')).toBe(!stops);
    expect(stops ? result.errorName : result).toBe(stops ? 'refused-before' : 'done');
  });

  test('at a bank that was not known stops it before the login', async () => {
    const ports = { ...remembering('password'), knownIdentity: async () => undefined };
    const { acts, result } = await administered({ ports });
    expect(result.errorName).toBe('refused-before');
    expect(acts).toEqual([
      ...['step connect', 'open the bank', 'lock bank hanako', 'ask password', 'close the bank', 'unlock'],
    ]);
  });
});
