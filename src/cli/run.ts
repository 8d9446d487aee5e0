import type { Declared, Deps } from '../commands/deps.ts';
import { needOf } from '../commands/spec.ts';
import { CertToolError, toCertToolError } from '../core/error.ts';
import type { Insistence } from '../core/insistence.ts';
import type { Invoked, Stamp, WholeRunLog } from '../core/ports/run-log.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import type { Language, Text } from '../core/text.ts';
import { LeftQuestion } from '../ui/left-question.ts';
import { lostOutput } from '../ui/output.ts';
import { forCommand } from './for-command.ts';
import { earlyLanguage } from './language.ts';
import type { Ended } from './menu.ts';
import { provided } from './needs.ts';
import { type Invocation, plainLine } from './plain-line.ts';
import { earlyUi, invokedBy, keptRun, type Progress, stampOf, startOf } from './progress.ts';
import { wantsJson } from './wants-json.ts';

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
  /** What `--verbose` tells of how the program was started and loads its parts: taken from here once it is told. */
  readonly notes?: Text[];
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
    /** The file that was started. */
    script?: string | undefined;
    declared(): Promise<Declared>;
    /** The config files need not be usable. */
    mendsConfig: boolean;
    /** The command that runs; none for the menu, say. */
    invoked: Invoked | undefined;
    stamp(): Stamp;
    onLog(log: WholeRunLog): void;
    /** Nothing need be usable but what was typed. */
    examines: boolean;
  }): Promise<Deps>;
}

/** Runs the command that was typed, shows the error when there is one, and returns the exit code. */
export async function runCommandLine(options: RunOptions): Promise<number> {
  return (await runOnce(options)).exitCode;
}

async function runOnce(options: RunOptions): Promise<Ended> {
  const { argv, env } = options;
  const progress = startOf(options, earlyLanguage(argv, env, options.locale));
  try {
    await Promise.race([runLine(options, progress), ...(options.crash ? [options.crash] : [])]);
  } catch (thrown) {
    progress.exitCode = await present(options, progress, toCertToolError(thrown));
  }
  if (progress.ui) tellNotes(options, progress.ui);
  progress.ui?.end();
  const lost = await lostOutput();
  progress.isLeft ||= options.signal.aborted;
  if (lost && progress.exitCode === 0) {
    const params = { detail: lost.code ?? lost.name };
    const error = new CertToolError('output-failed', { params, cause: lost });
    progress.exitCode = await present(options, progress, error);
  }
  progress.log?.end(progress.exitCode);
  return progress;
}

/** @throws CertToolError of the line or the command */
async function runLine(options: RunOptions, progress: Progress): Promise<void> {
  const { argv, version } = options;
  const run = (invocation: Invocation) => runCommand(options, progress, invocation);
  const plain = plainLine(argv);
  if (plain) {
    const name = `${progress.hints.program} ${plain.spec.name}`;
    return run(plain).catch((thrown) => Promise.reject(forCommand(toCertToolError(thrown), name)));
  }
  const { language, hints } = progress;
  const json = wantsJson(argv);
  if (!json && argv.some((word) => HELP_WORDS.includes(word))) {
    const { plainHelp, showHelpPage } = await import('./plain-help.ts');
    const page = await plainHelp(argv);
    if (page) return showHelpPage(page, language);
  }
  const { runByCommander } = await import('./by-commander.ts');
  const ended = await runByCommander(
    { argv, language, version, program: hints.program, keepsHelp: json },
    { run, bare: json ? undefined : (given, showHelp) => runMenu(options, progress, given, showHelp) },
  );
  if (ended === 'version') await showVersion(options, progress);
  else if (ended.help !== '') await tellHelp(options, progress, ended.help);
}

/** One of them stands in each line that asks for help. */
const HELP_WORDS: readonly string[] = ['--help', '-h', 'help'];

async function declared(): Promise<Declared> {
  const { COMMANDS, GROUPS } = await import('../commands/index.ts');
  const { TOPICS } = await import('./help-pages.ts');
  return { commands: COMMANDS, groups: GROUPS, topics: TOPICS };
}

