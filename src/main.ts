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
  const code = await runCommandLine({
    argv: process.argv.slice(2),
    env: process.env,
    locale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    version,
    signal: cancel.signal,
    compose: async (options) => (await import('./compose.ts')).compose(options),
  });
  // Whatever is still open must not keep the program alive; what was printed must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** A reader that has seen enough (`cert-tool list | head`) is no error. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
