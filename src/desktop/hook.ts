import { CertToolError } from '../core/error.ts';
import { asciiJson } from '../core/text.ts';
import { run } from '../system/processes.ts';
import { endFailure, startFailure } from '../system/program-failure.ts';

export interface HookOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Ends the program with all its children. */
  readonly signal: AbortSignal;
  /** Default 120 seconds, after which it is ended likewise. */
  readonly timeoutMs?: number;
  /** Takes each line that it printed, stdout first. */
  readonly onOutput: (line: string) => void;
}

const DEADLINE_MS = 120_000;
/** Beyond it nobody reads on; what comes more is thrown away. */
const MOST_OUTPUT = 64 * 1024;

/**
 * Runs a program of the company's, without a shell, and hands it a document on stdin: one line of JSON in ASCII. It gets
 * our environment without the secrets.
 * @param command the program's absolute path, and its arguments
 * @throws CertToolError `hook-failed` when it cannot be started, fails or takes too long; the signal's reason
 */
export async function runHook(
  [program = '', ...args]: readonly string[],
  document: object,
  { env, signal, onOutput, timeoutMs = DEADLINE_MS }: HookOptions,
): Promise<void> {
  const failed = (detail: { ja: string; en: string }, cause?: unknown, exitCode?: number | null) => {
    const ended = typeof exitCode === 'number' ? { exitCode } : {};
    return new CertToolError('hook-failed', { params: { program, detail, ...ended }, cause });
  };
  const result = await run(program, args, {
    stdin: `${asciiJson(document)}\n`,
    ...{ env, signal, timeoutMs, maxOutput: MOST_OUTPUT, dropsMore: true },
  }).catch((error: NodeJS.ErrnoException) => {
    if (signal.aborted) throw error;
    throw failed(startFailure(error), error);
  });
  for (const line of linesOf([result.stdout, result.stderr])) onOutput(line);
  const failure = endFailure(result, timeoutMs);
  if (failure) throw failed(failure, undefined, result.ended === 'exit' ? result.code : null);
}

/** In whatever encoding: a character that is lost is no reason to lose the line. */
function linesOf(outputs: readonly Buffer[]): string[] {
  return outputs
    .flatMap((output) => output.toString('utf8').split(/\r\n|\n|\r/))
    .filter((line) => line.trim() !== '');
}
