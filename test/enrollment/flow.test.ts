import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, exitCodeOf, CertToolError as OurError } from '../../src/core/error.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import type { Secrets } from '../../src/enrollment/ports.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { altered, type FlatSession, flat } from '../support/flat-session.ts';
import { type Desk, demoSecrets, failure, openDesk, seedTemplate } from './support.ts';

let folder: string;
let desk: Desk;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cert-tool-flow-'));
  await seedTemplate(join(folder, 'template'));
});

beforeEach(async () => {
  desk = await openDesk(join(folder, 'template'), mkdtempSync(join(folder, 'desk-')));
  onTestFinished(() => desk.close());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The bank does what it is asked, but its answer never arrives. */
function losing(call: 'requestCertificate' | 'confirm') {
  const lose = async (done: Promise<unknown>) => {
    await done;
    throw new OurError('connection-lost', { params: { host: 'test' } });
  };
  return {
    openBank: async () =>
      altered(desk.client(), (session) => ({
        [call]: (text: string) => lose(session[call](text)),
      })),
  };
}

/** The serial number of the desk's only certificate, seen to sign. */
async function onlySerialNumber(): Promise<string> {
  const certificates = await desk.store.list();
  expect(certificates).toHaveLength(1);
  const [certificate] = certificates;
  if (!certificate) return '';
  expect(await trialSignature(desk.store, certificate)).toBe(true);
  return certificate.serialNumber;
}

async function expectNothingHere(): Promise<void> {
  expect(await desk.store.list()).toEqual([]);
  expect(await desk.store.pending()).toEqual([]);
  expect(await desk.journal.all()).toEqual([]);
}

/** What another PC does meanwhile: same bank and user, a store and a journal of its own. */
async function issueElsewhere(): Promise<void> {
  const { createFileStore } = await import('../../src/winstore/file/store.ts');
  const { createJournal } = await import('../../src/enrollment/journal.ts');
  const { syncedFolder } = await import('../../src/system/synced-folder.ts');
  const place = mkdtempSync(join(folder, 'elsewhere-'));
  const result = await desk.issue({
    store: createFileStore({ dir: join(place, 'store') }),
    journal: createJournal(syncedFolder(join(place, 'journal')), place),
  });
  expect(result.outcome).toBe('issued');
}

describe('a first run', () => {
  it('gets a certificate, confirms it and leaves nothing unfinished', async () => {
    const result = await desk.issue();
    expect(result).toMatchObject({ outcome: 'issued', resumed: false, warnings: [] });
    const serialNumber = await onlySerialNumber();
    expect(result.certificate?.serialNumber).toBe(serialNumber);
    expect(await desk.atBank('jirodt')).toMatchObject({ certificate: { state: 'issued', serialNumber } });
    expect(await desk.journal.all()).toEqual([]);
    expect(await desk.store.pending()).toEqual([]);
  });

  it('makes the next one find nothing to do, without the bank', async () => {
    await desk.issue();
    const openBank = () => Promise.reject(new Error('the bank was asked'));
    expect(await desk.issue({ openBank })).toMatchObject({ outcome: 'already-valid', resumed: false });
  });

  it('asks the bank all the same when told to', async () => {
    await desk.issue();
    let logins = 0;
    const secrets = demoSecrets(desk.bankDir, 'jirodt');
    const counting: Secrets = {
      ...secrets,
      password: () => {
        logins += 1;
        return secrets.password();
      },
    };
    const result = await desk.issue({ secrets: counting }, { checkBank: true });
    expect(result).toMatchObject({ outcome: 'already-valid', notices: [] });
    expect(logins).toBe(1);
    expect(await desk.store.pending()).toEqual([]);
  });

  it('as a rehearsal requests nothing and leaves nothing', async () => {
    expect(await desk.issue({}, { dryRun: true })).toMatchObject({ outcome: 'dry-run' });
    await expectNothingHere();
    expect(await desk.atBank('jirodt')).toMatchObject({ certificate: { state: 'not-issued' } });
  });
});

describe('a lost answer', () => {
  it('to the request is exit 10, and the next run fetches the very same certificate', async () => {
    const lost = await failure(desk.issue(losing('requestCertificate')));
    expect([exitCodeOf(lost), codeOf(lost), lost.errorName]).toEqual([10, 'CT-10605', 'connection-lost']);
    const { unconfirmed } = await desk.atBank('jirodt');
    expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: true });
    expect(await onlySerialNumber()).toBe(unconfirmed?.serialNumber);
  });

  it('to the request is fetched even if the bank counts the certificate as confirmed meanwhile', async () => {
    await failure(desk.issue(losing('requestCertificate')));
    const { unconfirmed } = await desk.atBank('jirodt');
    const session = await loggedIn();
    await session.confirm(unconfirmed?.serialNumber ?? '');
    await session.logout();
    expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: true });
    expect(await onlySerialNumber()).toBe(unconfirmed?.serialNumber);
  });

  it('to the confirmation is a warning, and the next run confirms again', async () => {
    const first = await desk.issue(losing('confirm'));
    expect(first).toMatchObject({ outcome: 'issued', warnings: ['not-confirmed'] });
    expect(await desk.journal.all()).toMatchObject([{ step: 'installed' }]);
    expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: true, warnings: [] });
    expect(await desk.journal.all()).toEqual([]);
  });
});

