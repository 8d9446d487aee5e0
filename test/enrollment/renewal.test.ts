import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { exitCodeOf, CertToolError as OurError } from '../../src/core/error.ts';
import type { EnrollmentPorts, Renewal } from '../../src/enrollment/ports.ts';
import { prove } from '../../src/enrollment/proof.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { demoCredentials } from '../../src/sandbox/business/users.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { altered, type FlatSession } from '../support/flat-session.ts';
import { type Desk, demoSecrets, failure, openDesk, seedTemplate } from './support.ts';

/** Renewable out of the box. */
const USER = 'tarodt';

let folder: string;
let desk: Desk;
let old: StoredCertificate;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cert-tool-renewal-'));
  await seedTemplate(join(folder, 'template'));
});

beforeEach(async () => {
  desk = await openDesk(join(folder, 'template'), mkdtempSync(join(folder, 'desk-')));
  onTestFinished(() => desk.close());
  old = await desk.install(USER);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function renew(overrides: Partial<EnrollmentPorts> = {}, renewal: Partial<Renewal> = {}, loginId = USER) {
  return desk.issue(
    { secrets: demoSecrets(desk.bankDir, loginId), ...overrides },
    { loginId, renewal: { certificate: old, force: false, keepOld: false, ...renewal } },
  );
}

/** `issue` for the same user. */
function issue() {
  return desk.issue({ secrets: demoSecrets(desk.bankDir, USER) }, { loginId: USER });
}

const lost = () => new OurError('connection-lost', { params: { host: 'test' } });

/** The session behaves differently in one call. */
function bankWith(alter: (session: FlatSession) => Partial<FlatSession>) {
  return { openBank: async () => altered(desk.client(), alter) };
}

/** The bank renews, but its answer never arrives. */
const answerLost = () =>
  bankWith((session) => ({
    async renew(serialNumber, csr) {
      await session.renew(serialNumber, csr);
      throw lost();
    },
  }));

/** As an administrator, who holds no certificate here afterwards. */
async function revokeOld(): Promise<void> {
  const administrator = await desk.install('hanakodt');
  const bank = desk.client();
  const session = await bank.logIn('hanakodt', demoCredentials('hanakodt')?.password ?? '');
  if (session.otp) await session.submitOtp(await demoSecrets(desk.bankDir, 'hanakodt').otp(session.otp));
  await prove(desk.store, session, administrator);
  const confirmationPassword = demoCredentials('hanakodt')?.confirmationPassword ?? '';
  await session.administration.revoke(USER, { serialNumber: old.serialNumber, confirmationPassword });
  await bank.close();
  await desk.store.remove(administrator.thumbprint);
}

/** One certificate here and at the bank, another than the old one; it signs, and nothing is unfinished. */
async function expectRenewed(): Promise<void> {
  const certificates = await desk.store.list();
  expect(certificates).toHaveLength(1);
  const [only] = certificates;
  if (!only) return;
  expect(only.serialNumber).not.toBe(old.serialNumber);
  expect(await trialSignature(desk.store, only)).toBe(true);
  const me = await desk.atBank(USER);
  expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: only.serialNumber });
  expect(me.unconfirmed).toBeUndefined();
  await expectNothingUnfinished();
}

async function expectNothingUnfinished(): Promise<void> {
  expect(await desk.store.pending()).toEqual([]);
  expect(await desk.journal.all()).toEqual([]);
}

/** Only the old certificate is here, and nothing is unfinished. */
async function expectOnlyOld(): Promise<void> {
  expect((await desk.store.list()).map(({ serialNumber }) => serialNumber)).toEqual([old.serialNumber]);
  await expectNothingUnfinished();
}

