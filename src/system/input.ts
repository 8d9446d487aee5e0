import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { CertToolError } from '../core/error.ts';
import { NO_FILE } from '../core/given-path.ts';
import type { Text } from '../core/text.ts';
import { decodeText, firstLineIn } from './decode-text.ts';
import { rootsOwn } from './owner-only.ts';

/** In MiB; more than any file or answer that a person writes, and a wrong one must not fill the memory. */
const LARGEST_MIB = 1;
const MIB = 1024 * 1024;
const OTHERS_CAN_READ = 0o044;
const OTHERS_CAN_WRITE = 0o022;

const STDIN = 'stdin';

interface ReadOptions {
  /** Ends the reading: who is to write may never do so. Its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** In MiB, where more is to be read than a person writes. */
  readonly largestMib?: number;
  /** Only an ordinary file: where nobody names it in the command, nobody writes to a pipe in its place either. */
  readonly ordinary?: boolean;
}

type Stdin = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * All of stdin as text. Undefined where stdin is a terminal, which would show what is typed.
 * @throws CertToolError `unreadable-file` when there is too much of it, `unreadable-text`
 */
export async function readStdin(
  stdin: Stdin = process.stdin,
  options: ReadOptions = {},
): Promise<string | undefined> {
  if (stdin.isTTY) return undefined;
  return decodeText(await collect(stdin, { source: STDIN, ...options }), STDIN);
}

/**
 * The first line of stdin without its end, as soon as it is there: who writes it may keep the pipe open. Undefined where
 * stdin is a terminal, which would show what is typed. Throws as `readStdin`.
 */
export async function readStdinLine(
  stdin: Stdin = process.stdin,
  { signal }: ReadOptions = {},
): Promise<string | undefined> {
  if (stdin.isTTY) return undefined;
  const bytes = await collect(stdin, { source: STDIN, signal, isEnough: firstLineIn });
  return decodeText(firstLineIn(bytes) ?? bytes, STDIN).replace(/[\r\n]+$/, '');
}

/** A file's content, and what other users may do with it: nothing on Windows, whose rights are no mode bits. */
export interface GivenFile {
  readonly bytes: Buffer;
  readonly readableByOthers: boolean;
  readonly writableByOthers: boolean;
}

/**
 * The one door for files that a person names. A pipe works too, and is waited for until the signal; a terminal, a socket
 * and a folder are refused.
 * @throws CertToolError `unreadable-file`; the signal's reason
 */
export async function readGivenFile(path: string, options: ReadOptions = {}): Promise<GivenFile> {
  try {
    const file = openSync(path, FLAGS);
    const stats = fstatSync(file);
    const others = process.platform === 'win32' ? 0 : stats.mode;
    return {
      bytes:
        stats.isFIFO() && !options.ordinary
          ? await collect(await pipeOf(file), { source: path, ...options })
          : readAtOnce(file, stats, path, options.largestMib),
      readableByOthers: (others & OTHERS_CAN_READ) !== 0,
      writableByOthers: (others & OTHERS_CAN_WRITE) !== 0,
    };
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof CertToolError) throw cause;
    throw unreadableFor(path, cause);
  }
}

/** `unreadable-file` for an error of the system's. */
export function unreadableFor(path: string, cause: unknown): CertToolError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'error';
  const owned = code === 'EACCES' ? rootsOwn(path) : undefined;
  const plain = unreadable(path, owned?.detail ?? DETAILS[code] ?? { ja: code, en: code }, cause);
  return owned ? plain.withRemedy(owned.remedy) : plain;
}

/** The text of `readGivenFile`. Throws `unreadable-text`, too. */
export async function readTextFile(
  path: string,
  options: ReadOptions = {},
): Promise<Omit<GivenFile, 'bytes'> & { readonly text: string }> {
  const { bytes, ...rights } = await readGivenFile(path, options);
  return { text: decodeText(bytes, path), ...rights };
}

/**
 * The files in a folder that a person names, by their paths, in the order of their names. Undefined where it is no folder, or
 * not there. @throws CertToolError `unreadable-file`
 */
export function filesIn(folder: string): readonly string[] | undefined {
  try {
    const found = readdirSync(folder, { withFileTypes: true }).filter((each) => !each.isDirectory());
    return found.map(({ name }) => join(folder, name)).sort();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'error';
    if (code === 'ENOTDIR' || code === 'ENOENT') return undefined;
    throw unreadableFor(folder, cause);
  }
}

// Without blocking: a pipe that nobody writes to would keep the program waiting inside the system, where no signal ends it.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Node's event loop waits for it, which a signal can end. It closes the file. */
async function pipeOf(file: number): Promise<NodeJS.ReadableStream> {
  const { Socket } = await import('node:net');
  return new Socket({ fd: file, readable: true, writable: false });
}

/** What is no pipe answers at once, a device that does not by an error. */
function readAtOnce(file: number, stats: Stats, path: string, largestMib = LARGEST_MIB): Buffer {
  try {
    if (stats.isDirectory()) throw unreadable(path, reasons.folder);
    if (isatty(file)) throw unreadable(path, reasons.terminal);
    if (!stats.isFile() && !stats.isCharacterDevice()) throw unreadable(path, NO_FILE);
    if (stats.size > largestMib * MIB) throw tooLarge(path, largestMib);
    // One more than may be: not everything knows its size, and some devices never end.
    let bytes = Buffer.allocUnsafe((stats.size || MIB) + 1);
    let length = 0;
    for (let got = -1; got !== 0; length += got) {
      if (length > largestMib * MIB) throw tooLarge(path, largestMib);
      if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(length)]);
      got = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

const reasons = {
  folder: { ja: 'フォルダです', en: 'it is a folder' },
  terminal: {
    ja: '端末です。入力した文字が画面に表示されるため、使用しません',
    en: 'it is a terminal, which would show what is typed',
  },
  tooLarge: (mib: number) => ({
    ja: `大きすぎます(上限は ${mib} MiB)`,
    en: `it is too large (the limit is ${mib} MiB)`,
  }),
};

const DETAILS: Readonly<Record<string, Text>> = {
  ENOENT: { ja: 'ファイルがありません', en: 'it does not exist' },
  ENOTDIR: { ja: 'パスの途中がフォルダではありません', en: 'something in its path is no folder' },
  EACCES: { ja: '読み取りの権限がありません', en: 'it may not be read' },
  EISDIR: reasons.folder,
  ELOOP: { ja: 'シンボリックリンクが循環しています', en: 'its symbolic links go round in a circle' },
  // A socket; a device with nothing to read.
  ENXIO: NO_FILE,
  EAGAIN: NO_FILE,
};

function unreadable(file: string, detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('unreadable-file', { params: { file, detail }, cause });
}

function tooLarge(file: string, mib: number): CertToolError {
  return unreadable(file, reasons.tooLarge(mib));
}

interface Collecting extends ReadOptions {
  /** The file or stream, for the message. */
  readonly source: string;
  /** What was read is looked at after each part, and the rest left where it is. */
  readonly isEnough?: (bytes: Buffer) => unknown;
}

async function collect(
  stream: NodeJS.ReadableStream,
  { source, signal, largestMib = LARGEST_MIB, isEnough }: Collecting,
): Promise<Buffer> {
  const read = async () => {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of stream) {
      parts.push(Buffer.from(part));
      length += part.length;
      if (length > largestMib * MIB) throw tooLarge(source, largestMib);
      if (isEnough?.(Buffer.concat(parts))) break;
    }
    return Buffer.concat(parts);
  };
  return signal ? untilAborted(read(), signal) : read();
}

async function untilAborted<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  return Promise.race([reading, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
