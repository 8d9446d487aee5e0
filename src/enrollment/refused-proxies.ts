import { createHash } from 'node:crypto';
import { membersIn, membersOf } from '../core/json-object.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import { hashSecret, isSecretOf, type SecretHash } from './secret-hash.ts';

/** A user's login at a proxy. */
interface Login {
  readonly userName: string;
  readonly password: string;
}

/** One that nobody typed, and that the proxy refused. */
interface RefusedLogin extends SecretHash {
  /** RFC 3339; the last time. */
  readonly refusedAt: string;
  /** How often, each time after the pause before. */
  readonly times: number;
}

/** What one proxy refused on earlier runs, so that runs that nobody watches do not lock the account by repeating it. */
export interface ProxyRefusals {
  /** Until when it is not sent again; undefined where it may be. */
  waitsUntil(login: Login): Promise<Date | undefined>;
  /** Returns when it is on the disk. */
  noteRefused(login: Login): Promise<void>;
  /** It is right again. */
  noteTaken(login: Login): Promise<void>;
}

const VERSION = 1;
const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * A proxy says 407 also while what it asks for users is out of order, so a password has its turn again: after a day, then
 * two, four and so on. Directories count wrong ones within minutes or hours.
 */
const LONGEST_PAUSE_DAYS = 30;
const REMEMBERED_MS = 2 * LONGEST_PAUSE_DAYS * DAY_MS;
/** Each costs a run its hash. */
const MOST_LOGINS = 8;

/**
 * What is damaged counts as nothing, and is written anew; what a later build wrote is left as it is.
 * @param proxy host and port
 */
export function createProxyRefusals(folder: SyncedFolder, proxy: string, now: () => Date): ProxyRefusals {
  const name = `proxy-${createHash('sha256').update(proxy).digest('hex').slice(0, 32)}.json`;
  const age = ({ refusedAt }: RefusedLogin) => Math.abs(now().getTime() - Date.parse(refusedAt));
  const read = async () => {
    const found = loginsIn(await folder.read(name));
    return found?.filter((each) => age(each) <= REMEMBERED_MS);
  };
  const write = async (logins: readonly RefusedLogin[]) => {
    if (logins.length === 0) return folder.remove(name);
    const file = { version: VERSION, proxy, logins: logins.slice(-MOST_LOGINS) };
    await folder.write(name, `${JSON.stringify(file, null, 2)}\n`);
  };
  return {
    async waitsUntil(login) {
      const found = (await matching((await read()) ?? [], login))[0];
      return found && age(found) < pauseOf(found) ? endOfPause(found, now()) : undefined;
    },
    async noteRefused(login) {
      const known = await read();
      if (!known) return;
      const [earlier] = await matching(known, login);
      const refused = {
        ...(earlier ?? (await hashSecret(textOf(login)))),
        refusedAt: now().toISOString(),
        times: (earlier?.times ?? 0) + 1,
      };
      await write([...known.filter((each) => each !== earlier), refused]);
    },
    async noteTaken(login) {
      const known = await read();
      if (!known || known.length === 0) return;
      const right = await matching(known, login);
      if (right.length > 0) await write(known.filter((each) => !right.includes(each)));
    },
  };
}

function pauseOf({ times }: RefusedLogin): number {
  return Math.min(2 ** (times - 1), LONGEST_PAUSE_DAYS) * DAY_MS;
}

/** Of a refusal that lies ahead, because the clock was set back, the pause begins now. */
function endOfPause(refused: RefusedLogin, now: Date): Date {
  return new Date(Math.min(Date.parse(refused.refusedAt), now.getTime()) + pauseOf(refused));
}

async function matching(logins: readonly RefusedLogin[], login: Login): Promise<RefusedLogin[]> {
  const same = await Promise.all(logins.map((each) => isSecretOf(textOf(login), each)));
  return logins.filter((_, index) => same[index]);
}

/** No user name of Basic holds a colon (RFC 7617, 2). */
function textOf({ userName, password }: Login): string {
  return `${userName}:${password}`;
}

/** Undefined for what a later build wrote. */
function loginsIn(text: string | undefined): RefusedLogin[] | undefined {
  const { version, logins } = membersIn(text) ?? {};
  if (typeof version === 'number' && version > VERSION) return undefined;
  return version === VERSION && Array.isArray(logins) ? logins.filter(isRefusedLogin) : [];
}

function isRefusedLogin(value: unknown): value is RefusedLogin {
  const { salt, hash, refusedAt, times } = membersOf(value) ?? {};
  return (
    typeof salt === 'string' &&
    typeof hash === 'string' &&
    typeof times === 'number' &&
    typeof refusedAt === 'string' &&
    !Number.isNaN(Date.parse(refusedAt))
  );
}
