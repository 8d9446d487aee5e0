import { appendFileSync, closeSync, constants, fstatSync, openSync } from 'node:fs';
import { CertToolError } from '../core/error.ts';
import { NO_FILE } from '../core/given-path.ts';

// Without blocking: a pipe that nobody reads would keep the program waiting for ever.
const FLAGS =
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_WRONLY |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/**
 * A log of JSON lines that only this user can read. Lines are appended at once, so that a kill loses none.
 * @throws CertToolError `unwritable-log` when the file cannot be opened
 */
export function openLogFile(
  path: string,
  now: () => Date,
): (record: Readonly<Record<string, unknown>>) => void {
  try {
    const file = openSync(path, FLAGS, 0o600);
    const isFile = fstatSync(file).isFile();
    closeSync(file);
    if (!isFile) throw new CertToolError('unwritable-log', { params: { file: path, detail: NO_FILE } });
  } catch (cause) {
    if (cause instanceof CertToolError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'error';
    // A pipe that nobody reads, or a socket.
    const detail = code === 'ENXIO' ? NO_FILE : code;
    throw new CertToolError('unwritable-log', { params: { file: path, detail }, cause });
  }
  return (record) => {
    try {
      const file = openSync(path, FLAGS, 0o600);
      try {
        appendFileSync(file, `${JSON.stringify({ time: now().toISOString(), ...record })}\n`);
      } finally {
        closeSync(file);
      }
    } catch {
      // A full disk must not keep a certificate from being installed; the log is the lesser loss.
    }
  };
}
