import { runCommandLine } from './cli/run.ts';
import { CertToolError } from './core/error.ts';

const SIGNALS = { SIGINT: 'cancelled', SIGTERM: 'terminated', SIGHUP: 'window-closed' } as const;

/** Runs the program on this process and ends it: the only place that exits. */
export async function main(version: string): Promise<void> {
  const cancel = new AbortController();
  for (const [signal, name] of Object.entries(SIGNALS)) {
    process.on(signal, () => cancel.abort(new CertToolError(name)));
  }
  ignoreClosedPipes();
  // A closed window comes as SIGHUP too, but later than what readline throws because of it.
  process.on('uncaughtException', (error) => {
    if (!isTerminalGone(error)) throw error;
    cancel.abort(new CertToolError('window-closed'));
  });
  const code = await runCommandLine({
    argv: process.argv.slice(2),
    env: process.env,
    locale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    version,
    signal: cancel.signal,
    compose: async (options) => (await import('./compose.ts')).compose(options),
  });
  // Whatever is still open must not keep the program alive; what was printed must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', () => end(code)));
}

/** A reader that has seen enough (`cert-tool list | head`) is no error. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !isTerminalGone(error)) throw error;
    });
  }
}

/** Linux says EIO of a terminal whose window was closed; readline throws it where nobody can catch it. */
function isTerminalGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EIO';
}

const WINDOW_CLOSED = 129;

function end(code: number): void {
  const onTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  if (code === WINDOW_CLOSED && onTerminal && process.platform !== 'win32') {
    // As SIGHUP itself ends a program, which shells tell as 129 too: Node's own exit crashes where it cannot give a
    // terminal that is gone its modes back.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
    return;
  }
  process.exit(code);
}
