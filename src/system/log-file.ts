import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { CertToolError } from '../core/error.ts';

/**
 * A log of JSON lines that only this user can read. Lines are appended at once, so that a kill loses none.
 * @throws CertToolError `unwritable-log` when the file cannot be opened
 */
export function openLogFile(
  path: string,
  now: () => Date,
): (record: Readonly<Record<string, unknown>>) => void {
  try {
    const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    closeSync(openSync(path, flags, 0o600));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'error';
    throw new CertToolError('unwritable-log', { params: { file: path, detail: code }, cause });
  }
  return (record) => {
    try {
      appendFileSync(path, `${JSON.stringify({ time: now().toISOString(), ...record })}\n`);
    } catch {
      // A full disk must not keep a certificate from being installed; the log is the lesser loss.
    }
  };
}
