import type { Deps } from '../commands/deps.ts';
import { needOf } from '../commands/spec.ts';
import { CertToolError } from '../core/error.ts';
import { type Hints, PLAIN_HINTS } from '../core/hints.ts';
import type { Insistence } from '../core/insistence.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import { shellOf } from '../core/shell.ts';
import type { Language } from '../core/text.ts';
import { LeftQuestion } from '../ui/left-question.ts';
import { lostOutput } from '../ui/output.ts';
import { earlyLanguage } from './language.ts';
import type { Ended } from './menu.ts';
import { provided } from './needs.ts';
import { isVersion, translateParseError } from './parse-error.ts';
import { buildProgram, type Invocation, typedCommand } from './program.ts';
import { programOf } from './started-by.ts';

export interface RunOptions {
  /** What was typed, without the program's name. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The system's, e.g. `ja-JP`; asked for only when nothing else tells the language, for it takes a while. */
  locale(): string;
  readonly version: string;
  /** The file that was started. */
  readonly script?: string | undefined;
  /** Aborted by a signal of the system; its reason is the error to end with. */
  readonly signal: AbortSignal;
  /** The second such signal, which ends the run at once. */
  readonly insistence: Insistence;
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
    insistence: Insistence;
    version: string;
    /** How a person starts this program again. */
    program: string;
    /** The config files need not be usable. */
    mendsConfig: boolean;
  }): Promise<Deps>;
}

/** What is known of a run so far. */
interface Progress {
  readonly language: Language;
  /** Undefined until the settings are read. */
  ui: Deps['ui'] | undefined;
  hints: Hints;
  exitCode: number;
  isLeft: boolean;
}

/** Runs the command that was typed, shows the error when there is one, and returns the exit code. */
export async function runCommandLine(options: RunOptions): Promise<number> {
  return (await runOnce(options)).exitCode;
}

async function runOnce(options: RunOptions): Promise<Ended> {
  const { argv, env, version } = options;
  const language = earlyLanguage(argv, env, options.locale);
  const progress: Progress = { language, ui: undefined, hints: startOf(options), exitCode: 0, isLeft: false };
  const json = wantsJson(argv);
  let help = '';
  const collect = (text: string) => {
    help += text;
  };
  const program = buildProgram({
    language,
    version,
    argv,
    writeOut: json ? collect : undefined,
    run: (invocation) => runCommand(options, progress, invocation),
    bare: !json && options.isTerminal?.() ? (given) => runMenu(options, progress, given, program) : undefined,
  });
  try {
    await Promise.race([
      program.parseAsync(argv, { from: 'user' }),
      ...(options.crash ? [options.crash] : []),
    ]);
    if (help !== '') await tell(options, progress, { ok: true, help });
  } catch (thrown) {
    const error = translateParseError(thrown, program, typedCommand(program, argv, progress.hints.program));
    if (error) progress.exitCode = await present(options, progress, error);
    else if (help !== '')
      await tell(options, progress, { ok: true, ...(isVersion(thrown) ? { version } : { help }) });
  }
  progress.ui?.end();
  const lost = await lostOutput();
  progress.isLeft ||= options.signal.aborted;
  if (!lost || progress.exitCode !== 0) return progress;
  const params = { detail: lost.code ?? lost.name };
  progress.exitCode = await present(
    options,
    progress,
    new CertToolError('output-failed', { params, cause: lost }),
  );
  return progress;
}

async function runCommand(
  { compose, env, signal, insistence, version }: RunOptions,
  progress: Progress,
  { spec, args, options: given }: Invocation,
): Promise<void> {
  const { language, hints } = progress;
  const deps = await compose({
    ...{ given, env, language, signal, insistence, version },
    program: hints.program,
    mendsConfig: spec.mendsConfig === true,
  });
  Object.assign(progress, { ui: deps.ui, hints: deps.hints });
  const command = await spec.load();
  command.checkUsage(deps, args, given);
  const ready = await provided(deps, needOf(spec, given), spec, given);
  progress.hints = ready.hints;
  progress.exitCode = await command.run(ready, args, given);
}

/** The menu of a bare `cert-tool`; the help where nobody can be asked. */
async function runMenu(
  options: RunOptions,
  progress: Progress,
  given: SharedOptions,
  program: { outputHelp(): void },
): Promise<void> {
  const { argv, env, signal, insistence, version } = options;
  const composed = async (language: Language, chosen: SharedOptions) => {
    const { program } = progress.hints;
    const deps = await options.compose({
      ...{ given: chosen, env, language, signal, insistence, version },
      ...{ program, mendsConfig: false },
    });
    progress.ui = deps.ui;
    return deps;
  };
  const deps = await composed(progress.language, given);
  if (!deps.ui.interactive) return program.outputHelp();
  const { showMenu } = await import('./menu.ts');
  progress.exitCode = await showMenu(deps, {
    deps: (chosen) => composed(chosen, { ...given, lang: chosen }),
    // The last `--lang` counts.
    run: (chosen) => runOnce({ ...options, argv: [...argv, ...chosen] }),
  });
}

async function present(options: RunOptions, progress: Progress, error: CertToolError): Promise<number> {
  progress.isLeft = error instanceof LeftQuestion;
  const { presentError } = await import('./present-error.ts');
  return presentError(await uiOf(options, progress), error, progress.hints);
}

/** What was asked for and is no command's result: help, version. */
async function tell(options: RunOptions, progress: Progress, document: object): Promise<void> {
  (await uiOf(options, progress)).document(document);
}

async function uiOf({ argv, signal }: RunOptions, progress: Progress): Promise<Deps['ui']> {
  progress.ui ??= await earlyUi(argv, progress, signal);
  return progress.ui;
}

/** What is known for hints before the settings are read. */
function startOf({ env, script }: RunOptions): Hints {
  return { ...PLAIN_HINTS, program: programOf(env, script), shell: shellOf(process.platform, env) };
}

/** Whether `--json` was typed, whatever else is wrong with the command line. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => /^--json(=|$)/.test(word));
}

/** For errors that strike before the settings are known. */
async function earlyUi(
  argv: readonly string[],
  { language, hints }: Progress,
  signal: AbortSignal,
): Promise<Deps['ui']> {
  const { createUi } = await import('../ui/create.ts');
  const verbosity = argv.includes('--verbose') || argv.includes('-v') ? 'verbose' : 'normal';
  return createUi({ language, json: wantsJson(argv), input: false, verbosity, color: false, signal, hints });
}
