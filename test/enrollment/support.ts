import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createBank, type FullBank } from '../../src/bank/client.ts';
import { type BankIdentity, joinedIdentity } from '../../src/core/bank-identity.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { Me } from '../../src/core/ports/bank.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { enroll } from '../../src/enrollment/enroll.ts';
import { createJournal, type Journal } from '../../src/enrollment/journal.ts';
import type {
  EnrollmentPorts,
  EnrollmentRequest,
  Secrets,
  UnopenedPorts,
} from '../../src/enrollment/ports.ts';
import { createRefusalMemory, type RefusalMemory } from '../../src/enrollment/refusals.ts';
import { demoCredentials } from '../../src/sandbox/business/users.ts';
import { controlPracticeBank, type RunningBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { readClockOffset } from '../../src/sandbox/place/identity.ts';
import { monotonicMs, systemClock } from '../../src/system/clock.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';

/** Makes a practice bank's data folder, to be copied for each test: making one costs a second. */
export async function seedTemplate(dir: string): Promise<void> {
  const bank = await startPracticeBank({ dir, now: systemClock, waitMs: 0, shared: false });
  await bank.close();
}

/** A PC with a store and a journal of its own, in front of a real practice bank. */
export interface Desk {
  readonly bank: RunningBank;
  readonly bankDir: string;
  readonly store: CertificateStore;
  readonly journal: Journal;
  readonly refusals: RefusalMemory;
  readonly storeDir: string;
  issue(overrides?: Partial<EnrollmentPorts>, wanted?: Partial<EnrollmentRequest>): ReturnType<typeof enroll>;
  /** Makes this the PC that holds the user's current certificate. */
  install(loginId: string): Promise<StoredCertificate>;
  /** The same for another PC's store. */
  installInto(store: CertificateStore, loginId: string): Promise<StoredCertificate>;
  /** Moves the bank's date on, and this PC's with it. */
  advance(days: number): Promise<void>;
  /** What the bank holds for the login ID, by a login of its own. */
  atBank(loginId: string): Promise<Me>;
  client(): FullBank;
  close(): Promise<void>;
}

export async function openDesk(template: string, dir: string): Promise<Desk> {
  const bankDir = join(dir, 'bank');
  const storeDir = join(dir, 'store');
  const journalDir = join(dir, 'journal');
  cpSync(template, bankDir, { recursive: true });
  const bank = await startPracticeBank({ dir: bankDir, now: systemClock, waitMs: 0, shared: true });
  const store = createFileStore({ dir: storeDir, makeParents: true });
  const journal = createJournal(syncedFolder(journalDir), journalDir);
  const refusedDir = join(dir, 'refused');
  const refusals = createRefusalMemory(syncedFolder(refusedDir), refusedDir);
  let known: BankIdentity | undefined;
  const client = () =>
    createBank({
      baseUrl: bank.bankUrl,
      ca: { only: bank.ca },
      timeoutMs: 10_000,
      language: 'en',
      wait: async () => {},
      elapsed: monotonicMs,
    });
  const ports = (overrides: Partial<EnrollmentPorts> = {}): UnopenedPorts => ({
    openStore: async () => overrides.store ?? store,
    journal,
    refusals,
    secrets: demoSecrets(bankDir, 'jirodt'),
    openBank: async () => client(),
    knownIdentity: async () => known,
    keepIdentity: async (identity) => {
      known = joinedIdentity(known, identity);
      return known;
    },
    lock: async () => ({ release: async () => {} }),
    now: () => new Date(systemClock().getTime() + readClockOffset(bankDir)),
    newId: () => crypto.randomUUID(),
    beforeLogin: async () => [],
    onLoggedIn: async () => {},
    onStep() {},
    onSent() {},
    signal: new AbortController().signal,
    ...overrides,
  });
  return {
    bank,
    bankDir,
    store,
    storeDir,
    journal,
    refusals,
    client,
    install: (loginId) => installFromBank(bankDir, store, loginId),
    installInto: (other, loginId) => installFromBank(bankDir, other, loginId),
    advance: (days) =>
      withControl(bankDir, (control) => control.clock({ advanceDays: days })).then(() => undefined),
    issue: (overrides, wanted = {}) =>
      enroll(ports(overrides), {
        loginId: 'jirodt',
        keySize: 2048,
        dryRun: false,
        checkBank: false,
        ...wanted,
      }),
    atBank: (loginId) => atBank(client(), bankDir, loginId),
    close: () => bank.close(),
  };
}

/** One act of the practice bank's owner. */
export async function withControl<T>(
  bankDir: string,
  act: (control: Awaited<ReturnType<typeof controlPracticeBank>>) => Promise<T>,
): Promise<T> {
  const control = await controlPracticeBank(bankDir, systemClock);
  return act(control).finally(() => control.close());
}

export async function installFromBank(bankDir: string, store: CertificateStore, loginId: string) {
  const id = crypto.randomUUID();
  const { csr } = await store.request(id, { loginId, keySize: 2048 });
  const handover = await withControl(bankDir, (control) => control.install(loginId, csr));
  if (!handover) throw new Error('a new key was used before');
  const installed = await store.install(id, handover.certificate, handover.chain, 'installed for a test');
  await store.discard(id);
  return installed;
}

async function atBank(client: FullBank, bankDir: string, loginId: string) {
  const secrets = demoSecrets(bankDir, loginId);
  const session = await client.logIn(loginId, await secrets.password());
  try {
    if (session.otp) await session.submitOtp(await secrets.otp(session.otp));
    return await session.states.me();
  } finally {
    await session.logout();
    await client.close();
  }
}

/** They are always a code. */
export interface DemoSecrets extends Secrets {
  otp(...asked: unknown[]): Promise<string>;
}

/** The demo user's password, and the code of the moment by the owner's channel. */
export function demoSecrets(bankDir: string, loginId: string): DemoSecrets {
  return {
    available: true,
    lastTry: false,
    canRetry: () => false,
    confirmation: async () => demoCredentials(loginId)?.confirmationPassword ?? '',
    password: async () => demoCredentials(loginId)?.password ?? '',
    otp: async () => {
      const { users } = await withControl(bankDir, (control) => control.info());
      return users.find((user) => user.loginId === loginId)?.otp.code ?? '';
    },
  };
}

/** The error that a run must end with. */
export async function failure(run: Promise<unknown>): Promise<CertToolError> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CertToolError);
  return error as CertToolError;
}
