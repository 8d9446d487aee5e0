import { notSetUp } from '../../core/not-set-up.ts';
import { type RunResult, run } from '../../system/processes.ts';
import { endFailure, startFailure } from '../../system/program-failure.ts';

/** Whose scheduler it is, and what the task is called there. */
export interface SchedulerPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  /** What file names may hold. */
  readonly name: string;
  /** A folder of cert-tool's own, for what a program of the system's reads once. */
  readonly ownFolder: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 30_000;

/** Runs a program of the system's, however it ends. @throws CertToolError `not-set-up` where it cannot be started; the signal's reason */
export async function runTool(
  { env, signal }: Pick<SchedulerPlace, 'env' | 'signal'>,
  program: string,
  args: readonly string[],
  stdin = '',
): Promise<RunResult> {
  return run(program, args, { env, signal, stdin, timeoutMs: TIMEOUT_MS }).catch(
    (error: NodeJS.ErrnoException) => {
      signal.throwIfAborted();
      const { ja, en } = startFailure(error);
      throw notSetUp('reminder', { ja: `${program}: ${ja}`, en: `${program}: ${en}` }, { cause: error });
    },
  );
}

/** The same, which has to end well. @throws CertToolError `not-set-up` */
export async function runToolWell(
  place: Pick<SchedulerPlace, 'env' | 'signal'>,
  program: string,
  args: readonly string[],
): Promise<RunResult> {
  const result = await runTool(place, program, args);
  const failure = endFailure(result, TIMEOUT_MS);
  if (!failure) return result;
  const said = result.stderr.toString('utf8').trim();
  const line = [program, ...args].join(' ');
  const detail = { ja: `「${line}」: ${failure.ja}`, en: `"${line}": ${failure.en}` };
  throw notSetUp('reminder', detail, { cause: new Error(said) });
}
