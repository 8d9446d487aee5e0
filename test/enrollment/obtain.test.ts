import { describe, expect, test } from 'vitest';
import { type CertToolError, remedyOf } from '../../src/core/error.ts';
import type { CertificateState } from '../../src/core/ports/bank.ts';
import { BankRefusal, type RefusalCode, UnknownRefusal } from '../../src/core/ports/bank-refusals.ts';
import type { Entry } from '../../src/enrollment/journal.ts';
import { obtain } from '../../src/enrollment/obtain.ts';
import { type Run, StartAnew } from '../../src/enrollment/ports.ts';
import { certificates, chains, LOGIN_ID, NOW } from './certificates.ts';
import { type Changes, CSR, entryAt, failed, issuedOf, SUPPORT, WANTED, worldWith } from './fakes.ts';

const { old, fresh, next, jiro } = certificates;
const { publicKeyHash } = fresh;
const predecessor = { thumbprint: old.thumbprint, serialNumber: old.serialNumber };
/** With the request of its key, as it comes from `prepareKey`. */
const prepared = entryAt('key', { csr: CSR, publicKeyHash });
const renewing: Partial<Entry> = { kind: 'renewal', predecessor };
const SENDING = ['write sent', 'step request', 'sent'];

async function obtained(entry: Entry, changes: Changes = {}, run: Partial<Run> = {}) {
  const world = await worldWith({ here: [old], entry, ...changes });
  const shared = world.run(run);
  const ended = await obtain(shared, world.session, entry).then(
    (result) => ({ result, error: undefined }),
    (error) => ({ result: undefined, error }),
  );
  expect(await world.entry()).toEqual(shared.entry);
  return { ...world, ...ended, step: shared.entry?.step, run: shared };
}

/** The answer to the request is a refusal. */
const refusing = (error: Error): Changes => {
  const refuse = () => Promise.reject(error);
  return { session: { requestCertificate: refuse, renew: refuse } };
};

describe('a request', () => {
  test('is on the disk before it is sent, and its certificate before anything else is done', async () => {
    const { acts, result, step } = await obtained(prepared);
    expect(acts).toEqual([...SENDING, `request with ${CSR}`, 'write issued']);
    expect(result).toEqual({ ...prepared, step: 'issued', certificate: fresh.pem, chain: chains.g4 });
    expect(step).toBe('issued');
  });

  test('that may have arrived is sent again, the very same', async () => {
    const { acts, step } = await obtained(entryAt('sent'));
    expect(acts).toEqual([...SENDING, `request with ${CSR}`, 'write issued']);
    expect(step).toBe('issued');
  });

  test('is not sent once it was cancelled; one that was sent is', async () => {
    const signal = AbortSignal.abort(failed('cancelled'));
    const { acts, error, step } = await obtained(prepared, { ports: { signal } });
    expect([acts, error.errorName, step]).toEqual([[], 'cancelled', 'key']);
    expect((await obtained(entryAt('sent'), { ports: { signal } })).step).toBe('issued');
  });

  test.each([
    ['csr', entryAt('key', { publicKeyHash })],
    ['publicKeyHash', entryAt('key', { csr: CSR })],
  ])('without its %s is none', async (_, entry) => {
    const { acts, error } = await obtained(entry);
    expect([acts, error instanceof TypeError]).toEqual([[], true]);
  });

  test('for a renewal goes to the certificate that it replaces', async () => {
    const { acts } = await obtained({ ...prepared, ...renewing });
    expect(acts).toEqual([...SENDING, `renew a1 with ${CSR}`, 'write issued']);
  });

  test('for a renewal that may have arrived is asked after without the old key', async () => {
    const { acts, step } = await obtained(entryAt('sent', renewing), { here: [] });
    expect(acts).toEqual([...SENDING, `request with ${CSR}`, 'write issued']);
    expect(step).toBe('issued');
  });

  test.each<[string, CertToolError]>([
    ['there is one', new BankRefusal('certificate-exists', 409)],
    ['the contract is full', failed('contract-full')],
    ['its revocation is pending', failed('revocation-pending')],
    ['of something that is not known', new UnknownRefusal({})],
  ])('for a renewal that has not arrived, for %s, is proved for, and sent', async (_, refused) => {
    const requestCertificate = () => Promise.reject(refused);
    const { acts, step } = await obtained(entryAt('sent', renewing), { session: { requestCertificate } });
    expect(acts).toEqual([...SENDING, 'prove a1', `renew a1 with ${CSR}`, 'write issued']);
    expect(step).toBe('issued');
  });

  test('for a renewal of which nobody knows whether it arrived is not sent', async () => {
    const requestCertificate = () => Promise.reject(failed('timeout'));
    const { acts, error } = await obtained(entryAt('sent', renewing), { session: { requestCertificate } });
    expect([acts, error.errorName]).toEqual([SENDING, 'timeout']);
  });

  test('for a renewal whose key the bank knows from elsewhere is refused for good', async () => {
    const requestCertificate = () => Promise.reject(new BankRefusal('key-used', 409));
    const { acts, error } = await obtained(entryAt('sent', renewing), { session: { requestCertificate } });
    expect([acts, error instanceof StartAnew, error.cause.code]).toEqual([SENDING, true, 'key-used']);
  });
});

