import { lstatSync } from 'node:fs';
import type { Text } from '../core/text.ts';
import { unreadableFor } from './input.ts';
import { whyNotRootOnly } from './root-only.ts';

export interface MachineFileOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether a file for the whole PC is there, and why it must not count: somebody else than the PC's administrators (root) could have
 * written it. On Windows one PowerShell is asked, and only where the file is there.
 * @param path absolute
 * @throws CertToolError `unreadable-file` where that cannot be seen; the signal's reason
 */
export async function lookAtMachineFile(
  path: string,
  options: MachineFileOptions,
): Promise<{ readonly isThere: boolean; readonly whyUnused?: Text }> {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return { isThere: false };
    const why = options.platform === 'win32' ? await onWindows(path, options) : whyNotRootOnly(path);
    return { isThere: true, ...(why && { whyUnused: why }) };
  } catch (error) {
    // A file where a folder should be; or it went meanwhile.
    if (['ENOTDIR', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return { isThere: false };
    options.signal?.throwIfAborted();
    throw unreadableFor(path, error);
  }
}

async function onWindows(path: string, options: MachineFileOptions): Promise<Text | undefined> {
  const { whyNotOnWindows } = await import('./administrators-only.ts');
  return whyNotOnWindows(path, options);
}
