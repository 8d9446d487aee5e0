import { CertToolError } from '../../core/error.ts';
import { caFileOf } from '../folder.ts';
import { openBank } from '../open.ts';
import { type DataInfo, dataInfo, type SandboxUserInfo, unlock } from './acts.ts';
import { askBank, type FoundBank, findBank } from './client.ts';

export interface SandboxInfo {
  /** Set while a practice bank runs. */
  readonly bankUrl?: string;
  readonly portalUrl?: string;
  /** The certificate to trust for its TLS. */
  readonly caFile: string;
  /** The bank's date, RFC 3339. */
  readonly clock: string;
  readonly users: SandboxUserInfo[];
}

/** What the owner can do with the practice bank, running or not. */
export interface SandboxControl {
  info(): Promise<SandboxInfo>;
  /** @throws CertToolError `user-not-found` */
  unlock(loginId: string): Promise<void>;
  close(): Promise<void>;
}

const WAIT_MS = 10_000;
const LOCK_WAIT_MS = 250;

/**
 * Talks to the practice bank that runs on this data folder, or works on the folder itself when none does.
 * @throws CertToolError `practice-bank-busy`, `practice-bank-failed`, `not-a-practice-bank`
 */
export async function controlPracticeBank(dir: string, now: () => Date): Promise<SandboxControl> {
  const end = now().getTime() + WAIT_MS;
  for (;;) {
    const running = await findBank(dir);
    if (running) return remoteControl(dir, running);
    try {
      return await localControl(dir, now);
    } catch (error) {
      const isBusy = error instanceof CertToolError && error.errorName === 'practice-bank-busy';
      // Taken, and not to be found: one that just starts, or ends.
      if (!isBusy || now().getTime() >= end) throw error;
    }
  }
}

function remoteControl(dir: string, bank: FoundBank): SandboxControl {
  const ask = async (name: string, value?: unknown) => {
    try {
      return await askBank(bank, 'POST', name, value);
    } catch (cause) {
      const detail = { ja: '応答がありません。', en: 'it does not answer.' };
      throw new CertToolError('practice-bank-failed', { params: { detail }, cause });
    }
  };
  return {
    info: async () => {
      const { status, body } = await ask('info');
      if (status !== 200) throw unexpected(status);
      return { bankUrl: bank.bankUrl, caFile: caFileOf(dir), ...(body as DataInfo) };
    },
    unlock: async (loginId) => {
      const { status } = await ask('unlock', { loginId });
      if (status === 404) throw noSuchUser(loginId);
      if (status !== 204) throw unexpected(status);
    },
    close: async () => undefined,
  };
}

async function localControl(dir: string, now: () => Date): Promise<SandboxControl> {
  const bank = await openBank(dir, now, LOCK_WAIT_MS);
  return {
    info: async () => ({ caFile: caFileOf(dir), ...dataInfo(bank.context) }),
    unlock: async (loginId) => {
      if (!unlock(bank.context, loginId)) throw noSuchUser(loginId);
    },
    close: bank.close,
  };
}

function noSuchUser(loginId: string): CertToolError {
  return new CertToolError('user-not-found', { params: { loginId } });
}

function unexpected(status: number): CertToolError {
  return new CertToolError('practice-bank-failed', { params: { detail: `HTTP ${status}` } });
}
