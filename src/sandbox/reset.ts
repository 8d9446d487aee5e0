import { existsSync } from 'node:fs';
import { emptyFolder, lockFolder, removeLockFolder } from './folder.ts';
import { type PracticeBankIdentity, readIdentity } from './identity.ts';
import { bankFailure } from './open.ts';

/**
 * Removes all that the practice bank keeps and returns which one it was; undefined when there was none.
 * @throws CertToolError `practice-bank-busy` while one runs, `not-a-practice-bank`, `practice-bank-failed`
 */
export async function resetPracticeBank(dir: string): Promise<PracticeBankIdentity | undefined> {
  if (!existsSync(dir)) return undefined;
  const lock = await lockFolder(dir, 0);
  try {
    const identity = readIdentity(dir);
    await emptyFolder(dir);
    return identity;
  } catch (error) {
    throw bankFailure(error);
  } finally {
    await lock.release();
    await removeLockFolder(dir);
  }
}
