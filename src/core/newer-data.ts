import { CertToolError } from './error.ts';

/**
 * Checks the version of what a file of ours holds, before anything else of it is judged. One without a version is of the
 * first.
 * @param known the latest version that this build writes
 * @throws CertToolError `newer-data`
 */
export function refuseNewer(value: unknown, known: number, file: string): void {
  if (typeof value !== 'object' || value === null) return;
  const { version } = value as { readonly version?: unknown };
  if (typeof version === 'number' && version > known) {
    throw new CertToolError('newer-data', { params: { file } });
  }
}
