import { existsSync } from 'node:fs';
import { emptyFolder, lockFolder, removeLockFolder } from './folder.ts';
import { type PracticeBankIdentity, readIdentity } from './identity.ts';
import { bankFailure } from './open.ts';

/**
 * Removes all that the practice bank keeps and returns which one it was; undefined when there was none.
 * @param before is done first, with the lock held: what depends on the bank goes while it can still be named
 * @throws CertToolError `practice-bank-busy` while one runs, `not-a-practice-bank`, `practice-bank-failed`
 */
export async function resetPracticeBank(
  dir: string,
  before: (identity: PracticeBankIdentity) => Promise<void> = async () => undefined,
): Promise<PracticeBankIdentity | undefined> {
  if (!existsSync(dir)) return undefined;
  const lock = await lockFolder(dir, 0);
  try {
    const identity = readIdentity(dir);
    if (identity) await before(identity);
    await emptyFolder(dir);
    return identity;
  } catch (error) {
    throw bankFailure(error);
  } finally {
    await lock.release();
    await removeLockFolder(dir);
  }
}