describe('a refusal for good: entry and key are worth nothing any more', () => {
  const detail = { ja: expect.stringContaining('矛盾'), en: expect.stringContaining('contradicts') };
  const CONTRADICTION = { host: 'Test Bank', detail };
  const support = { en: expect.stringContaining(SUPPORT.phone) };
  const loginId = LOGIN_ID;

  test.each<[RefusalCode, number, object]>([
    ['certificate-exists', 409, { errorName: 'bad-answer', details: { params: CONTRADICTION } }],
    ['key-used', 409, { errorName: 'unexpected-refusal', code: 'key-used' }],
    [
      'too-early',
      409,
      {
        errorName: 'too-early',
        details: { params: { loginId, from: { en: 'after 2026-12-01 09:00:00 JST' } } },
      },
    ],
    ['already-renewed', 409, { errorName: 'already-renewed', details: { params: { loginId, support } } }],
    [
      'certificate-expired',
      410,
      { errorName: 'certificate-expired', details: { params: { loginId, support } } },
    ],
    ['certificate-revoked', 410, { errorName: 'unexpected-refusal', code: 'certificate-revoked' }],
    ['not-found', 404, { errorName: 'unexpected-refusal', code: 'not-found' }],
  ])('%s of a renewal', async (code, status, reason) => {
    const from = new Date('2026-12-01T00:00:00Z');
    const refused = refusing(new BankRefusal(code, status, {}, from));
    const { error, step } = await obtained({ ...prepared, ...renewing }, refused);
    expect(error).toBeInstanceOf(StartAnew);
    expect(error.reason).toMatchObject(reason);
    expect(step).toBe('sent');
  });

  test.each<[string, CertToolError, boolean]>([
    ['a reason that is not known', new UnknownRefusal({}), true],
    ['the rules', failed('contract-full'), true],
    ['the time', new BankRefusal('too-early', 409), true],
    ['the key', new BankRefusal('key-used', 422), false],
  ])('for %s: whether another key is worth a try', async (_, refused, isInVain) => {
    const { error } = await obtained(prepared, refusing(refused));
    expect([error instanceof StartAnew, error.isInVain]).toEqual([true, isInVain]);
  });

  test('whose role is not known: who can revoke what has expired', async () => {
    const { error } = await obtained(prepared, refusing(failed('expired-not-revoked')));
    expect(error.reason.details.params.revoker.en).toContain('at some banks, the branch');
  });

  test('too early, and nobody says until when', async () => {
    const { error } = await obtained(
      { ...prepared, ...renewing },
      refusing(new BankRefusal('too-early', 409)),
    );
    expect(remedyOf(error.reason, 'en')).toMatch(/^Run "cert-tool renew\b.*" closer to its expiry\.$/);
  });

  test.each(['csr-refused', 'key-unusable', 'proof-refused'] as const)('%s', async (name) => {
    const { error } = await obtained(prepared, refusing(failed(name)));
    expect(error).toBeInstanceOf(StartAnew);
    expect(error.reason.errorName).toBe(name);
  });

  test('is told without a name and a phone number where none is known', async () => {
    const nobody = { connection: undefined };
    const exists = await obtained(prepared, refusing(new BankRefusal('certificate-exists', 409)), nobody);
    expect(exists.error.reason.details.params).toMatchObject({
      host: 'bank',
      detail: { en: expect.any(String) },
    });
    const renewed = await obtained(prepared, refusing(new BankRefusal('already-renewed', 409)), nobody);
    expect(renewed.error.reason.details.params).toMatchObject({ support: { en: '' } });
  });
});

test.each<[string, Error]>([
  ['a lost answer', failed('connection-lost')],
  ['another refusal', failed('suspended')],
  ['a request that is not of a certificate', new BankRefusal('not-found', 404)],
  ['a bug', new TypeError('a bug')],
])('after %s the request can be repeated', async (_, thrown) => {
  const { error, step } = await obtained(prepared, refusing(thrown));
  expect([error, step]).toEqual([thrown, 'sent']);
});

