import { createHash } from 'node:crypto';
import { CertToolError } from '../core/error.ts';
import { refuseNewer } from '../core/newer-data.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import { readCertificate } from '../pki/certificate.ts';

/**
 * How far an entry has come; each step's result is on the disk before the next one begins.
 * `key`: a pending key exists or is being made; nothing was sent. `sent`: the request may have reached the bank.
 * `issued`: the certificate is kept in the entry. `installed`: the store holds it and it signs.
 */
export type EntryStep = 'key' | 'sent' | 'issued' | 'installed';

/** The certificate that a renewal replaces. */
export interface Predecessor {
  readonly thumbprint: string;
  readonly serialNumber: string;
}

/** What the journal holds for one bank and login ID. No secret is in it: the pending key belongs to the store. */
export interface Entry {
  readonly version: 1;
  readonly bankId: string;
  readonly loginId: string;
  readonly kind: 'issue' | 'renewal';
  readonly predecessor?: Predecessor;
  /** Set when the predecessor is to stay on this PC. */
  readonly keepPredecessor?: true;
  /** The store's `identity`. */
  readonly store: string;
  /** The pending key's id in the store. */
  readonly id: string;
  readonly keySize: number;
  readonly step: EntryStep;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly csr?: string;
  readonly publicKeyHash?: string;
  readonly certificate?: string;
  readonly chain?: readonly string[];
  /** Before that the bank wants to hear no more of a request that was sent; RFC 3339. */
  readonly askAgainAt?: string;
  /** When it has said so, by this PC's clock; RFC 3339. */
  readonly toldToWaitAt?: string;
}

export interface JournalContents {
  readonly entries: readonly Entry[];
  /** With the file: `damaged-entry`, `newer-data`. What those entries protect is not known. */
  readonly unreadable: readonly CertToolError[];
}

export interface Journal {
  /** Throws `damaged-entry` when there is one that cannot be understood, `newer-data` when a later build wrote it. */
  read(bankId: string, loginId: string): Promise<Entry | undefined>;
  /** Returns when the entry is on the disk. */
  write(entry: Entry): Promise<Entry>;
  clear(entry: Pick<Entry, 'bankId' | 'loginId'>): Promise<void>;
  /** All entries that can be understood. */
  all(): Promise<Entry[]>;
  /** The same, and of one reading why others cannot be understood. */
  contents(): Promise<JournalContents>;
  /** Takes an entry that cannot be understood out of the way and keeps it beside the journal. Returns the new file. */
  setAside(bankId: string, loginId: string): Promise<string>;
}

const VERSION = 1;
const STEPS: readonly string[] = ['key', 'sent', 'issued', 'installed'] satisfies EntryStep[];

/** @param place the folder's path, for error messages */
export function createJournal(folder: SyncedFolder, place: string): Journal {
  const readFile = async (name: string): Promise<Entry | undefined> => {
    const text = await folder.read(name);
    if (text === undefined) return undefined;
    const [file, entry] = [`${place}/${name}`, parse(text)];
    refuseNewer(entry, VERSION, file);
    if (isEntry(entry) && fileName(entry.bankId, entry.loginId) === name) return entry;
    throw new CertToolError('damaged-entry', { params: { file } });
  };
  const readAll = async () => {
    const names = (await folder.names()).filter((name) => name.endsWith(ENDING));
    return Promise.all(names.map((name) => readFile(name).catch(unreadableEntry)));
  };
  return {
    read: (bankId, loginId) => readFile(fileName(bankId, loginId)),
    async write(entry) {
      await folder.write(fileName(entry.bankId, entry.loginId), `${JSON.stringify(entry, null, 2)}\n`);
      return entry;
    },
    clear: (entry) => folder.remove(fileName(entry.bankId, entry.loginId)),
    async all() {
      return (await readAll()).filter((read) => isEntry(read));
    },
    async contents() {
      const read = await readAll();
      return {
        entries: read.filter((each) => isEntry(each)),
        unreadable: read.filter((each) => each instanceof CertToolError),
      };
    },
    async setAside(bankId, loginId) {
      const name = fileName(bankId, loginId);
      const aside = `${name}${ASIDE}`;
      await folder.write(aside, (await folder.read(name)) ?? '');
      await folder.remove(name);
      return `${place}/${aside}`;
    },
  };
}

/** The entry, or why it cannot be understood where it is damaged. @throws CertToolError `newer-data` */
export async function readEntry(
  journal: Pick<Journal, 'read'>,
  bankId: string,
  loginId: string,
): Promise<{ entry: Entry | undefined; damage?: CertToolError }> {
  try {
    return { entry: await journal.read(bankId, loginId) };
  } catch (error) {
    if (!(error instanceof CertToolError) || error.errorName !== 'damaged-entry') throw error;
    return { entry: undefined, damage: error };
  }
}

const ENDING = '.json';
const ASIDE = '.damaged';

function unreadableEntry(error: unknown): CertToolError {
  if (error instanceof CertToolError && ['damaged-entry', 'newer-data'].includes(error.errorName))
    return error;
  throw error;
}

/** Login IDs may hold what file names may not, so the name is a hash. */
function fileName(bankId: string, loginId: string): string {
  const hash = createHash('sha256').update(`${bankId}\0${loginId}`).digest('hex');
  return `${hash.slice(0, 32)}${ENDING}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Record<string, unknown>;
  const strings = ['bankId', 'loginId', 'store', 'id', 'startedAt'].every(
    (name) => typeof entry[name] === 'string',
  );
  const { step, keySize } = entry;
  const needed: Record<EntryStep, string[]> = {
    key: [],
    sent: ['csr', 'publicKeyHash'],
    issued: ['csr', 'publicKeyHash', 'certificate'],
    installed: ['csr', 'publicKeyHash', 'certificate'],
  };
  return (
    entry['version'] === VERSION &&
    strings &&
    !Number.isNaN(Date.parse(String(entry['startedAt']))) &&
    isKind(entry) &&
    isStep(step) &&
    isKeySize(keySize) &&
    needed[step].every((name) => typeof entry[name] === 'string') &&
    (needed[step].length < 3 || isCertificate(String(entry['certificate']))) &&
    (needed[step].length < 3 || isStrings(entry['chain']))
  );
}

function isStep(value: unknown): value is EntryStep {
  return typeof value === 'string' && STEPS.includes(value);
}

/** Of what is less no key is made, and of what is more it takes for ever. */
function isKeySize(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1024 && Number(value) <= 16_384;
}

function isCertificate(pem: string): boolean {
  try {
    readCertificate(pem);
    return true;
  } catch {
    return false;
  }
}

function isKind({ kind, predecessor }: Record<string, unknown>): boolean {
  if (kind === 'issue') return predecessor === undefined;
  if (kind !== 'renewal' || typeof predecessor !== 'object' || predecessor === null) return false;
  const { thumbprint, serialNumber } = predecessor as Record<string, unknown>;
  return typeof thumbprint === 'string' && typeof serialNumber === 'string';
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
