import { CertToolError } from '../core/error.ts';
import { rfc3339 } from '../core/rfc3339.ts';
import type { Text } from '../core/text.ts';
import { splitCommandLine } from './otp-command.ts';
import { run } from './processes.ts';
import { endFailure, startFailure } from './program-failure.ts';

const DEADLINE_MS = 60_000;
const BAD_COMMAND_LINE = {
  ja: '空であるか、引用符が閉じられていません。',
  en: 'it is empty, or a quote is not closed.',
};

/**
 * Runs the program of `--clock-command` with a time (RFC 3339, in UTC) as its last argument; no shell is involved.
 * @throws CertToolError `clock-command-failed`; the signal's reason
 */
export async function runClockCommand(
  commandLine: string,
  time: Date,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<void> {
  const [program, ...args] = splitCommandLine(commandLine) ?? [];
  if (!program) throw failed(BAD_COMMAND_LINE);
  const result = await run(program, [...args, rfc3339(time)], {
    ...{ env, signal, timeoutMs: DEADLINE_MS, dropsMore: true },
  }).catch((error: NodeJS.ErrnoException) => {
    if (signal.aborted) throw error;
    throw failed(startFailure(error), error);
  });
  const failure = endFailure(result, DEADLINE_MS);
  if (failure) throw failed(failure);
}

function failed(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('clock-command-failed', { params: { detail }, cause });
}
