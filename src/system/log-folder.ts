import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { NO_FILE } from '../core/given-path.ts';
import { textOf } from '../core/logged-error.ts';
import type { LinesTail } from '../core/ports/run-log.ts';
import type { Text } from '../core/text.ts';
import { fileError, withFileErrors } from './file-error.ts';
import { readKept, unlessMissing } from './files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolderAtOnce } from './owner-only.ts';
import { lookForRoom } from './room.ts';

/** So many files, the newest of which is written to. */
const FILES = 5;
const LARGEST_BYTES = 1024 * 1024;
const DIGITS = 8;
const NAME = /^(\d{8,12})\.jsonl$/;
const LINE_FEED = 0x0a;
const FLAGS =
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_RDWR |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** A folder of JSON lines that only this user can read. */
export interface LogFolder {
  /** @throws CertToolError `unwritable-log` */
  append(line: string): void;
  /** The file is held open from the first line on, and on Windows with it the folder. */
  close(): void;
}

/**
 * Lines of several processes at once: each is appended whole. No file is ever renamed, so that no moment of changing to the next
 * one can lose a line: its number is one higher, whoever makes it first, and the lowest ones go. What another process still
 * writes to the one before is as good there.
 * @param folder made when the first line is written
 */
export function openLogFolder(folder: string): LogFolder {
  let current: { readonly file: number; readonly number: number } | undefined;
  const close = () => {
    if (current) closeSync(current.file);
    current = undefined;
  };
  const openNext = (lowest: number) => {
    const found = numbersIn(folder).at(-1) ?? 0;
    for (let number = Math.max(found, lowest, 1); ; number += 1) {
      const path = join(folder, nameOf(number));
      if (isSomethingElse(path)) continue;
      const file = openFile(path);
      if (fstatSync(file).size < LARGEST_BYTES) return { file, number };
      closeSync(file);
    }
  };
  const writable = () => {
    if (current && !isFull(current.file)) return current.file;
    if (!current) makeOwnerOnlyFolderAtOnce(folder);
    const lowest = current ? current.number + 1 : 1;
    close();
    current = openNext(lowest);
    removeOldest(folder);
    return current.file;
  };
  return {
    append(line) {
      try {
        writeWhole(writable(), line);
      } catch (error) {
        close();
        throw failed(folder, error);
      }
    },
    close,
  };
}

/** Full, or taken away meanwhile: then a line would be in no file that has a name. */
function isFull(file: number): boolean {
  const { size, nlink } = fstatSync(file);
  return size >= LARGEST_BYTES || nlink === 0;
}

/** A link, a pipe or a folder in the place of a file: lines go to the next one. */
function isSomethingElse(path: string): boolean {
  return unlessMissing(() => lstatSync(path))?.isFile() === false;
}

function openFile(path: string): number {
  const file = openSync(path, FLAGS, 0o600);
  const stats = fstatSync(file);
  if (stats.isFile() && (process.platform === 'win32' || stats.uid === process.geteuid?.())) return file;
  closeSync(file);
  throw new CertToolError('unwritable-log', { params: { file: path, detail: NO_FILE } });
}

/** In one piece, for others append at the same time; what a killed process or a full disk has cut becomes a line of its own. */
function writeWhole(file: number, line: string): void {
  const { size } = fstatSync(file);
  const bytes = Buffer.from(`${size > 0 && lastByte(file, size) !== LINE_FEED ? '\n' : ''}${line}\n`);
  const written = writeSync(file, bytes);
  if (written < bytes.length) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
}

function lastByte(file: number, size: number): number | undefined {
  const byte = Buffer.alloc(1);
  return readSync(file, byte, 0, 1, size - 1) === 1 ? byte[0] : undefined;
}

function removeOldest(folder: string): void {
  for (const number of numbersIn(folder).slice(0, -FILES)) {
    try {
      unlinkSync(join(folder, nameOf(number)));
    } catch {
      // Another process was quicker, or has it open on Windows: the next change takes it away.
    }
  }
}

/** Ascending. */
function numbersIn(folder: string): number[] {
  const names = unlessMissing(() => readdirSync(folder)) ?? [];
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
}

function nameOf(number: number): string {
  return `${String(number).padStart(DIGITS, '0')}.jsonl`;
}

/** Why no run could write there, as far as that can be seen without writing; undefined where it could. */
export async function logFolderFault(folder: string): Promise<CertToolError | undefined> {
  try {
    if (!lstatSync(folder, { throwIfNoEntry: false })) return undefined;
    await checkOwnerOnlyFolder(folder);
    lookForRoom(folder);
    const newest = numbersIn(folder).at(-1);
    if (newest !== undefined) accessSync(join(folder, nameOf(newest)), constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return failed(folder, error);
  }
}

function failed(folder: string, cause: unknown): CertToolError {
  if (cause instanceof CertToolError && cause.errorName === 'unwritable-log') return cause;
  const known = fileError(cause, { folder });
  const { params, remedy } = known instanceof CertToolError ? known.details : {};
  const reason = textOf(params?.['detail']);
  const detail = reason ? withoutStop(reason) : ((cause as NodeJS.ErrnoException).code ?? 'error');
  return new CertToolError('unwritable-log', {
    params: { file: folder, detail },
    cause,
    ...(remedy && { remedy }),
  });
}

/** A sentence, as it stands within another. */
function withoutStop({ ja, en }: Text): Text {
  return { ja: ja.replace(/。$/, ''), en: en.replace(/\.$/, '') };
}

/** Reads the lines of a folder; of none that is not there. Reading throws `unreadable-file`, `data-folder-failed`. */
export function logTail(folder: string): LinesTail {
  const seen = new Map<number, number>();
  const read = (number: number) => {
    const path = join(folder, nameOf(number));
    const from = seen.get(number) ?? 0;
    // Who follows looks several times a second, and most of it stays as it was.
    if (from > 0 && unlessMissing(() => lstatSync(path))?.size === from) return [];
    const bytes = readKept(path, { ownFolder: true });
    if (!bytes) return [];
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    seen.set(number, Math.max(from, end));
    const lines = end <= from ? [] : bytes.toString('utf8', from, end - 1).split('\n');
    // Who began to write while another was not done yet thought that line cut.
    return lines.filter((line) => line !== '');
  };
  return {
    read: () =>
      withFileErrors({ folder }, async () => {
        // A link in the folder's place is not followed.
        const isThere = unlessMissing(() => lstatSync(folder))?.isDirectory() === true;
        if (!isThere) return [];
        const numbers = numbersIn(folder).filter((number) => !isSomethingElse(join(folder, nameOf(number))));
        return numbers.flatMap(read);
      }),
  };
}
