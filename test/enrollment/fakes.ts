import { joinedIdentity } from '../../src/core/bank-identity.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { Bank, BankStatus, Me, SessionExtras } from '../../src/core/ports/bank.ts';
import type { SyncedFolder } from '../../src/core/ports/files.ts';
import type { CertificateStore, PendingRequest } from '../../src/core/ports/store.ts';
import { createJournal, type Entry } from '../../src/enrollment/journal.ts';
import type {
  EnrollmentPorts,
  EnrollmentRequest,
  Run,
  Secrets,
  UnopenedPorts,
} from '../../src/enrollment/ports.ts';
import { createRefusalMemory } from '../../src/enrollment/refusals.ts';
import type { FlatSession } from '../support/flat-session.ts';
import { BANK, certificates, chains, LOGIN_ID, NOW } from './certificates.ts';
import { bankWith, type FakeSession, sessionWith } from './fake-bank.ts';
import { CSR, PROBE, storeWith } from './fake-store.ts';

export { issuedOf } from './fake-bank.ts';
export { CSR, nameOf, PROBE } from './fake-store.ts';

/**
 * One PC and one bank in memory, for tests of single steps: keys, signatures and certificates are real. What is done to
 * them is noted in `acts`, in its order.
 */
export interface World {
  readonly acts: string[];
  /** The store's. */
  readonly shelf: StoredCertificate[];
  readonly pending: PendingRequest[];
  /** The journal's files. */
  readonly files: Map<string, string>;
  /** Of the steps, and of the flow, which opens the store itself. */
  readonly ports: FakePorts;
  readonly session: FakeSession;
  readonly bank: Bank;
  readonly status: BankStatus;
  /** The journal's entry of this bank and login ID. */
  entry(): Promise<Entry | undefined>;
  /** What all steps share, for the step that is tested. */
  run(changes?: Partial<Run>): Run;
}

export type FakePorts = EnrollmentPorts & UnopenedPorts;

/** What is otherwise than by default: nothing is here, and the bank knows of no certificate. */
export interface Changes {
  readonly here?: readonly StoredCertificate[];
  readonly pending?: readonly PendingRequest[];
  readonly me?: Partial<Me>;
  /** What the bank issues. */
  readonly issues?: StoredCertificate;
  readonly session?: Partial<FlatSession>;
  /** What its protocol has not. */
  readonly without?: readonly (keyof SessionExtras)[];
  readonly bank?: Partial<Bank>;
  readonly status?: Partial<BankStatus>;
  readonly store?: Partial<CertificateStore>;
  readonly secrets?: Partial<Secrets>;
  readonly ports?: Partial<FakePorts>;
  readonly entry?: Entry;
}

export const WANTED: EnrollmentRequest = {
  ...{ loginId: LOGIN_ID, keySize: 2048, dryRun: false, checkBank: false },
};
export const SUPPORT = { name: 'Desk', phone: '0120-000-000', hours: '9-17' };

/** An entry of the journal at its first step; at a later one with what that has. */
export function entryAt(step: Entry['step'], changes: Partial<Entry> = {}): Entry {
  const { pem: certificate, publicKeyHash } = certificates.fresh;
  const request = step === 'key' ? {} : { csr: CSR, publicKeyHash };
  const issued = step === 'issued' || step === 'installed' ? { certificate, chain: chains.g4 } : {};
  return {
    ...{ version: 1, bankId: BANK.bankId, loginId: LOGIN_ID, kind: 'issue', store: PROBE.identity },
    ...{ id: 'first', keySize: 2048, step, startedAt: '2026-06-30T00:00:00.000Z', ...request, ...issued },
    ...changes,
  };
}

export function failed(name: ConstructorParameters<typeof CertToolError>[0]): CertToolError {
  return new CertToolError(name);
}

export async function worldWith(changes: Changes = {}): Promise<World> {
  const acts: string[] = [];
  const shelf = [...(changes.here ?? [])];
  const pending = [...(changes.pending ?? [])];
  const files = new Map<string, string>();
  const status: BankStatus = {
    ...{ bankId: BANK.bankId, name: 'Test Bank', status: 'ok', time: NOW, support: SUPPORT },
    ...changes.status,
  };
  const session = sessionWith(acts, changes);
  const bank = bankWith(acts, session, status, changes);
  const ports = portsWith(acts, { shelf, pending, files, bank }, changes);
  if (changes.entry) await ports.journal.write(changes.entry);
  acts.length = 0;
  const connection = { bank, identity: BANK, status, statusAt: NOW };
  const world = { acts, shelf, pending, files, ports, session, bank, status };
  return {
    ...world,
    entry: () => ports.journal.read(BANK.bankId, LOGIN_ID),
    run: (other) => ({
      ...{ ports, wanted: WANTED, probe: PROBE, warnings: [], identity: BANK, entry: changes.entry },
      ...{ connection, session, keyInHand: undefined },
      ...other,
    }),
  };
}

interface Things extends Pick<World, 'shelf' | 'pending' | 'files' | 'bank'> {}

function portsWith(acts: string[], { bank, ...things }: Things, changes: Changes): FakePorts {
  let known = BANK;
  const store = { ...storeWith(acts, things, changes.issues), ...changes.store };
  return {
    store,
    openStore: async () => store,
    journal: createJournal(noted(memoryFolder(things.files), acts), '/journal'),
    refusals: createRefusalMemory(memoryFolder(new Map()), '/refused'),
    secrets: secretsWith(acts, changes.secrets),
    async openBank() {
      acts.push('open the bank');
      return bank;
    },
    knownIdentity: async () => known,
    async keepIdentity(identity) {
      known = joinedIdentity(known, identity);
      return known;
    },
    async lock(bankId, loginId) {
      acts.push(`lock ${bankId} ${loginId}`);
      return { release: async () => void acts.push('unlock') };
    },
    now: () => NOW,
    newId: () => 'new',
    async beforeLogin() {
      acts.push('before the login');
      return [];
    },
    onLoggedIn: async () => {},
    onStep: (step) => void acts.push(`step ${step}`),
    onSent: () => void acts.push('sent'),
    signal: new AbortController().signal,
    ...changes.ports,
  };
}

export function memoryFolder(files: Map<string, string>): SyncedFolder {
  return {
    read: async (name) => files.get(name),
    write: async (name, text) => void files.set(name, text),
    remove: async (name) => void files.delete(name),
    names: async () => [...files.keys()],
  };
}

/** The steps that come to the disk. */
function noted(folder: SyncedFolder, acts: string[]): SyncedFolder {
  return {
    ...folder,
    write(name, text) {
      const step = /"step": "(\w+)"/.exec(text)?.[1];
      acts.push(`write ${step ?? name}`);
      return folder.write(name, text);
    },
    remove(name) {
      acts.push('clear the entry');
      return folder.remove(name);
    },
  };
}

function secretsWith(acts: string[], changes: Partial<Secrets> = {}): Secrets {
  const given = (name: string) => async () => {
    acts.push(`ask ${name}`);
    return `the ${name}`;
  };
  return {
    ...{ available: true, lastTry: false, canRetry: () => false },
    ...{ password: given('password'), otp: given('otp'), confirmation: given('confirmation') },
    ...changes,
  };
}
