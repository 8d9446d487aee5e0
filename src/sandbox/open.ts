import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CertToolError } from '../core/error.ts';
import type { Lock } from '../core/ports/lock.ts';
import { readIfThere, removeSynced, writeFileSynced } from '../system/files.ts';
import { Authorities } from './business/authorities.ts';
import type { BankContext } from './business/context.ts';
import { Serializer } from './business/serialize.ts';
import { Sessions } from './business/sessions.ts';
import { demoCredentials } from './business/users.ts';
import { type ClockChange, changedOffset, writeClockOffset } from './place/clock.ts';
import {
  caFileOf,
  databaseFile,
  lockFolder,
  prepareFolder,
  refuseForeign,
  refuseLink,
  removeLockFolder,
  writeIdentity,
} from './place/folder.ts';
import {
  ADDED_USERS_FILE,
  type PracticeBankIdentity,
  readClock,
  readClockOffset,
  readIdentity,
} from './place/identity.ts';
import { refuseNewerData } from './place/newer-data.ts';
import { Outbox } from './place/outbox.ts';
import { crlUrlAt, usualPort } from './place/tcp-ports.ts';
import { BankDatabase } from './records/database.ts';
import { type BankRules, readRules, renewalDaysOf, USUAL_RULES } from './records/rules.ts';
import { type BankSecrets, readSecrets } from './records/secrets.ts';
import { allUsers } from './records/users.ts';

/** The practice bank's data, open, with the data folder's lock held. */
export interface OpenBank {
  readonly context: BankContext;
  readonly secrets: BankSecrets;
  /** Tells on which port it is served now: where new certificates point for the revocation list. */
  servedAt(port: number): void;
  /** Tells where its login page is. */
  portalAt(url: string): void;
  close(): Promise<void>;
}

/**
 * Takes the lock of the data folder and opens what is in it; sets up a new practice bank where there is none.
 * @param firstClock the date by which a new one is set up; without meaning where there is one
 * @param whileKeysAreMade called while the keys of a new one are made on other threads
 * @throws CertToolError `practice-bank-busy` when the lock stays taken, `practice-bank-failed`, `not-a-practice-bank`,
 * `newer-data`
 */
export async function openBank(
  dir: string,
  now: () => Date,
  waitMs: number,
  firstClock?: ClockChange,
  whileKeysAreMade: () => void = () => {},
): Promise<OpenBank> {
  const lock = await lockFolder(dir, waitMs);
  let database: BankDatabase | undefined;
  try {
    await refuseLink(dir);
    await refuseForeign(dir);
    refuseNewerData(dir);
    await prepareFolder(dir);
    const file = databaseFile(dir);
    if (!existsSync(file)) {
      // Days are counted from the date that it has once it is set up.
      if (firstClock && 'to' in firstClock)
        await writeClockOffset(dir, changedOffset(firstClock, readClockOffset(dir), now()));
      const { seedDatabase } = await import('./seed.ts');
      await seedDatabase(file, now(), readClock(dir, now), whileKeysAreMade);
    }
    database = BankDatabase.open(file);
    const secrets = readSecrets(database);
    const bank = open(dir, now, lock, database, secrets);
    await publish(dir, bank);
    return bank;
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
  const authorities = new Authorities(database);
  const rules = () => readRules(database);
  const identity = () => ({ ...identityOf(secrets.bankId, authorities), ...stated(rules()) });
  let port = usualPort(secrets.bankId);
  let portalUrl: string | undefined;
  const context: BankContext = {
    identity,
    database,
    sessions: new Sessions(now),
    outbox: new Outbox(dir),
    serializer: new Serializer(),
    now,
    bankNow: () => readClock(dir, now),
    setOffset: (offsetMs) => writeClockOffset(dir, offsetMs),
    publishUsers: () => publishUsers(dir, database),
    publishIdentity: () => publishIdentity(dir, identity()),
    crlUrl: () => crlUrlAt(port),
    portalUrl: () => portalUrl,
    authorities,
    rules,
  };
  const close = async () => {
    try {
      database.close();
    } finally {
      await lock.release();
    }
  };
  const servedAt = (actual: number) => {
    port = actual;
  };
  const portalAt = (url: string) => {
    portalUrl = url;
  };
  return { context, secrets, servedAt, portalAt, close };
}

/** Who this practice bank is, by all generations of its CA. */
export function identityOf(bankId: string, { present, all }: Authorities): PracticeBankIdentity {
  return { bankId, chain: present.chain, chains: all.map(({ chain }) => chain) };
}

/** Where some were set; the usual ones nobody need be told. */
function stated(rules: BankRules): Pick<PracticeBankIdentity, 'rules'> {
  return isDeepStrictEqual(rules, USUAL_RULES)
    ? {}
    : { rules: { ...rules, renewalDays: renewalDaysOf(rules) } };
}

/** Puts what others read without the bank beside the database, from which it all comes. */
async function publish(dir: string, { context, secrets }: OpenBank): Promise<void> {
  await context.publishIdentity();
  await keepFile(caFileOf(dir), secrets.tls.root);
  await context.publishUsers();
}

async function publishIdentity(dir: string, identity: PracticeBankIdentity): Promise<void> {
  if (!isDeepStrictEqual(readIdentity(dir), identity)) await writeIdentity(dir, identity);
}

/** Writes a file unless it is as it should be; whatever is in its place goes. */
async function keepFile(file: string, text: string): Promise<void> {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() && (await readIfThere(file, { ownFolder: true })) === text) return;
  if (stats?.isDirectory()) await removeSynced(file);
  await writeFileSynced(file, text);
}

/** The passwords of users that were added, so that prompts can offer them without the bank. */
async function publishUsers(dir: string, database: BankDatabase): Promise<void> {
  const added = allUsers(database).filter(({ loginId }) => !demoCredentials(loginId));
  const text = `${JSON.stringify(Object.fromEntries(added.map((user) => [user.loginId, user.password])))}\n`;
  const file = join(dir, ADDED_USERS_FILE);
  const known = await readIfThere(file, { ownFolder: true });
  if (known !== text && (known !== undefined || added.length > 0)) await writeFileSynced(file, text);
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