async function loggedIn(): Promise<FlatSession> {
  const secrets = demoSecrets(desk.bankDir, 'jirodt');
  const session = await desk.client().logIn('jirodt', await secrets.password());
  if (session.otp) await session.submitOtp(await secrets.otp(session.otp));
  return flat(session);
}

describe('an unfinished entry', () => {
  it('with its certificate here needs no credentials, and says that it is not confirmed', async () => {
    await desk.issue(losing('confirm'));
    const secrets = { ...demoSecrets(desk.bankDir, 'jirodt'), available: false };
    expect(await desk.issue({ secrets })).toMatchObject({
      outcome: 'already-valid',
      warnings: ['not-confirmed'],
    });
  });

  it('with its certificate here is no failure while the bank cannot be reached', async () => {
    await desk.issue(losing('confirm'));
    const openBank = () => Promise.reject(new OurError('connection-refused', { params: { host: 'test' } }));
    expect(await desk.issue({ openBank })).toMatchObject({
      outcome: 'already-valid',
      warnings: ['not-confirmed'],
    });
  });

  it('whose pending key is lost starts anew, and the bank revokes only what nobody can use', async () => {
    await failure(desk.issue(losing('requestCertificate')));
    const [entry] = await desk.journal.all();
    await desk.store.discard(entry?.id ?? '');
    expect(await desk.issue()).toMatchObject({ outcome: 'issued' });
    const serialNumber = await onlySerialNumber();
    expect(await desk.atBank('jirodt')).toMatchObject({ certificate: { serialNumber } });
  });

  it('that is lost itself leaves its pending key alone and gets a certificate for a new one', async () => {
    await failure(desk.issue(losing('requestCertificate')));
    const [entry] = await desk.journal.all();
    if (entry) await desk.journal.clear(entry);
    expect(await desk.issue()).toMatchObject({ outcome: 'issued' });
    await onlySerialNumber();
    expect(await desk.store.pending()).toMatchObject([{ id: entry?.id }]);
  });

  it('of another store is refused by name', async () => {
    await failure(desk.issue(losing('requestCertificate')));
    const { createFileStore } = await import('../../src/winstore/file/store.ts');
    const other = createFileStore({ dir: mkdtempSync(join(folder, 'other-')) });
    expect((await failure(desk.issue({ store: other }))).errorName).toBe('pending-in-other-store');
  });

  it('whose kept certificate another PC has replaced gives way to it', async () => {
    const broken = new OurError('store-full', { params: { store: 'test' } });
    const store = { ...desk.store, install: () => Promise.reject(broken) };
    const refused = await failure(desk.issue({ store }));
    expect([exitCodeOf(refused), codeOf(refused)]).toEqual([10, 'CT-10703']);
    await issueElsewhere();
    expect((await failure(desk.issue())).errorName).toBe('issued-elsewhere');
    await expectNothingHere();
  });

  it('whose installed certificate another PC has replaced removes it here', async () => {
    await desk.issue(notConfirming());
    await issueElsewhere();
    const refused = await failure(desk.issue());
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'certificate-revoked']);
    await expectNothingHere();
  });
});

/** The confirmation never reaches the bank. */
function notConfirming() {
  const confirm = () => Promise.reject(new OurError('timeout', { params: { host: 'test', seconds: 1 } }));
  return { openBank: async () => altered(desk.client(), () => ({ confirm })) };
}

