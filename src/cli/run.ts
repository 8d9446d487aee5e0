import type { Declared, Deps } from '../commands/deps.ts';
import { COMMANDS, GROUPS } from '../commands/index.ts';
import { needOf } from '../commands/spec.ts';
import { CertToolError } from '../core/error.ts';
import { type Hints, PLAIN_HINTS } from '../core/hints.ts';
import type { Insistence } from '../core/insistence.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import { shellOf } from '../core/shell.ts';
import type { Language } from '../core/text.ts';
import { LeftQuestion } from '../ui/left-question.ts';
import { lostOutput } from '../ui/output.ts';
import { TOPICS } from './help-pages.ts';
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
    declared: Declared;
    /** The config files need not be usable. */
    mendsConfig: boolean;
    /** Nothing need be usable but what was typed. */
    examines: boolean;
  }): Promise<Deps>;
}

const DECLARED: Declared = { commands: COMMANDS, groups: GROUPS, topics: TOPICS };

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
    else if (isVersion(thrown)) await showVersion(options, progress);
    else if (help !== '') await tell(options, progress, { ok: true, help });
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

interface Tolerance {
  readonly language?: Language;
  readonly mendsConfig?: boolean;
  readonly examines?: boolean;
}

/** What a command works with, in the progress, too. */
async function composed(
  { compose, env, signal, insistence, version }: RunOptions,
  progress: Progress,
  given: SharedOptions,
  { language = progress.language, mendsConfig = false, examines = false }: Tolerance = {},
): Promise<Deps> {
  const { program } = progress.hints;
  const deps = await compose({
    ...{ given, env, language, signal, insistence, version, program },
    ...{ declared: DECLARED, mendsConfig: mendsConfig || examines, examines },
  });
  progress.ui = deps.ui;
  return deps;
}

async function runCommand(
  options: RunOptions,
  progress: Progress,
  { spec, args, options: given }: Invocation,
): Promise<void> {
  const { mendsConfig = false, examines = false } = spec;
  const deps = await composed(options, progress, given, { mendsConfig, examines });
  progress.hints = deps.hints;
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
  const { argv } = options;
  const deps = await composed(options, progress, given);
  if (!deps.ui.interactive) return program.outputHelp();
  const { showMenu } = await import('./menu.ts');
  progress.exitCode = await showMenu(deps, {
    deps: (chosen) => composed(options, progress, { ...given, lang: chosen }, { language: chosen }),
    // The last `--lang` counts.
    run: (chosen) => runOnce({ ...options, argv: [...argv, ...chosen] }),
  });
}

/** With `--json` or `--verbose` more than the version. */
async function showVersion(options: RunOptions, progress: Progress): Promise<void> {
  const given = await typedBesideVersion(options, progress.language);
  if (!given.json && !given.verbose) return;
  const { tellVersion } = await import('./version.ts');
  const run = { version: options.version, hints: progress.hints };
  await tellVersion({
    ...run,
    // A store may have a question for those who use it.
    compose: () => composed(options, progress, { ...given, input: false }),
    ui: () => uiOf(options, progress),
  });
}

/** The options beside `--version`, which ends the parsing where it stands. */
async function typedBesideVersion({ argv, version }: RunOptions, language: Language): Promise<SharedOptions> {
  let typed: SharedOptions = wantsJson(argv) ? { json: true } : {};
  const take = async (options: SharedOptions) => {
    typed = options;
  };
  const run = ({ options }: Invocation) => take(options);
  const program = buildProgram({ language, version, writeOut: () => {}, run, bare: take });
  const others = argv
    .map((word) => (/^-[a-zA-Z]+$/.test(word) ? word.replaceAll('V', '') : word))
    .filter((word) => word !== '--version' && word !== '-');
  // The version is told whatever is wrong with the rest.
  await program.parseAsync(others, { from: 'user' }).catch(() => undefined);
  return typed;
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
