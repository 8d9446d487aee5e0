import { createHash } from 'node:crypto';
import { type Members, membersIn } from '../core/json-object.ts';
import { refuseNewer } from '../core/newer-data.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import type { Lock } from '../core/ports/lock.ts';
import type { LoginIdMemory, RememberedLoginIds } from '../core/ports/login-ids.ts';

const VERSION = 1;

/**
 * One file a bank.
 * @param place the folder's path, for error messages
 * @param lock of a bank's file: runs for several login IDs at the same time all add to it
 */
export function createLoginIdMemory(
  folder: SyncedFolder,
  place: string,
  lock: (bankId: string) => Promise<Lock>,
): LoginIdMemory {
  const read = async (name: string): Promise<RememberedLoginIds | undefined> => {
    const value = membersIn(await folder.read(name));
    refuseNewer(value, VERSION, `${place}/${name}`);
    return value && rememberedIn(value);
  };
  const of = async (bankId: string) => (await read(fileName(bankId)))?.loginIds ?? [];
  const write = async (bankId: string, loginIds: readonly string[]) => {
    const file = { version: VERSION, bankId, loginIds };
    await folder.write(fileName(bankId), `${JSON.stringify(file, null, 2)}\n`);
  };
  const change = async (bankId: string, changed: (known: readonly string[]) => readonly string[]) => {
    const held = await lock(bankId);
    try {
      const loginIds = changed(await of(bankId));
      if (loginIds.length > 0) await write(bankId, loginIds);
      else await folder.remove(fileName(bankId));
    } finally {
      await held.release();
    }
  };
  return {
    of,
    async all() {
      const files = await Promise.all((await folder.names()).map(read));
      return files.filter((file) => file !== undefined);
    },
    async remember(bankId, loginId) {
      if ((await of(bankId))[0] === loginId) return;
      await change(bankId, (known) => [loginId, ...known.filter((each) => each !== loginId)]);
    },
    forget: (bankId, loginIds) =>
      change(bankId, (known) => (loginIds ? known.filter((each) => !loginIds.includes(each)) : [])),
  };
}

/** A bank's id may hold what file names may not. */
function fileName(bankId: string): string {
  return `${createHash('sha256').update(bankId).digest('hex').slice(0, 32)}.json`;
}

function rememberedIn({ bankId, loginIds }: Members): RememberedLoginIds | undefined {
  if (typeof bankId !== 'string' || !Array.isArray(loginIds)) return undefined;
  return { bankId, loginIds: loginIds.filter((each) => typeof each === 'string') };
}