describe('the bank refuses', () => {
  it('a wrong password: not tried twice without a terminal, nothing stays behind', async () => {
    let asked = 0;
    const secrets: Secrets = {
      ...demoSecrets(desk.bankDir, 'jirodt'),
      password: async () => {
        asked += 1;
        return 'wrong';
      },
    };
    const refused = await failure(desk.issue({ secrets }));
    expect([exitCodeOf(refused), refused.details.attemptsLeft, asked]).toEqual([3, 4, 1]);
    await expectNothingHere();
  });

  it('passwords that a person types, until one try before the lock', async () => {
    const triesLeft: (number | undefined)[] = [];
    const secrets: Secrets = {
      ...demoSecrets(desk.bankDir, 'jirodt'),
      canRetry: () => true,
      password: async (retry) => {
        triesLeft.push(retry?.attemptsLeft);
        return 'wrong';
      },
    };
    const refused = await failure(desk.issue({ secrets }));
    expect([refused.errorName, refused.details.attemptsLeft]).toEqual(['credentials-refused', 1]);
    expect(triesLeft).toEqual([undefined, 4, 3, 2]);
    expect(await desk.atBank('jirodt')).toMatchObject({ loginId: 'jirodt' });
  });

  it('a wrong one-time password, then takes the right one', async () => {
    const right = demoSecrets(desk.bankDir, 'jirodt');
    const secrets: Secrets = {
      ...right,
      canRetry: () => true,
      otp: async (challenge, retry) => (retry ? right.otp(challenge) : '000000'),
    };
    expect(await desk.issue({ secrets })).toMatchObject({ outcome: 'issued' });
  });

  it('a certificate that another PC holds', async () => {
    const secrets = demoSecrets(desk.bankDir, 'hanakodt');
    const refused = await failure(desk.issue({ secrets }, { loginId: 'hanakodt' }));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'issued-elsewhere']);
    await expectNothingHere();
  });

  it('a certificate that is here but whose key is gone', async () => {
    const { certificate } = await desk.issue();
    rmSync(join(certificate?.location ?? '', 'key.pem'));
    const refused = await failure(desk.issue());
    expect([exitCodeOf(refused), refused.errorName]).toEqual([5, 'key-unusable']);
    expect(await desk.store.list()).toHaveLength(1);
    expect(await desk.journal.all()).toEqual([]);
  });

  it('nothing, but sends a certificate for another key: not installed, and asked for again', async () => {
    const { certificate: foreign } = await desk.issue(
      { secrets: demoSecrets(desk.bankDir, 'ichirodt') },
      { loginId: 'ichirodt' },
    );
    const openBank = async () =>
      altered(desk.client(), (session) => ({
        requestCertificate: async (csr) => ({
          ...(await session.requestCertificate(csr)),
          certificate: foreign?.pem ?? '',
        }),
      }));
    const refused = await failure(desk.issue({ openBank }));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([10, 'certificate-rejected']);
    expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: true });
  });
});

describe('a bank that contradicts itself', () => {
  it('about the certificate is told so, and nothing stays behind', async () => {
    const requestCertificate = () => Promise.reject(new BankRefusal('certificate-exists', 409));
    const openBank = async () => altered(desk.client(), () => ({ requestCertificate }));
    const refused = await failure(desk.issue({ openBank }));
    expect([exitCodeOf(refused), refused.errorName]).toEqual([6, 'bad-answer']);
    await expectNothingHere();
  });
});

describe('cancelling', () => {
  it('before the request is sent leaves nothing behind', async () => {
    const cancel = new AbortController();
    const secrets: Secrets = {
      ...demoSecrets(desk.bankDir, 'jirodt'),
      otp: async () => {
        cancel.abort(new OurError('cancelled'));
        throw cancel.signal.reason;
      },
    };
    const cancelled = await failure(desk.issue({ secrets, signal: cancel.signal }));
    expect(exitCodeOf(cancelled)).toBe(130);
    await expectNothingHere();
  });

  it('after the request is sent waits for the installed certificate', async () => {
    const cancel = new AbortController();
    const onSent = () => cancel.abort(new OurError('cancelled'));
    expect(await desk.issue({ onSent, signal: cancel.signal })).toMatchObject({ outcome: 'issued' });
    await onlySerialNumber();
  });
});
