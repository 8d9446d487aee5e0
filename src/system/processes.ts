import { type ChildProcess, spawn } from 'node:child_process';
import { signalOfWork } from './ending.ts';
import { windowsTaskkill } from './programs.ts';

export interface RunOptions {
  /** Written to the program's stdin, which is then closed. Without it stdin is empty. */
  readonly stdin?: string | Uint8Array;
  /** The whole environment; without it, ours without the secrets. */
  readonly env?: NodeJS.ProcessEnv;
  /** The program's working directory; without it, ours. */
  readonly cwd?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of stdout and stderr together after which the program is stopped. Default 1 MiB. */
  readonly maxOutput?: number;
  /** What it prints beyond that is thrown away instead, and it goes on. */
  readonly dropsMore?: boolean;
}

export interface RunResult {
  /** Why it ended; the latter two mean that it was killed with all its children. */
  readonly ended: 'exit' | 'timeout' | 'too-much-output';
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

const SECRET_VARIABLES = new Set([
  'CERT_TOOL_PASSWORD',
  'CERT_TOOL_OTP',
  'CERT_TOOL_CONFIRMATION_PASSWORD',
  'CERT_TOOL_PROXY_PASSWORD',
]);

/** How long output may still come, through a grandchild, after the program itself has ended. */
const LATE_OUTPUT_MS = 500;

/** An environment for children, without cert-tool's secrets. Names are compared as Windows does, ignoring case. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !SECRET_VARIABLES.has(name.toUpperCase())),
  );
}

/**
 * Runs a program without a shell and collects what it prints. It gets a process group, on Windows a console, of its
 * own, so that Ctrl-C does not strike it.
 * @throws the system's error when the program cannot be started (ENOENT, EACCES); the reason of `signal`, or of the signal
 * of the work that this is a part of, when that is aborted
 */
export async function run(program: string, args: readonly string[], given: RunOptions): Promise<RunResult> {
  const signals = [given.signal, signalOfWork()].filter((signal) => signal !== undefined);
  const options = { ...given, signal: AbortSignal.any(signals) };
  options.signal.throwIfAborted();
  const child = spawn(program, args, {
    env: childEnvironment(options.env ?? process.env),
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
    detached: process.platform !== 'win32',
  });
  return collect(child, options);
}

/** A program that fails as it starts does so within this time. */
const START_MS = 1_000;

/**
 * Starts a program of the desktop, which stays when this process ends, without a shell and without any of our streams. It
 * gets a session of its own, so that a closed terminal does not end it either.
 * @returns the exit code or signal of one that ended at once, which is 0 where it handed over to one that ran already;
 * undefined while it runs
 * @throws the system's error when the program cannot be started (ENOENT, EACCES)
 */
export function startApart(
  program: string,
  args: readonly string[],
  { env }: { env: NodeJS.ProcessEnv },
): Promise<number | NodeJS.Signals | undefined> {
  const child = spawn(program, args, {
    env: childEnvironment(env),
    stdio: 'ignore',
    shell: false,
    detached: true,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    const timer = setTimeout(() => {
      child.unref();
      resolve(undefined);
    }, START_MS);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal ?? undefined);
    });
  });
}

function collect(child: ChildProcess, options: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    let ended: RunResult['ended'] = 'exit';
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[], left: options.maxOutput ?? 1_048_576 };
    let stopped = false;
    const stop = (why: RunResult['ended']) => {
      if (stopped) return;
      stopped = true;
      ended = why;
      killTree(child);
    };
    const onAbort = () => stop('exit');
    const timer = setTimeout(stop, options.timeoutMs, 'timeout');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.on('data', (chunk: Buffer) => {
        output.left -= chunk.length;
        if (output.left >= 0) output[name].push(chunk);
        else if (!options.dropsMore) stop('too-much-output');
      });
    }
    child.once('exit', () => setTimeout(closeStreams, LATE_OUTPUT_MS, child).unref());
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      if (options.signal?.aborted) return reject(options.signal.reason);
      resolve({
        ended,
        code,
        signal,
        stdout: Buffer.concat(output.stdout),
        stderr: Buffer.concat(output.stderr),
      });
    });
    const settle = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    // A program that does not read its stdin to the end is no failure.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin ?? '');
  });
}

function closeStreams(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Kills a program with all its children. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const args = ['/pid', String(child.pid), '/T', '/F'];
    spawn(windowsTaskkill(process.env), args, { stdio: 'ignore', windowsHide: true }).on('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
