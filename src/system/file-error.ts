import { existsSync } from 'node:fs';
import type { ErrorName } from '../core/catalogue/index.ts';
import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';

/** What a file operation was for: a certificate store, or a folder of cert-tool's own. Shown in the message. */
export type FilePlace = { readonly store: string } | { readonly folder: string };

const STORE_ERRORS: Readonly<Record<string, ErrorName>> = {
  ENOENT: 'store-missing',
  EACCES: 'store-read-only',
  EPERM: 'store-read-only',
  EROFS: 'store-read-only',
  ENOSPC: 'store-full',
  EDQUOT: 'store-full',
  ELOOP: 'store-unsafe',
};

const DETAILS: Readonly<Record<string, Text>> = {
  ENOENT: { ja: 'ファイルまたはフォルダがありません。', en: 'a file or folder is missing.' },
  EACCES: { ja: '権限がありません。', en: 'permission denied.' },
  EPERM: { ja: '権限がありません。', en: 'permission denied.' },
  EROFS: { ja: '読み取り専用です。', en: 'it is read-only.' },
  ENOSPC: { ja: 'ディスクの空きがありません。', en: 'the disk is full.' },
  EDQUOT: { ja: 'ディスクの割り当てを使い切りました。', en: 'the disk quota is used up.' },
  ELOOP: { ja: 'シンボリックリンクがあります。', en: 'there is a symbolic link in it.' },
  ENOTDIR: {
    ja: 'フォルダであるべきところにファイルがあります。',
    en: 'a file is where a folder should be.',
  },
  EISDIR: { ja: 'ファイルであるべきところにフォルダがあります。', en: 'a folder is where a file should be.' },
  ENOTSUP: { ja: 'ここにはフォルダを作成できません。', en: 'no folder can be made there.' },
  EIO: { ja: 'ディスクの読み書きに失敗しました。', en: 'the disk failed.' },
};

const NAMED = ['EACCES', 'EPERM'];

/**
 * A failed file operation as an error that people can meet: `store-missing`, `store-read-only`, `store-full`,
 * `store-unsafe` (a symbolic link), `store-failed` for a store, `data-folder-failed` for cert-tool's own folders. What is no error of the system's is
 * returned as it is.
 */
export function fileError(thrown: unknown, place: FilePlace): unknown {
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code;
  if (thrown instanceof CertToolError || typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code))
    return thrown;
  const detail = detailOf(code, (thrown as NodeJS.ErrnoException).path);
  if ('folder' in place) {
    return new CertToolError('data-folder-failed', {
      params: { folder: place.folder, detail },
      cause: thrown,
    });
  }
  const name = STORE_ERRORS[code] ?? 'store-failed';
  return new CertToolError(name, { params: { store: place.store, detail }, cause: thrown });
}

/** Whose rights are wrong is named by its file, where that is not what was still to be made. */
function detailOf(code: string, file: string | undefined): Text {
  const detail = DETAILS[code] ?? { ja: code, en: code };
  if (!NAMED.includes(code) || file === undefined || !existsSync(file)) return detail;
  return { ja: `${detail.ja}(${file})`, en: `${detail.en} (${file})` };
}

/** Runs file operations and throws what `fileError` makes of their failure. */
export async function withFileErrors<T>(place: FilePlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, place);
  }
}
