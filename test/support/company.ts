import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { CertificateState, Me, Role } from '../../src/core/ports/bank.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import {
  controlPracticeBank,
  type PracticeBankOptions,
  type RunningBank,
  type SandboxControl,
  startPracticeBank,
} from '../../src/sandbox/index.ts';
import { monotonicMs, systemClock, wait } from '../../src/system/clock.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { installFromBank } from '../enrollment/support.ts';
import { keyScope } from './key-scope.ts';
import { leftBehind } from './left-behind.ts';
import { makeTempFolder } from './temp-folder.ts';

export interface UserWanted {
  readonly role?: Role;
  readonly state?: CertificateState;
  readonly name?: string;
  /** None without it. */
  readonly otp?: 'token' | 'email' | 'none';
  /** Of the token, in base32; the bank makes one without it. */
  readonly otpSecret?: string;
}

/** What somebody gives a script that acts for them. */
export function secretsInEnvironment(loginId: string): NodeJS.ProcessEnv {
  return {
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
}

/** A practice bank that serves, and a company whose users log in without one-time password, where nothing else is wanted. */
export interface Company {
  readonly bank: RunningBank;
  /** The practice bank's data folder. */
  readonly dir: string;
  /** Points a process at this bank as at a real one: nothing is known of its users. */
  readonly env: NodeJS.ProcessEnv;
  /** The same as options, for this process, in which Node has read its variables already. */
  readonly args: readonly string[];
  /** Adds users, by login ID. Their passwords are `passwordOf` and `confirmationOf`. */
  add(users: Readonly<Record<string, UserWanted>>): Promise<void>;
  /** Adds users whom nobody has named yet, and returns their login IDs. */
  addUnnamed(...users: UserWanted[]): Promise<string[]>;
  /** Makes the PC of this CERT_TOOL_HOME the one that holds the user's current certificate, in its file store. */
  install(home: string, loginId: string): Promise<StoredCertificate>;
  control<T>(act: (control: SandboxControl) => Promise<T>): Promise<T>;
  /** What the bank's audit log has of the login ID, oldest first. */
  actsOf(loginId: string): Promise<string[]>;
  /** What the bank holds for the login ID, by a login of its own. */
  me(loginId: string): Promise<Me>;
  close(): Promise<void>;
}

export const passwordOf = (loginId: string) => `demo-${loginId}`;
export const confirmationOf = (loginId: string) => `kakunin-${loginId}`;

export async function openCompany(dir: string, options: Partial<PracticeBankOptions> = {}): Promise<Company> {
  const bank = await startPracticeBank({ dir, now: systemClock, waitMs: 0, shared: true, ...options });
  const control: Company['control'] = async (act) => {
    const opened = await controlPracticeBank(dir, systemClock);
    return act(opened).finally(() => opened.close());
  };
  let line = 1;
  let unnamed = 0;
  const add: Company['add'] = async (users) => {
    const rows = Object.entries(users).map(([loginId, { role, state, name, otp, otpSecret }]) => {
      line += 1;
      return {
        ...{ line, loginIdColumn: 1, loginId, name: name ?? `データ${loginId}`, otp: otp ?? 'none' },
        ...{ password: passwordOf(loginId), confirmationPassword: confirmationOf(loginId) },
        ...{ role: role ?? 'general', state: state ?? 'renewable' },
        ...(otpSecret === undefined ? {} : { otpSecret }),
      };
    });
    await control((opened) => opened.addUsers('test.csv', rows));
  };
  return {
    bank,
    dir,
    env: {
      ...{ CERT_TOOL_BANK: bank.bankUrl, NODE_EXTRA_CA_CERTS: bank.caFile, CERT_TOOL_STORE: 'file' },
      ...keyScope(),
    },
    args: ['--bank', bank.bankUrl, '--ca-file', bank.caFile, '--store', 'file'],
    control,
    async actsOf(loginId) {
      const log = await control((opened) => opened.log());
      return log.filter((entry) => entry.loginId === loginId).map(({ act }) => act);
    },
    add,
    async addUnnamed(...users) {
      const named = users.map((user): [string, UserWanted] => {
        unnamed += 1;
        return [`user${unnamed}`, user];
      });
      await add(Object.fromEntries(named));
      return named.map(([loginId]) => loginId);
    },
    install: (home, loginId) => installFromBank(dir, storeOf(home), loginId),
    async me(loginId) {
      const { bankUrl: baseUrl, ca } = bank;
      const client = createBank({
        baseUrl,
        ca: { only: ca },
        timeoutMs: 30_000,
        language: 'en',
        elapsed: monotonicMs,
        wait,
      });
      try {
        const session = await client.logIn(loginId, passwordOf(loginId));
        if (session.otp) await session.submitOtp(await codeOf({ control }, loginId));
        const me = await session.states.me();
        await session.logout();
        return me;
      } finally {
        await client.close();
      }
    },
    close: () => bank.close(),
  };
}

/** One for all tests of a file, in a folder of its own; closed and removed when they are over. */
export async function companyForFile(): Promise<Company> {
  const folder = makeTempFolder();
  const company = await openCompany(join(folder, 'bank'));
  afterAll(async () => {
    await company.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return company;
}

/** The same, closed when the test is over. */
export async function companyForTest(dir: string, options?: Partial<PracticeBankOptions>): Promise<Company> {
  const company = await openCompany(dir, options);
  onTestFinished(() => company.close());
  return company;
}

/** The one-time password that the bank expects now; empty when it asks for none. */
export async function codeOf({ control }: Pick<Company, 'control'>, loginId: string): Promise<string> {
  const { users } = await control((opened) => opened.info());
  return users.find((user) => user.loginId === loginId)?.otp.code ?? '';
}

export function storeOf(home: string) {
  return createFileStore({ dir: join(home, 'store'), makeParents: true });
}

/** The certificates of the file store, each with whether it signs. */
export async function certificatesHere(home: string) {
  const store = storeOf(home);
  return Promise.all(
    (await store.list()).map(async (certificate) => ({
      ...certificate,
      signs: await trialSignature(store, certificate),
    })),
  );
}

/** One certificate of the user here, which signs and is the bank's confirmed one; nothing unfinished. */
export async function expectNothingLost(company: Company, home: string, loginId: string): Promise<void> {
  const [certificate, ...others] = await certificatesHere(home);
  expect([certificate?.commonName.split(' ')[0], certificate?.signs]).toEqual([loginId, true]);
  expect(others).toEqual([]);
  expect(leftBehind(home)).toEqual([]);
  const me = await company.me(loginId);
  expect(me.unconfirmed).toBeUndefined();
  expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: certificate?.serialNumber });
}
