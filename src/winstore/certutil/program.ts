import type { CertToolError } from '../../core/error.ts';
import { type RunResult, run } from '../../system/processes.ts';
import { reasons, storeFailed } from '../shared/failures.ts';
import { HRESULT, MY_STORE, WindowsError, windowsFailure } from '../windows/errors.ts';
import { hresultOf } from './output.ts';

export interface CertutilProgram {
  /** certutil.exe by its absolute path. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/** Some 900 bytes a certificate. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs certutil to its end.
 * @param folder where it works and puts files
 * @returns what it printed, byte by byte as Latin-1; undefined when it says that there is no such thing
 * @throws CertToolError `store-failed`, with the HRESULT; `store-full`. It never repeats the arguments, for one of them
 * can be a password.
 */
export async function runCertutil(
  { program, env, timeoutMs }: CertutilProgram,
  args: readonly string[],
  folder: string,
): Promise<string | undefined> {
  const options = { env, cwd: folder, timeoutMs, maxOutput: MAX_OUTPUT };
  const result = await run(program, args, options).catch((error) => {
    throw notStarted(error);
  });
  const output = result.stdout.toString('latin1');
  if (result.ended === 'timeout') throw storeFailed(reasons.certutilTimeout(timeoutMs / 1000));
  if (result.ended === 'too-much-output') throw storeFailed(reasons.certutilTooMuch);
  if (result.code === 0) return output;
  return failed(result, output);
}

/** NTE_NOT_FOUND and CRYPT_E_NOT_FOUND for a certificate, ERROR_FILE_NOT_FOUND for a store that was never used. */
const NOT_THERE: readonly number[] = [HRESULT.keyNotFound, HRESULT.noSuchProperty, HRESULT.fileNotFound];

function failed({ code, signal }: RunResult, output: string): undefined {
  const hresult = hresultOf(code, output);
  if (hresult === undefined) throw storeFailed(reasons.certutilFailed(code ?? signal ?? '?'));
  if (NOT_THERE.includes(hresult)) return undefined;
  throw windowsFailure(new WindowsError('certutil', hresult), MY_STORE);
}

/** The cause is left out where it would quote the arguments. */
function notStarted(error: NodeJS.ErrnoException): CertToolError {
  return storeFailed(reasons.certutilNotStarted(error.code ?? '?'));
}