interface ComposedFor {
  readonly language?: Language;
  readonly mendsConfig?: boolean;
  readonly invoked?: Invoked;
  readonly examines?: boolean;
}

/** What a command works with, in the progress, too. */
async function composed(
  { compose, env, signal, insistence, version, script }: RunOptions,
  progress: Progress,
  given: SharedOptions,
  { language = progress.language, invoked, mendsConfig = false, examines = false }: ComposedFor = {},
): Promise<Deps> {
  const { program } = progress.hints;
  const deps = await compose({
    ...{ given, env, language, signal, insistence, version, program, script },
    ...{ declared, mendsConfig: mendsConfig || examines, examines },
    ...{ invoked, stamp: () => stampOf(progress) },
    onLog(log) {
      progress.log = log;
    },
  });
  progress.ui = deps.ui;
  return deps;
}

async function runCommand(
  options: RunOptions,
  progress: Progress,
  { spec, args, options: given }: Invocation,
): Promise<void> {
  progress.document = spec.name.replaceAll(' ', '-');
  const invoked = invokedBy(spec, args, given);
  const run = spec.home ? { ...options, env: spec.home(options.env, given) } : options;
  const { mendsConfig = false, examines = false } = spec;
  const deps = await composed(run, progress, given, { mendsConfig, examines, invoked });
  tellNotes(options, deps.ui);
  progress.hints = deps.hints;
  const command = await spec.load();
  command.checkUsage(deps, args, given);
  const ready = await provided(deps, needOf(spec, given), spec, given);
  progress.hints = ready.hints;
  progress.exitCode = await command.run(ready, args, given);
}

function tellNotes({ notes }: RunOptions, ui: Deps['ui']): void {
  for (const note of notes?.splice(0) ?? []) ui.detail(note[ui.language]);
}

/** The menu of a bare `cert-tool`; the help where nobody can be asked. */
async function runMenu(
  options: RunOptions,
  progress: Progress,
  given: SharedOptions,
  showHelp: () => void,
): Promise<void> {
  const { argv } = options;
  if (!options.isTerminal?.()) return showHelp();
  const deps = await composed(options, progress, given);
  if (!deps.ui.interactive) return showHelp();
  const { showMenu } = await import('./menu.ts');
  progress.exitCode = await showMenu(deps, {
    deps: (chosen) => composed(options, progress, { ...given, lang: chosen }, { language: chosen }),
    // The last `--lang` counts.
    run: (chosen) => runOnce({ ...options, argv: [...argv, ...chosen] }),
  });
}

/** With `--json` or `--verbose` more than the version. */
async function showVersion(options: RunOptions, progress: Progress): Promise<void> {
  const { argv, version } = options;
  const { optionsBeside } = await import('./by-commander.ts');
  const given = await optionsBeside(argv, { language: progress.language, version });
  if (!given.json && !given.verbose) return;
  progress.document = 'version';
  const { tellVersion } = await import('./version.ts');
  const run = { version, hints: progress.hints };
  await tellVersion({
    ...run,
    // A store may have a question for those who use it.
    compose: () => composed(options, progress, { ...given, input: false }),
    ui: () => uiOf(options, progress),
  });
}

async function present(options: RunOptions, progress: Progress, error: CertToolError): Promise<number> {
  progress.isLeft = error instanceof LeftQuestion;
  const { presentError } = await import('./present-error.ts');
  progress.log?.fail(error);
  return presentError(await uiOf(options, progress), error, progress.hints, keptRun(progress.log));
}

async function tellHelp(options: RunOptions, progress: Progress, help: string): Promise<void> {
  const ui = await uiOf(options, progress);
  progress.document = 'help';
  ui.document({ ok: true, help });
}

async function uiOf({ argv, signal }: RunOptions, progress: Progress): Promise<Deps['ui']> {
  progress.ui ??= await earlyUi(argv, progress, signal);
  return progress.ui;
}