describe('what the bank issues', () => {
  const answering = (certificate: string, chain = chains.g4): Changes => ({
    session: { requestCertificate: async () => ({ ...issuedOf(fresh, chain), certificate }) },
  });

  test.each<[string, Changes, Partial<Entry>]>([
    ['no certificate', answering('junk'), {}],
    ['one for another key', answering(old.pem), {}],
    ['one for somebody else', answering(jiro.pem), { publicKeyHash: jiro.publicKeyHash }],
    ['one of another CA', answering(next.pem, chains.g5), { publicKeyHash: next.publicKeyHash }],
  ])('is not taken: %s', async (_, changes, entry) => {
    const { error, step } = await obtained({ ...prepared, ...entry }, changes);
    expect([error.errorName, step]).toEqual(['certificate-rejected', 'sent']);
  });

  test('may be of a CA that the bank has had since, or before', async () => {
    const bank = { caChain: async () => [...chains.g5] };
    const changes = { ...answering(next.pem, chains.g5), bank };
    const entry = { ...prepared, publicKeyHash: next.publicKeyHash };
    const { step, run } = await obtained(entry, changes);
    expect([step, run.identity.chains]).toEqual(['issued', [chains.g4, chains.g5]]);
    const offline = await obtained(entry, changes, { connection: undefined });
    expect(offline.error.errorName).toBe('certificate-rejected');
  });

  const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
  const ago = (ms: number) => new Date(NOW.getTime() - ms);

  test.each<[string, Date, Date, Date, boolean]>([
    ['this PC’s clock is years behind', NOW, ago(6 * YEAR_MS), ago(6 * YEAR_MS), true],
    ['it was not valid when the bank told its time, but is now', ago(YEAR_MS), ago(YEAR_MS), NOW, true],
    ['it was valid then, and is not any more', NOW, ago(YEAR_MS), NOW, false],
  ])('is judged by the bank’s time: %s', async (_, time, statusAt, now, taken) => {
    const { run, session } = await worldWith({
      ports: { now: () => now },
      status: { time },
      entry: prepared,
    });
    const shared = run();
    if (shared.connection) shared.connection = { ...shared.connection, statusAt };
    const result = await obtain(shared, session, prepared).then(
      ({ step }) => step,
      ({ errorName }) => errorName,
    );
    expect(result).toBe(taken ? 'issued' : 'certificate-rejected');
  });

  test('is judged by this PC’s time where the bank has told none', async () => {
    const now = () => ago(6 * YEAR_MS);
    const { error } = await obtained(prepared, { ports: { now } }, { connection: undefined });
    expect(error.errorName).toBe('certificate-rejected');
  });
});

describe('a certificate that is kept in the entry', () => {
  const atBank = (state: CertificateState): Changes => ({
    session: {
      certificate: async (serialNumber) => ({
        ...{ loginId: LOGIN_ID, state, confirmed: false, serialNumber, certificate: fresh.pem },
      }),
    },
  });
  const asked = (error: Error): Changes => ({ session: { certificate: () => Promise.reject(error) } });

  test.each<[string, Changes]>([
    ['issued', atBank('issued')],
    ['renewable', atBank('renewable')],
    ['who knows', asked(failed('timeout'))],
    ['who can ask', { without: ['states'] }],
  ])('is installed: %s', async (_, changes) => {
    const entry = entryAt('issued');
    const { acts, result } = await obtained(entry, changes);
    expect([acts, result]).toEqual([[], entry]);
  });

  test.each<[string, Changes]>([
    ['revoked', atBank('revoked')],
    ['expired', atBank('expired')],
    ['unknown', asked(new BankRefusal('not-found', 404))],
  ])('is worth nothing any more: %s', async (_, changes) => {
    const { acts, error } = await obtained(entryAt('issued'), { ...changes, here: [fresh] });
    expect(error).toBeInstanceOf(StartAnew);
    expect([acts, error.reason.errorName]).toEqual([['remove fresh'], 'certificate-revoked']);
  });

  test('and is installed, and is revoked, goes: what the confirmation would say can be lost', async () => {
    const { acts, error } = await obtained(entryAt('installed'), { ...atBank('revoked'), here: [fresh] });
    expect(error.errorName).toBe('certificate-revoked');
    expect(acts).toEqual(['remove fresh', 'discard first', 'clear the entry']);
  });

  test.each<[string, Changes]>([
    ['issued', atBank('issued')],
    ['unknown', asked(new BankRefusal('not-found', 404))],
    ['who knows', asked(failed('timeout'))],
    ['who can ask', { without: ['states'] }],
  ])('and is installed is told of by its confirmation: %s', async (_, changes) => {
    const entry = entryAt('installed');
    const { acts, result } = await obtained(entry, changes);
    expect([acts, result]).toEqual([[], entry]);
  });

  test('and is installed, and has expired since, is no end: another one is wanted, and this one stays', async () => {
    const changes = { ...atBank('expired'), here: [fresh] };
    const { acts, error } = await obtained(entryAt('installed'), changes);
    expect(error).toBeInstanceOf(StartAnew);
    expect([acts, error.reason.errorName, error.isInVain]).toEqual([[], 'certificate-expired', false]);
    const renewing = await obtained(entryAt('installed'), changes, {
      wanted: { ...WANTED, renewal: { certificate: old, force: false, keepOld: false } },
    });
    expect([renewing.error.reason.errorName, renewing.error.isInVain]).toEqual(['certificate-expired', true]);
  });
});
