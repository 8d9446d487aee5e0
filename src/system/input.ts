import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { CertToolError } from '../core/error.ts';
import { decodeText, firstLineIn } from './decode-text.ts';

/** More than any file or answer that cert-tool reads; a wrong one must not fill the memory. */
const LARGEST = 1024 * 1024;
const OTHERS_CAN_READ = 0o044;

const STDIN = 'stdin';

/** All of stdin as text. Throws `unreadable-file` when there is too much of it, `unreadable-text`. */
export async function readStdin(stdin: NodeJS.ReadableStream = process.stdin): Promise<string> {
  return decodeText(await collect(stdin, STDIN), STDIN);
}

/**
 * The first line of stdin without its end, as soon as it is there: who writes it may keep the pipe open. Undefined where
 * stdin is a terminal, which would show what is typed. Throws as `readStdin`.
 */
export async function readStdinLine(
  stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean } = process.stdin,
): Promise<string | undefined> {
  if (stdin.isTTY) return undefined;
  const bytes = await collect(stdin, STDIN, firstLineIn);
  return decodeText(firstLineIn(bytes) ?? bytes, STDIN).replace(/[\r\n]+$/, '');
}

/**
 * A file's text, and whether other users may read it (always false on Windows, whose rights are no mode bits).
 * Pipes and devices work too.
 * @throws CertToolError `unreadable-file`, `unreadable-text`
 */
export async function readTextFile(path: string): Promise<{ text: string; readableByOthers: boolean }> {
  try {
    // Mostly there is no such config file, and then node:fs/promises need not be loaded.
    statSync(path);
    const file = await open(path, 'r');
    try {
      const { mode } = await file.stat();
      const text = decodeText(await collect(file.createReadStream({ autoClose: false }), path), path);
      return { text, readableByOthers: process.platform !== 'win32' && (mode & OTHERS_CAN_READ) !== 0 };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof CertToolError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'error';
    throw new CertToolError('unreadable-file', {
      params: { file: path, detail: DETAILS[code] ?? code },
      cause,
    });
  }
}

const DETAILS: Readonly<Record<string, { ja: string; en: string }>> = {
  ENOENT: { ja: 'ファイルがありません', en: 'it does not exist' },
  EACCES: { ja: '読み取りの権限がありません', en: 'it may not be read' },
  EISDIR: { ja: 'フォルダです', en: 'it is a folder' },
};

/** @param isEnough what was read is looked at after each part, and the rest left where it is */
async function collect(
  stream: NodeJS.ReadableStream,
  file: string,
  isEnough: (bytes: Buffer) => unknown = () => false,
): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const part of stream) {
    bytes = Buffer.concat([bytes, Buffer.from(part)]);
    if (bytes.length > LARGEST) {
      const detail = { ja: '大きすぎます', en: 'it is too large' };
      throw new CertToolError('unreadable-file', { params: { file, detail } });
    }
    if (isEnough(bytes)) break;
  }
  return bytes;
}
