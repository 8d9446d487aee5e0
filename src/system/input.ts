import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { CertToolError } from '../core/error.ts';

/** More than any file or answer that cert-tool reads; a wrong one must not fill the memory. */
const LARGEST = 1024 * 1024;
const OTHERS_CAN_READ = 0o044;

/** All of stdin as text. Throws `unreadable-file` when there is too much of it. */
export async function readStdin(): Promise<string> {
  return collect(process.stdin, 'stdin');
}

/**
 * A file's text, and whether other users may read it (always false on Windows, whose rights are no mode bits).
 * Pipes and devices work too.
 * @throws CertToolError `unreadable-file`
 */
export async function readTextFile(path: string): Promise<{ text: string; readableByOthers: boolean }> {
  try {
    // Mostly there is no such config file, and then node:fs/promises need not be loaded.
    statSync(path);
    const file = await open(path, 'r');
    try {
      const { mode } = await file.stat();
      const text = await collect(file.createReadStream({ autoClose: false }), path);
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

async function collect(stream: NodeJS.ReadableStream, file: string): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST) {
      const detail = { ja: '大きすぎます', en: 'it is too large' };
      throw new CertToolError('unreadable-file', { params: { file, detail } });
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}
