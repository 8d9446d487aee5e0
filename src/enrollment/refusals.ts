import { createHash } from 'node:crypto';
import { type Members, membersIn, membersOf } from '../core/json-object.ts';
import { refuseNewer } from '../core/newer-data.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import type { SecretHash } from './secret-hash.ts';

/** The secrets that stay the same from run to run. */
export type LastingSecret = 'password' | 'confirmation';

/** A secret that nobody typed and that the bank refused. */
export interface RefusedSecret extends SecretHash {
  /** RFC 3339. */
  readonly refusedAt: string;
}

/** What is remembered of one kind of secret. */
export interface Refused {
  readonly secrets: readonly RefusedSecret[];
  /** What the bank said last; left out where it did not say. */
  readonly attemptsLeft?: number;
}

export type Refusals = Readonly<Partial<Record<LastingSecret, Refused>>>;

export interface Whose {
  readonly bankId: string;
  readonly loginId: string;
}

/** What the bank refused on earlier runs, so that a run that nobody watches does not lock the login ID by repeating it. */
export interface RefusalMemory {
  /** Nothing where the file is damaged: it is written anew. Throws `newer-data` when a later build wrote it. */
  read(whose: Whose): Promise<Refusals>;
  /** Returns when it is on the disk. Where there is nothing to remember no file is left. */
  write(whose: Whose, refusals: Refusals): Promise<void>;
  /** Forgets all login IDs of a bank that is no more. */
  forgetBank(bankId: string): Promise<void>;
}

const VERSION = 1;

/** @param place the folder's path, for error messages */
export function createRefusalMemory(folder: SyncedFolder, place: string): RefusalMemory {
  return {
    async read(whose) {
      const name = fileName(whose);
      const value = membersIn(await folder.read(name));
      refuseNewer(value, VERSION, `${place}/${name}`);
      return isOf(value, whose) ? refusalsIn(value) : {};
    },
    async write({ bankId, loginId }, refusals) {
      const name = fileName({ bankId, loginId });
      if (refusals.password || refusals.confirmation) {
        const file = { version: VERSION, bankId, loginId, ...refusals };
        await folder.write(name, `${JSON.stringify(file, null, 2)}\n`);
      } else if ((await folder.read(name)) !== undefined) {
        await folder.remove(name);
      }
    },
    async forgetBank(bankId) {
      for (const name of await folder.names()) {
        if (membersIn(await folder.read(name))?.['bankId'] === bankId) await folder.remove(name);
      }
    },
  };
}

/** Login IDs may hold what file names may not, so the name is a hash. */
function fileName({ bankId, loginId }: Whose): string {
  const hash = createHash('sha256').update(`${bankId}\0${loginId}`).digest('hex');
  return `${hash.slice(0, 32)}.json`;
}

function isOf(value: Members | undefined, { bankId, loginId }: Whose): value is Members {
  return value?.['version'] === VERSION && value['bankId'] === bankId && value['loginId'] === loginId;
}

function refusalsIn({ password, confirmation }: Members): Refusals {
  return {
    ...(isRefused(password) ? { password } : {}),
    ...(isRefused(confirmation) ? { confirmation } : {}),
  };
}

function isRefused(value: unknown): value is Refused {
  const { secrets, attemptsLeft } = membersOf(value) ?? {};
  return (
    Array.isArray(secrets) &&
    secrets.every(isRefusedSecret) &&
    (attemptsLeft === undefined || typeof attemptsLeft === 'number')
  );
}

function isRefusedSecret(value: unknown): boolean {
  const members = membersOf(value) ?? {};
  return ['salt', 'hash', 'refusedAt'].every((name) => typeof members[name] === 'string');
}
