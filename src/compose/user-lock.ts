import { join } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { CertToolError } from '../core/error.ts';
import { acquireLock } from '../system/lock.ts';
import { type Base, hash } from './base.ts';

/** A login ID at a bank is worked for by one run at a time. */
export function lockOf({ folders, settings, signal }: Base): Deps['lock'] {
  return (bankId, loginId) =>
    acquireLock(join(folders.data, 'locks', hash(`${bankId}\0${loginId}`)), {
      waitMs: settings.timeoutMs,
      signal,
      busy: () => new CertToolError('busy', { params: { loginId } }),
    });
}
