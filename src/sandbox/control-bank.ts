import { catalogue, type ErrorName } from '../core/catalogue/index.ts';
import { CertToolError } from '../core/error.ts';
import type { TextParams } from '../core/text.ts';
import { monotonicMs } from '../system/clock.ts';
import type { BankContext } from './business/context.ts';
import type { Handover, Holder } from './business/install.ts';
import type { NewCa } from './business/new-ca.ts';
import { settleRevocations } from './business/revocation.ts';
import type { UserRow } from './business/users-csv.ts';
import {
  ACTS,
  type ActName,
  type ActResult,
  type ActValue,
  type ClockState,
  type ClockValue,
  type SandboxUserInfo,
} from './control/acts.ts';
import { askBank, type FoundBank, findBank } from './control/client.ts';
import { bankFailure, openBank } from './open.ts';
import type { ClockChange } from './place/clock.ts';
import { caFileOf } from './place/folder.ts';
import type { AuditEntry } from './records/audit.ts';
import type { BankRules } from './records/rules.ts';

export interface SandboxInfo {
  /** Set while a practice bank runs. */
  readonly bankUrl?: string;
  readonly portalUrl?: string;
  /** Of its EST service, where it has one. */
  readonly estUrl?: string;
  /** The certificate to trust for its TLS. */
  readonly caFile: string;
  /** The bank's date, RFC 3339. */
  readonly clock: string;
  readonly users: SandboxUserInfo[];
}

/** What the owner can do with the practice bank, running or not. */
export interface SandboxControl {
  info(): Promise<SandboxInfo>;
  /** The audit log, oldest first. */
  log(): Promise<AuditEntry[]>;
  /** Shows or changes the bank's date. @throws CertToolError `invalid-option` when it is too far away */
  clock(change?: ClockChange): Promise<ClockState>;
  /** @throws CertToolError `user-not-found` */
  unlock(loginId: string): Promise<void>;
  /** @throws CertToolError `user-not-found`, `nothing-to-install` */
  holder(loginId: string): Promise<Holder>;
  /** Makes the holder of this request's key (PKCS#10, PEM) the holder of the user's certificate. @throws as `holder` */
  install(loginId: string, csr: string): Promise<Handover>;
  /**
   * Shows or changes the rules by which this bank differs from others.
   * @param changes as typed: `<name>=<value>`, without a value back to what is usual
   * @throws CertToolError `invalid-option`
   */
  rules(changes: readonly string[]): Promise<BankRules>;
  /** Has the bank go on with a new CA. */
  newCa(): Promise<NewCa>;
  /** All of them or none; how many. @throws CertToolError `invalid-users-file` for one who exists already */
  addUsers(file: string, rows: readonly UserRow[]): Promise<number>;
  close(): Promise<void>;
}

const WAIT_MS = 10_000;
const LOCK_WAIT_MS = 250;

/**
 * Talks to the practice bank that runs on this data folder, or works on the folder itself when none does.
 * @param firstClock the date by which a new practice bank is set up
 * @throws CertToolError `practice-bank-busy`, `practice-bank-failed`, `not-a-practice-bank`
 */
export async function controlPracticeBank(
  dir: string,
  now: () => Date,
  firstClock?: ClockChange,
): Promise<SandboxControl> {
  const end = monotonicMs() + WAIT_MS;
  for (;;) {
    const running = await findBank(dir);
    if (running) return controlOf(dir, remote(running), running, async () => undefined);
    try {
      const bank = await openBank(dir, now, LOCK_WAIT_MS, firstClock);
      return controlOf(dir, local(bank.context), {}, bank.close);
    } catch (error) {
      const isBusy = error instanceof CertToolError && error.errorName === 'practice-bank-busy';
      // Taken, and not to be found: one that just starts, or ends.
      if (!isBusy || monotonicMs() >= end) throw error;
    }
  }
}

/** Has the bank perform an act. */
type Perform = <N extends ActName>(name: N, value?: ActValue<N>) => Promise<ActResult<N>>;

function controlOf(
  dir: string,
  perform: Perform,
  { bankUrl, portalUrl, estUrl }: Pick<SandboxInfo, 'bankUrl' | 'portalUrl' | 'estUrl'>,
  close: () => Promise<void>,
): SandboxControl {
  return {
    info: async () => ({
      ...(bankUrl && { bankUrl }),
      ...(portalUrl && { portalUrl }),
      ...(estUrl && { estUrl }),
      caFile: caFileOf(dir),
      ...(await perform('info')),
    }),
    log: () => perform('log'),
    clock: (change) => perform('clock', change && clockValue(change)),
    unlock: (loginId) => perform('unlock', { loginId }),
    holder: (loginId) => perform('holder', { loginId }),
    install: async (loginId, csr) => (await perform('install', { loginId, csr })) ?? undefined,
    rules: (changes) => perform('rules', { changes: [...changes] }),
    newCa: () => perform('new-ca'),
    addUsers: (file, rows) => perform('add-users', { file, rows: [...rows] }),
    close,
  };
}

function local(bank: BankContext): Perform {
  return async (name, value) => {
    try {
      settleRevocations(bank);
      const act: (bank: BankContext, value: never) => unknown = ACTS[name];
      return (await act(bank, value as never)) as never;
    } catch (error) {
      throw bankFailure(error);
    }
  };
}

function remote(bank: FoundBank): Perform {
  return async (name, value) => {
    const { status, body } = await askBank(bank, 'POST', name, value).catch((cause) => {
      const detail = { ja: '応答がありません。', en: 'it does not answer.' };
      throw new CertToolError('practice-bank-failed', { params: { detail }, cause });
    });
    if (status === 200) return body as never;
    throw (
      errorIn(body) ?? new CertToolError('practice-bank-failed', { params: { detail: `HTTP ${status}` } })
    );
  };
}

function errorIn(body: unknown): CertToolError | undefined {
  const { error } = (body ?? {}) as { error?: { name: ErrorName; params?: TextParams } };
  if (!error || !Object.hasOwn(catalogue, error.name)) return undefined;
  return new CertToolError(error.name, error.params ? { params: error.params } : {});
}

function clockValue(change: ClockChange): ClockValue {
  if ('advanceDays' in change) return change;
  return { to: change.to === 'now' ? 'now' : change.to.toISOString() };
}
