import { earlyLanguage } from './cli/language.ts';
import { translateParseError } from './cli/parse-error.ts';
import { presentError } from './cli/present-error.ts';
import { buildProgram, type CommandName, type Invocation } from './cli/program.ts';
import type { Deps } from './commands/deps.ts';
import { compose } from './compose.ts';
import { CertToolError } from './core/error.ts';
import type { Language } from './core/text.ts';
import { createUi } from './ui/create.ts';

type CommandModule = { run(deps: Deps, args: readonly string[], options: never): Promise<number> };

/** Each command's code is loaded when it runs. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<CommandModule>>> = {
  issue: () => import('./commands/issue.ts'),
  list: () => import('./commands/list.ts'),
  explain: () => import('./commands/explain.ts'),
  'sandbox start': () => import('./commands/sandbox/start.ts'),
  'sandbox info': () => import('./commands/sandbox/info.ts'),
  'sandbox unlock': () => import('./commands/sandbox/unlock.ts'),
  'sandbox reset': () => import('./commands/sandbox/reset.ts'),
};

const SIGNALS = { SIGINT: 'cancelled', SIGTERM: 'terminated', SIGHUP: 'window-closed' } as const;

/** Runs the program on this process and ends it: the only place that exits. */
export async function main(version: string): Promise<void> {
  const code = await runProgram(process.argv.slice(2), version);
  // Whatever is still open must not keep the program alive; what was printed must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

async function runProgram(argv: readonly string[], version: string): Promise<number> {
  const cancel = new AbortController();
  for (const [signal, name] of Object.entries(SIGNALS)) {
    process.on(signal, () => cancel.abort(new CertToolError(name)));
  }
  ignoreClosedPipes();
  const language = earlyLanguage(argv, process.env, Intl.DateTimeFormat().resolvedOptions().locale);
  let ui: Deps['ui'] | undefined;
  let exitCode = 0;
  const run = async ({ command, args, options }: Invocation) => {
    const deps = await compose({ given: options, env: process.env, language, signal: cancel.signal });
    ui = deps.ui;
    const { run } = await COMMANDS[command]();
    exitCode = await run(deps, args, options as never);
  };
  try {
    await buildProgram({ language, version, run }).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    const error = translateParseError(thrown, commandIn(argv));
    if (!error) return exitCode;
    return presentError(ui ?? earlyUi(argv, language, cancel.signal), error);
  }
}

/** For errors that strike before the settings are known. */
function earlyUi(argv: readonly string[], language: Language, signal: AbortSignal): Deps['ui'] {
  const verbosity = argv.includes('--verbose') || argv.includes('-v') ? 'verbose' : 'normal';
  return createUi({ language, json: argv.includes('--json'), input: false, verbosity, color: false, signal });
}

function commandIn(argv: readonly string[]): string {
  return argv.find((word) => /^[a-z]+$/.test(word)) ?? '';
}

/** A reader that has seen enough (`cert-tool list | head`) is no error. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
