import { setMaxListeners } from 'node:events';
import { isatty } from 'node:tty';
import { runCommandLine } from './cli/run.ts';
import { wantsJson } from './cli/wants-json.ts';
import { entryOf } from './core/catalogue/one.ts';
import { CertToolError, errorJson } from './core/error.ts';
import { Insistence } from './core/insistence.ts';
import type { Text } from './core/text.ts';

const STDIN = 0;
const STDERR = 2;
const SIGNALS = { SIGINT: 'cancelled', SIGTERM: 'terminated', SIGHUP: 'window-closed' } as const;

export interface MainOptions {
  /** What was typed, without the program's name. */
  readonly argv?: readonly string[];
  /** What `--verbose` tells of how the program was started and loads its parts: taken from here once it is told. */
  readonly notes?: Text[];
  /** Runs when all is printed. */
  beforeEnd?(code: number): Promise<void>;
}

/** Runs the program on this process and ends it: the only place that exits. */
export async function main(version: string, options: MainOptions = {}): Promise<void> {
  const cancel = new AbortController();
  const insistence = new Insistence();
  // Many users at work at once listen each; Node would take that for a leak.
  setMaxListeners(0, cancel.signal, insistence.signal);
  listenForSignals(cancel, insistence);
  const crash = new Promise<never>((_, reject) => {
    insistence.signal.addEventListener('abort', () => reject(insistence.signal.reason));
    process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
      // A question or the spinner that cannot be written; results are watched over where they are written.
      if (error.syscall === 'write') return;
      // A closed window comes as SIGHUP too, but later than what readline throws because of it.
      if (isTerminalGone(error)) cancel.abort(new CertToolError('window-closed'));
      else reject(error);
    });
  });
  crash.catch(() => {});
  const argv = options.argv ?? process.argv.slice(2);
  const code = await runCommandLine({
    argv,
    env: process.env,
    script: process.argv[1],
    locale: systemLocale,
    version,
    signal: cancel.signal,
    insistence,
    crash,
    notes: options.notes ?? [],
    isTerminal: () => isatty(STDIN) && isatty(STDERR),
    compose: async (parts) => (await import('./compose/compose.ts')).compose(parts),
  }).catch(() => lastWords(argv));
  await options.beforeEnd?.(code);
  // Where nothing is open or still to be printed, Node ends by itself; opening stderr for it would take 4 ms.
  process.exitCode = code;
  if (process.getActiveResourcesInfo().length === 0) return;
  // Whatever is still open must not keep the program alive; what was printed must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', () => end(code)));
}

/** So soon after the first one a signal is the same wish: npx passes on what the terminal has sent to all already. */
const SAME_WISH_MS = 500;

/** The first signal wishes the end, a later one insists on it; a window can be closed only once. */
function listenForSignals(cancel: AbortController, insistence: Insistence): void {
  let isAnother = false;
  for (const [signal, name] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      const wish = new CertToolError(name);
      if (isAnother && name !== 'window-closed') insistence.insist(wish);
      if (!cancel.signal.aborted) setTimeout(() => (isAnother = true), SAME_WISH_MS).unref();
      cancel.abort(wish);
    });
  }
}

/** For an error that could not even be shown; its message may hold what nobody looked through. */
function lastWords(argv: readonly string[]): number {
  const { code, message } = entryOf('internal');
  if (wantsJson(argv)) {
    const error = errorJson(new CertToolError('internal'), 'en');
    process.stdout.write(`${JSON.stringify({ schema: 'cert-tool/error/1', ok: false, error })}\n`);
  }
  process.stderr.write(`${code}: ${message.ja} ${message.en}\n`);
  return 1;
}

/** The system's language, e.g. `ja-JP`. Asking takes a while. */
export function systemLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

/** Linux says EIO of a terminal whose window was closed; readline throws it where nobody can catch it. */
function isTerminalGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EIO';
}

const WINDOW_CLOSED = 129;

function end(code: number): void {
  if (code === WINDOW_CLOSED && process.platform !== 'win32' && isOnTerminal()) {
    // As SIGHUP itself ends a program, which shells tell as 129 too: Node's own exit crashes where it cannot give a
    // terminal that is gone its modes back.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
    return;
  }
  process.exit(code);
}

function isOnTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
