import { dirname, join } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { acquireLock } from '../system/lock.ts';
import { type Base, hash } from './base.ts';

/**
 * Changes the user's config file alone: each change begins with what the one before has written.
 * @throws CertToolError `data-folder-failed` where another cert-tool does not end its own; the signal's reason; what `change` throws
 */
export async function changingConfig<T>(
  { config, folders, settings, signal }: Base,
  change: (file: string) => Promise<T>,
): Promise<T> {
  const file = config.places.user;
  const place = join(folders.data, 'locks', hash(`config\0${file}`));
  const held = await acquireLock(place, { waitMs: settings.timeoutMs, signal, busy: () => busy(file) });
  try {
    return await change(file);
  } finally {
    await held.release();
  }
}

function busy(file: string): CertToolError {
  const detail = {
    ja: '別の cert-tool が設定ファイルを変更中です。',
    en: 'another cert-tool is changing the config file.',
  };
  return new CertToolError('data-folder-failed', { params: { folder: dirname(file), detail } });
}
