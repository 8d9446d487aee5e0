import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import type { Text } from '../core/text.ts';
import { V8 } from './v8-flags.ts';

/**
 * What V8 has compiled of the program's files, kept from run to run: compiling takes half of what a short command takes.
 * It is code, so that it is used only where nobody but those who can change the program, or the user, could have put it
 * there. Without it everything is the same but the time.
 */
export interface CodeCache {
  /** What is kept of a file. */
  read(file: string): Buffer | undefined;
  /** A file that was loaded, for `keep`; whether what was read was of use. */
  loaded(file: string, script: Script): void;
  /** Keeps what was compiled in this run, its functions among it. Whatever fails is left. */
  keep(): void;
  /** Why something that is kept was not used; who tells it takes it from here. */
  readonly unused: Text[];
}

export interface CodeCacheOptions {
  /** What comes with the program, below the folder of its files: a folder for each version of V8. */
  readonly shipped: string;
  /** The user's own, for other versions; made only where the data folder was there before this run. */
  own(): string;
  /** SHA-256 of the files that are worth it, in hexadecimal. What is kept is named by it: V8 itself looks at the length alone. */
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Octets of a CRC-32: V8 would run damaged code. Against more than damage no hash would help, for who can write the code can
 * write the hash; and node:crypto takes longer to load. Behind the code, so that it begins where V8 reads it without copying.
 */
const CHECKSUM_LENGTH = 4;
const LARGEST_BYTES = 16 * 1024 * 1024;
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** Of the program's versions and Node's that take turns on this PC. */
const MOST_KEPT = 40;

/** @throws nothing: whatever is wrong, the program starts without it */
export function codeCache({ shipped, own, hashes }: CodeCacheOptions): CodeCache {
  const fromProgram = join(shipped, engine());
  const comesWithProgram = existsSync(fromProgram);
  const folder = comesWithProgram ? fromProgram : own();
  // Who runs this for the first time need not wait for what helps the next run; for a look at nothing no data folder is made.
  const isKept = !comesWithProgram && existsSync(dirname(folder));
  const nameOf = (file: string) => {
    const hash = hashes[file];
    // Newer versions of Node accept only what the very same one has made.
    return hash && (comesWithProgram ? `${hash}.bin` : `${hash}-${process.version}-${process.arch}.bin`);
  };
  const missing = new Map<string, Script>();
  const found = new Set<string>();
  const unused: Text[] = [];
  return {
    unused,
    read(file) {
      const name = nameOf(file);
      if (!name) return undefined;
      const { code, reason } = readCode(join(folder, name), !comesWithProgram);
      if (code) found.add(file);
      if (reason) unused.push(reason);
      return code;
    },
    loaded(file, script) {
      const name = nameOf(file);
      if (!name) return;
      if (found.has(file) && !script.cachedDataRejected) return;
      if (found.has(file)) unused.push(REASONS.stale(join(folder, name)));
      missing.set(name, script);
    },
    keep() {
      if (!isKept || missing.size === 0) return;
      keepCode(folder, missing);
    },
  };
}

/** What decides whether V8 accepts it: that of Node 20 goes by its version, newer ones accept only what the very same Node has made. */
function engine(): string {
  const { versions, version, platform, arch } = process;
  return V8 < 12 ? `v8-${versions.v8.split('-')[0]}-${arch}` : `node-${version}-${platform}-${arch}`;
}

/** Keeps what is compiled now in a folder, for `shipped`: a part of the build. */
export function shipCode(
  shipped: string,
  hashes: Readonly<Record<string, string>>,
  scripts: ReadonlyMap<string, Script>,
): void {
  const folder = join(shipped, engine());
  mkdirSync(folder, { recursive: true });
  for (const [file, script] of scripts) {
    const hash = hashes[file];
    if (hash) writeCode(join(folder, `${hash}.bin`), script, 0o644);
  }
}

interface Read {
  readonly code?: Buffer;
  /** Why it is of no use. */
  readonly reason?: Text;
}

function readCode(path: string, isOwn: boolean): Read {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, FLAGS);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || (isOwn && !isOurs(stats))) return { reason: REASONS.notOurs(path) };
    if (stats.size <= CHECKSUM_LENGTH || stats.size > LARGEST_BYTES) return { reason: REASONS.damaged(path) };
    const bytes = readFileSync(descriptor);
    const code = bytes.subarray(0, -CHECKSUM_LENGTH);
    const isWhole = crc32(code) === bytes.readUInt32LE(code.length);
    return isWhole ? { code } : { reason: REASONS.damaged(path) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? {} : { reason: REASONS.notOurs(path) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Nobody else can have written it. Windows' rights are those of the folder, which is the user's. */
function isOurs({ uid, mode }: Stats): boolean {
  return process.platform === 'win32' || (uid === process.geteuid?.() && (mode & 0o022) === 0);
}

function keepCode(folder: string, scripts: ReadonlyMap<string, Script>): void {
  try {
    if (!isOurs(statSync(dirname(folder)))) return;
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || !isOurs(stats)) return;
    for (const [name, script] of scripts) writeCode(join(folder, name), script, 0o600);
    removeOldest(folder);
  } catch {
    // A full or read-only disk: the next run compiles again.
  }
}

/** Aside first: who reads meanwhile finds all of it or nothing. */
function writeCode(path: string, script: Script, mode: number): void {
  const code = script.createCachedData();
  const sum = Buffer.alloc(CHECKSUM_LENGTH);
  sum.writeUInt32LE(crc32(code));
  const aside = `${path}.${process.pid}`;
  try {
    writeFileSync(aside, Buffer.concat([code, sum]), { flag: 'wx', mode });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= MOST_KEPT) return;
  const age = new Map(files.map((file) => [file, statSync(file).mtimeMs]));
  const byAge = files.sort((one, other) => (age.get(other) ?? 0) - (age.get(one) ?? 0));
  for (const file of byAge.slice(MOST_KEPT)) rmSync(file, { force: true });
}

const REASONS = {
  damaged: (path: string): Text => ({
    ja: `破損しているため、コンパイル済みのコードを使用しません: ${path}`,
    en: `Compiled code is not used, for it is damaged: ${path}`,
  }),
  notOurs: (path: string): Text => ({
    ja: `ほかのユーザが変更できるため、コンパイル済みのコードを使用しません: ${path}`,
    en: `Compiled code is not used, for it is not this user's alone: ${path}`,
  }),
  stale: (path: string): Text => ({
    ja: `この Node.js では使えないため、コンパイル済みのコードを使用しません: ${path}`,
    en: `Compiled code is not used, for this Node.js does not take it: ${path}`,
  }),
};
