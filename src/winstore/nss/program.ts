import { writeNewFileSynced } from '../../system/files.ts';
import { type RunResult, run } from '../../system/processes.ts';
import { reasons, remedies, storeFailed } from '../shared/failures.ts';
import type { OnLeftOut } from '../shared/left-out.ts';

/** NSS's programs by their absolute paths. */
export interface NssPrograms {
  readonly certutil: string;
  readonly pk12util: string;
}

export interface NssPlace {
  /** The folder of the database, cert9.db and key4.db in it. */
  readonly database: string;
  /** The folder of the pending keys. */
  readonly pendingDir: string;
  readonly programs: NssPrograms;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut | undefined;
}

/** Some 100 bytes a certificate. */
const MAX_OUTPUT = 16 * 1024 * 1024;

export interface NssRun {
  readonly ok: boolean;
  readonly stdout: string;
  /** NSS's name of the error. */
  readonly error: string | undefined;
}

/**
 * Runs one of NSS's programs on the database, its words in English, and never with a terminal to ask at.
 * @throws CertToolError `store-failed` when it cannot be started or does not end
 */
export async function runNss(
  place: NssPlace,
  program: keyof NssPrograms,
  args: readonly string[],
): Promise<NssRun> {
  const options = {
    env: { ...place.env, LC_ALL: 'C.UTF-8' },
    timeoutMs: place.timeoutMs,
    maxOutput: MAX_OUTPUT,
  };
  const path = place.programs[program];
  const all = [...args, '-d', `sql:${place.database}`];
  const result = await run(path, all, options).catch((error: NodeJS.ErrnoException) => {
    throw storeFailed(reasons.nssFailed(program, error.code ?? '?'));
  });
  if (result.ended !== 'exit') throw storeFailed(reasons.nssFailed(program, result.ended));
  return { ok: result.code === 0, stdout: result.stdout.toString('utf8'), error: errorOf(result) };
}

/** The same, where nothing but success will do. @throws CertToolError `store-failed` with NSS's error; `store-full` */
export async function mustRunNss(
  place: NssPlace,
  program: keyof NssPrograms,
  args: readonly string[],
): Promise<string> {
  const { ok, stdout, error } = await runNss(place, program, args);
  if (!ok) throw nssFailure(program, error);
  return stdout;
}

export function nssFailure(program: string, error: string | undefined) {
  if (error === 'SEC_ERROR_BAD_PASSWORD')
    return storeFailed(reasons.nssPassword).withRemedy(remedies.nssPassword);
  const failed = storeFailed(reasons.nssFailed(program, error ?? '?'));
  return error === 'SEC_ERROR_BAD_DATABASE' ? failed.withRemedy(remedies.nssDamaged) : failed;
}

function errorOf({ code, signal, stderr }: RunResult): string | undefined {
  if (code === 0) return undefined;
  return errorNameIn(stderr.toString('utf8')) ?? String(code ?? signal);
}

/** The name that NSS gives its error, e.g. `SEC_ERROR_BAD_PASSWORD`; undefined when there is none. */
export function errorNameIn(messages: string): string | undefined {
  return /\b(?:SEC|SSL|PR)_[A-Z0-9_]*[A-Z0-9]\b/.exec(messages)?.[0];
}

/** Passwords go to NSS's programs in files. @returns the file's path */
export async function passwordFile(path: string, password: string): Promise<string> {
  await writeNewFileSynced(path, `${password}\n`);
  return path;
}
