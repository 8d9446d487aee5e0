import { existsSync } from 'node:fs';
import { CertToolError } from '../core/error.ts';
import type { Lock } from '../core/ports/lock.ts';
import { readIfThere, writeFileSynced } from '../system/files.ts';
import { Authority } from './ca/authority.ts';
import type { BankContext } from './context.ts';
import { BankDatabase } from './database.ts';
import {
  caFileOf,
  databaseFile,
  lockFolder,
  prepareFolder,
  removeLockFolder,
  writeIdentity,
} from './folder.ts';
import { readClock, readIdentity } from './identity.ts';
import { Outbox } from './outbox.ts';
import { type BankSecrets, readSecrets } from './records/secrets.ts';
import { Serializer } from './serialize.ts';
import { Sessions } from './sessions.ts';

/** The practice bank's data, open, with the data folder's lock held. */
export interface OpenBank {
  readonly context: BankContext;
  readonly secrets: BankSecrets;
  close(): Promise<void>;
}

/**
 * Takes the lock of the data folder and opens what is in it; sets up a new practice bank where there is none.
 * @throws CertToolError `practice-bank-busy` when the lock stays taken, `practice-bank-failed`, `not-a-practice-bank`
 */
export async function openBank(dir: string, now: () => Date, waitMs: number): Promise<OpenBank> {
  const lock = await lockFolder(dir, waitMs);
  let database: BankDatabase | undefined;
  try {
    await prepareFolder(dir);
    const file = databaseFile(dir);
    if (!existsSync(file)) {
      const { seedDatabase } = await import('./seed.ts');
      await seedDatabase(file, now(), readClock(dir, now));
    }
    database = BankDatabase.open(file);
    const secrets = readSecrets(database);
    await publish(dir, secrets);
    return open(dir, now, lock, database, secrets);
  } catch (error) {
    database?.close();
    await lock.release().catch(() => undefined);
    const failure = bankFailure(error);
    if (failure.errorName === 'not-a-practice-bank') await removeLockFolder(dir);
    throw failure;
  }
}

function open(
  dir: string,
  now: () => Date,
  lock: Lock,
  database: BankDatabase,
  secrets: BankSecrets,
): OpenBank {
  let authority: Promise<Authority> | undefined;
  const context: BankContext = {
    identity: { bankId: secrets.bankId, chain: secrets.authority.chain },
    database,
    sessions: new Sessions(now),
    outbox: new Outbox(dir),
    serializer: new Serializer(),
    now,
    bankNow: () => readClock(dir, now),
    authority: () => {
      authority ??= Authority.load(secrets.authority);
      return authority;
    },
  };
  const close = async () => {
    try {
      database.close();
    } finally {
      await lock.release();
    }
  };
  return { context, secrets, close };
}

/** Puts what others read without the bank beside the database, from which it all comes. */
async function publish(dir: string, secrets: BankSecrets): Promise<void> {
  const { bankId, authority, tls } = secrets;
  if (readIdentity(dir)?.bankId !== bankId) await writeIdentity(dir, { bankId, chain: authority.chain });
  const caFile = caFileOf(dir);
  if ((await readIfThere(caFile, { ownFolder: true })) !== tls.root) await writeFileSynced(caFile, tls.root);
}

/** Whatever kept the practice bank from starting, as an error that people can meet. */
export function bankFailure(error: unknown): CertToolError {
  if (error instanceof CertToolError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const detail =
    code === 'EADDRINUSE'
      ? { ja: 'ポートが使用中です。', en: 'its port is in use.' }
      : message || String(error);
  return new CertToolError('practice-bank-failed', { params: { detail }, cause: error });
}