describe('a renewal', () => {
  it('replaces the old certificate, here and at the bank', async () => {
    expect(await renew()).toMatchObject({ outcome: 'renewed', resumed: false, warnings: [] });
    await expectRenewed();
  });

  it('that another run did while this one waited is not done again, nor logged in for', async () => {
    await renew();
    const secrets = { ...demoSecrets(desk.bankDir, USER), password: () => Promise.reject(lost()) };
    expect(await renew({ secrets })).toMatchObject({ outcome: 'already-valid' });
    await expectRenewed();
  });

  it('keeps the old one here when told to', async () => {
    await renew({}, { keepOld: true });
    expect((await desk.store.list()).map(({ serialNumber }) => serialNumber)).toContain(old.serialNumber);
    expect(await desk.store.list()).toHaveLength(2);
    await expectNothingUnfinished();
  });

  it('as a rehearsal requests nothing', async () => {
    const secrets = demoSecrets(desk.bankDir, USER);
    const renewal = { certificate: old, force: false, keepOld: false };
    const result = await desk.issue({ secrets }, { loginId: USER, renewal, dryRun: true });
    expect(result.outcome).toBe('dry-run');
    await expectOnlyOld();
  });

  it('warns when the old one cannot be removed', async () => {
    const remove = () => Promise.reject(new OurError('store-failed', { params: {} }));
    const result = await renew({ store: { ...desk.store, remove } });
    expect(result).toMatchObject({ outcome: 'renewed', warnings: ['predecessor-stays'] });
    expect(await desk.store.list()).toHaveLength(2);
    await expectNothingUnfinished();
  });

  it('takes over what an issue began and did not send', async () => {
    const secrets = { ...demoSecrets(desk.bankDir, USER), password: () => Promise.reject(lost()) };
    const store = { ...desk.store, discard: () => Promise.reject(new OurError('store-failed')) };
    await failure(desk.issue({ secrets, store }, { loginId: USER, checkBank: true }));
    expect(await desk.journal.all()).toMatchObject([{ step: 'key', kind: 'issue' }]);
    expect(await renew()).toMatchObject({ outcome: 'renewed' });
    await expectRenewed();
  });
});

it('is announced by the bank to who asks', async () => {
  const secrets = demoSecrets(desk.bankDir, USER);
  const result = await desk.issue({ secrets }, { loginId: USER, checkBank: true });
  expect(result).toMatchObject({ outcome: 'already-valid', notices: [{ code: 'certificate-expires-soon' }] });
});

describe('an interrupted renewal', () => {
  it('whose answer was lost is exit 10, and the next one fetches the very same certificate', async () => {
    expect(exitCodeOf(await failure(renew(answerLost())))).toBe(10);
    const { unconfirmed } = await desk.atBank(USER);
    const again = await renew();
    expect(again).toMatchObject({ outcome: 'renewed', resumed: true });
    expect(again.certificate?.serialNumber).toBe(unconfirmed?.serialNumber);
    await expectRenewed();
  });

  it('is completed by issue as well', async () => {
    await failure(renew(answerLost()));
    expect(await issue()).toMatchObject({ outcome: 'renewed', resumed: true });
    await expectRenewed();
  });

  it('whose request never arrived is sent again, with a new proof', async () => {
    await failure(renew(bankWith(() => ({ renew: () => Promise.reject(lost()) }))));
    const [entry] = await desk.journal.all();
    expect(entry?.step).toBe('sent');
    expect(await renew()).toMatchObject({ outcome: 'renewed', resumed: true });
    await expectRenewed();
  });

  it('whose request never arrived, with the old key gone, says so and leaves nothing behind', async () => {
    await failure(renew(bankWith(() => ({ renew: () => Promise.reject(lost()) }))));
    rmSync(join(old.location ?? '', 'key.pem'));
    const refused = await failure(renew());
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'key-unusable']);
    await expectNothingUnfinished();
  });

  it('keeps the old one when only the run that completes it is told to', async () => {
    await failure(renew(answerLost()));
    expect(await renew({}, { keepOld: true })).toMatchObject({ outcome: 'renewed', resumed: true });
    expect(await desk.store.list()).toHaveLength(2);
    await expectNothingUnfinished();
  });

  it('is not taken for done where nobody can log in', async () => {
    await failure(renew(answerLost()));
    const missing = () => Promise.reject(new OurError('missing-input', { params: {} }));
    const secrets = { ...demoSecrets(desk.bankDir, USER), available: false, password: missing };
    const error = await failure(renew({ secrets }));
    expect([exitCodeOf(error), error.errorName]).toEqual([10, 'missing-input']);
    expect(await renew()).toMatchObject({ outcome: 'renewed', resumed: true });
    await expectRenewed();
  });

  it('whose confirmation was lost keeps both until the next one', async () => {
    const unconfirmed = await renew(bankWith(() => ({ confirm: () => Promise.reject(lost()) })));
    expect(unconfirmed).toMatchObject({ outcome: 'renewed', warnings: ['not-confirmed'] });
    expect(await desk.store.list()).toHaveLength(2);
    expect(await renew()).toMatchObject({ outcome: 'renewed', resumed: true, warnings: [] });
    await expectRenewed();
  });

  it('whose journal is lost is confirmed all the same', async () => {
    await renew(bankWith(() => ({ confirm: () => Promise.reject(lost()) })));
    for (const entry of await desk.journal.all()) await desk.journal.clear(entry);
    expect(await renew()).toMatchObject({ outcome: 'renewed', resumed: true });
    await expectRenewed();
  });

  it('after the expiry of the old one still ends with a certificate', async () => {
    await failure(renew(bankWith(() => ({ renew: () => Promise.reject(lost()) }))));
    await desk.advance(60);
    expect(await renew()).toMatchObject({ resumed: true });
    await expectRenewed();
  });
});

