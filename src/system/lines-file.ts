import { appendFileSync, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { NO_FILE } from '../core/given-path.ts';
import type { LinesFile } from '../core/ports/files.ts';
import type { Text } from '../core/text.ts';

const LINE_FEED = 0x0a;
const OWNER_ONLY = 0o600;
/** Without waiting for a pipe's other end. */
const FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file of the user's to append JSON lines to. What a killed run has left of its last line becomes a line of its
 * own. Anything but such lines is refused: it is a wrong file, the list of users itself, say.
 * @param names of members, with one of which each line begins
 * @throws CertToolError `unwritable-results`
 */
export function openLinesFile(given: string, names: readonly string[]): LinesFile {
  const path = resolve(given);
  const failed = (detail: Text, cause?: unknown) =>
    new CertToolError('unwritable-results', { params: { file: path, detail }, cause });
  let file: number;
  try {
    file = openSync(path, FLAGS, OWNER_ONLY);
  } catch (cause) {
    throw failed(codeOf(cause), cause);
  }
  const write = (text: string) => {
    try {
      // The whole of it, however much the system takes at once.
      appendFileSync(file, text);
    } catch (cause) {
      throw failed(codeOf(cause), cause);
    }
  };
  try {
    const { size, isFile } = seen(file);
    if (!isFile) throw failed(NO_FILE);
    if (size > 0 && !beginsWith(file, names)) throw failed(NO_LINES);
    if (size > 0 && byteAt(file, size - 1) !== LINE_FEED) write('\n');
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return { path, write: (value) => write(`${JSON.stringify(value)}\n`), close: () => closeSync(file) };
}

function seen(file: number): { size: number; isFile: boolean } {
  const stats = fstatSync(file);
  return { size: stats.size, isFile: stats.isFile() };
}

function beginsWith(file: number, names: readonly string[]): boolean {
  return names.some((name) => {
    const beginning = `{${JSON.stringify(name)}:`;
    return bytesAt(file, 0, beginning.length).toString('latin1') === beginning;
  });
}

function byteAt(file: number, position: number): number | undefined {
  return bytesAt(file, position, 1)[0];
}

function bytesAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

function codeOf(cause: unknown): Text {
  const { code = 'error' } = cause as NodeJS.ErrnoException;
  return { ja: code, en: code };
}

const NO_LINES = {
  ja: '実行結果の JSON Lines ではない内容があります',
  en: 'it holds something other than results (JSON lines)',
};
