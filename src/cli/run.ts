import type { Deps } from '../commands/deps.ts';
import { type Need, needOf } from '../commands/spec.ts';
import { CertToolError } from '../core/error.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { lostOutput } from '../ui/output.ts';
import { earlyLanguage } from './language.ts';
import { translateParseError } from './parse-error.ts';
import { buildProgram, type Invocation, typedCommand } from './program.ts';

export interface RunOptions {
  /** What was typed, without the program's name. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The system's, e.g. `ja-JP`; asked for only when nothing else tells the language, for it takes a while. */
  locale(): string;
  readonly version: string;
  /** Aborted by a signal of the system; its reason is the error to end with. */
  readonly signal: AbortSignal;
  /** Rejected by an error that nobody could catch where it was thrown. */
  readonly crash?: Promise<never>;
  /** Whether a person can be asked: stdin and stderr are a terminal. */
  isTerminal?(): boolean;
  /** Builds what the command works with. */
  compose(options: {
    given: SharedOptions;
    env: NodeJS.ProcessEnv;
    language: Language;
    signal: AbortSignal;
  }): Promise<Deps>;
}

/** Runs the command that was typed, shows the error when there is one, and returns the exit code. */
export async function runCommandLine(options: RunOptions): Promise<number> {
  const { argv, env, version, signal } = options;
  const language = earlyLanguage(argv, env, options.locale);
  let ui: Deps['ui'] | undefined;
  let bankOption = '';
  let exitCode = 0;
  const run = async ({ spec, args, options: given }: Invocation) => {
    const composed = await options.compose({ given, env, language, signal });
    ({ ui, bankOption } = composed);
    const command = await spec.load();
    command.checkUsage(composed, args, given);
    exitCode = await command.run(await provided(composed, needOf(spec, given)), args, given);
  };
  const menu = async (given: SharedOptions) => {
    const deps = await options.compose({ given, env, language, signal });
    ui = deps.ui;
    if (!ui.interactive) return program.outputHelp();
    const { showMenu } = await import('./menu.ts');
    exitCode = await showMenu(deps, {
      deps: async (chosen) => {
        const again = await options.compose({
          given: { ...given, lang: chosen },
          env,
          language: chosen,
          signal,
        });
        ui = again.ui;
        return again;
      },
      // The last `--lang` counts.
      run: (chosen) => runCommandLine({ ...options, argv: [...argv, ...chosen] }),
    });
  };
  const bare = options.isTerminal?.() ? menu : undefined;
  const program = buildProgram({ language, version, argv, run, bare });
  const present = async (error: CertToolError) => {
    const { presentError } = await import('./present-error.ts');
    return presentError(ui ?? (await earlyUi(argv, language, signal)), error, bankOption);
  };
  try {
    await Promise.race([
      program.parseAsync(argv, { from: 'user' }),
      ...(options.crash ? [options.crash] : []),
    ]);
  } catch (thrown) {
    const error = translateParseError(thrown, typedCommand(program, argv));
    if (error) exitCode = await present(error);
  }
  const lost = await lostOutput();
  if (!lost || exitCode !== 0) return exitCode;
  return present(
    new CertToolError('output-failed', { params: { detail: lost.code ?? lost.name }, cause: lost }),
  );
}

/** What the command needs is there before it runs: a bank, which a person may have to choose. */
async function provided(deps: Deps, need: Need): Promise<Deps> {
  if (need === 'nothing') return deps;
  const { withBankChosen } = await import('../commands/ask/bank.ts');
  return withBankChosen(deps);
}

/** For errors that strike before the settings are known. */
async function earlyUi(
  argv: readonly string[],
  language: Language,
  signal: AbortSignal,
): Promise<Deps['ui']> {
  const { createUi } = await import('../ui/create.ts');
  const verbosity = argv.includes('--verbose') || argv.includes('-v') ? 'verbose' : 'normal';
  return createUi({ language, json: argv.includes('--json'), input: false, verbosity, color: false, signal });
}