describe('it is refused', () => {
  it('too early', async () => {
    old = await desk.install('sachikodt');
    const early = await failure(renew({}, {}, 'sachikodt'));
    expect([exitCodeOf(early), early.errorName]).toEqual([5, 'too-early']);
    await expectNothingUnfinished();
  });

  it('too early by the bank, even if forced', async () => {
    old = await desk.install('sachikodt');
    const early = await failure(renew({}, { force: true }, 'sachikodt'));
    expect([exitCodeOf(early), early.errorName]).toEqual([5, 'too-early']);
    await expectNothingUnfinished();
  });

  it('once it has expired', async () => {
    await desk.advance(60);
    expect((await failure(renew())).errorName).toBe('certificate-expired');
    await expectOnlyOld();
  });

  it('for a certificate that was renewed already', async () => {
    await renew({}, { keepOld: true });
    expect((await failure(renew())).errorName).toBe('already-renewed');
    await expectNothingUnfinished();
  });

  it('for a certificate that another PC has taken over', async () => {
    const elsewhere = createFileStore({ dir: mkdtempSync(join(folder, 'elsewhere-')) });
    await desk.installInto(elsewhere, USER);
    expect((await failure(renew())).errorName).toBe('already-renewed');
    await expectOnlyOld();
  });

  it('once an administrator has revoked it', async () => {
    await revokeOld();
    expect((await failure(renew())).errorName).toBe('revoked-at-bank');
    await expectOnlyOld();
  });

  it('when an administrator revokes it at the last moment', async () => {
    const revoking = bankWith((session) => ({
      async renew(serialNumber, csr) {
        await revokeOld();
        return session.renew(serialNumber, csr);
      },
    }));
    const refused = await failure(renew(revoking));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'revoked-at-bank']);
    await expectOnlyOld();
  });

  it("for somebody else's certificate", async () => {
    const administrator = await desk.install('hanakodt');
    old = await desk.install('sachikodt');
    const refused = await failure(renew({}, {}, 'hanakodt'));
    expect(refused.errorName).toBe('not-your-certificate');
    old = administrator;
    expect((await failure(renew())).errorName).toBe('unknown-to-bank');
    await expectNothingUnfinished();
  });

  it('with another bank, before any password is asked', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    await seedTemplate(join(other, 'template'));
    const otherDesk = await openDesk(join(other, 'template'), other);
    onTestFinished(() => otherDesk.close());
    old = await otherDesk.install(USER);
    const secrets = { ...demoSecrets(desk.bankDir, USER), password: () => Promise.reject(lost()) };
    const refused = await failure(renew({ secrets }));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'other-bank']);
  });

  it('by a store that cannot sign, before any password is asked', async () => {
    const probe = async () => ({ ...(await desk.store.probe()), canSign: false });
    const password = () => Promise.reject(lost());
    const secrets = { ...demoSecrets(desk.bankDir, USER), password };
    const refused = await failure(renew({ secrets, store: { ...desk.store, probe } }));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([7, 'signing-not-possible']);
    await expectOnlyOld();
  });

  it('when the old key is unusable, with the way out', async () => {
    rmSync(join(old.location ?? '', 'key.pem'));
    const refused = await failure(renew());
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'key-unusable']);
    expect(refused.details.params?.['revoker']).toBeDefined();
    await expectNothingUnfinished();
  });

  it('by a bank that does not take the proof', async () => {
    const prove = () => Promise.reject(new OurError('proof-refused', { params: {} }));
    const refused = await failure(renew(bankWith(() => ({ prove }))));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'proof-refused']);
    await expectOnlyOld();
  });
});
