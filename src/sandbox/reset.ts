import { existsSync } from 'node:fs';
import { databaseFile, emptyFolder, lockFolder, refuseLink, removeLockFolder } from './folder.ts';
import { type PracticeBankIdentity, readIdentity } from './identity.ts';
import { bankFailure } from './open.ts';

/**
 * Removes all that the practice bank keeps and returns which one it was; undefined when there was none,
 * `unknown` for one too damaged to say, for which `before` is not done.
 * @param before is done first, with the lock held: what depends on the bank goes while it can still be named
 * @throws CertToolError `practice-bank-busy` while one runs, `not-a-practice-bank`, `practice-bank-failed`
 */
export async function resetPracticeBank(
  dir: string,
  before: (identity: PracticeBankIdentity) => Promise<void> = async () => undefined,
): Promise<PracticeBankIdentity | 'unknown' | undefined> {
  if (!existsSync(dir)) return undefined;
  await refuseLink(dir);
  const lock = await lockFolder(dir, 0);
  try {
    const identity = readIdentity(dir) ?? (await identityInDatabase(dir));
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

/** Which practice bank it is, when its marker is damaged and its database is not. */
async function identityInDatabase(dir: string): Promise<PracticeBankIdentity | undefined> {
  const file = databaseFile(dir);
  if (!existsSync(file)) return undefined;
  const [{ BankDatabase }, { readSecrets }] = await Promise.all([
    import('./database.ts'),
    import('./records/secrets.ts'),
  ]);
  try {
    const database = BankDatabase.open(file);
    try {
      const { bankId, authority } = readSecrets(database);
      return { bankId, chain: authority.chain, chains: [authority.chain] };
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}
