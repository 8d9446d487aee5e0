import { existsSync } from 'node:fs';
import { Authorities } from './business/authorities.ts';
import { bankFailure, identityOf } from './open.ts';
import {
  databaseFile,
  emptyFolder,
  lockFolder,
  refuseForeign,
  refuseLink,
  removeLockFolder,
} from './place/folder.ts';
import { type PracticeBankIdentity, readIdentity } from './place/identity.ts';
import { refuseNewerData } from './place/newer-data.ts';
import { BankDatabase } from './records/database.ts';
import { readSecrets } from './records/secrets.ts';

/**
 * Removes all that the practice bank keeps and returns which one it was; undefined when there was none,
 * `unknown` for one too damaged to say, for which `before` is not done.
 * @param before is done first, with the lock held: what depends on the bank goes while it can still be named
 * @throws CertToolError `practice-bank-busy` while one runs, `not-a-practice-bank`, `practice-bank-failed`,
 * `newer-data`
 */
export async function resetPracticeBank(
  dir: string,
  before: (identity: PracticeBankIdentity) => Promise<void> = async () => undefined,
): Promise<PracticeBankIdentity | 'unknown' | undefined> {
  if (!existsSync(dir)) return undefined;
  await refuseLink(dir);
  const lock = await lockFolder(dir, 0);
  try {
    await refuseForeign(dir);
    refuseNewerData(dir);
    // The marker may be from before the last change of the CA, or damaged.
    const identity = identityInDatabase(dir) ?? readIdentity(dir);
    if (identity) await before(identity);
    const wasThere = existsSync(databaseFile(dir));
    await emptyFolder(dir);
    return identity ?? (wasThere ? 'unknown' : undefined);
  } catch (error) {
    throw bankFailure(error);
  } finally {
    await lock.release();
    await removeLockFolder(dir);
  }
}

/** Which practice bank it is; undefined when its database is missing or damaged. */
function identityInDatabase(dir: string): PracticeBankIdentity | undefined {
  const file = databaseFile(dir);
  if (!existsSync(file)) return undefined;
  try {
    const database = BankDatabase.open(file);
    try {
      return identityOf(readSecrets(database).bankId, new Authorities(database));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}
