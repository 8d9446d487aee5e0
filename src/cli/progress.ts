import type { Deps } from '../commands/deps.ts';
import { type CommandSpec, keptOf, type ParsedOptions } from '../commands/spec.ts';
import { type Hints, PLAIN_HINTS } from '../core/hints.ts';
import { optionKeyOf } from '../core/option.ts';
import type { Invoked, Stamp, WholeRunLog } from '../core/ports/run-log.ts';
import { shellOf } from '../core/shell.ts';
import type { Language } from '../core/text.ts';
import { programOf } from './started-by.ts';
import { wantsJson } from './wants-json.ts';

/** What is known of a run so far. */
export interface Progress {
  readonly language: Language;
  /** Undefined until the settings are read. */
  ui: Deps['ui'] | undefined;
  hints: Hints;
  /** Whose document `--json` prints: the command's, or `help`, `version`, `error`. */
  document: string;
  /** Undefined where nothing is logged. */
  log: WholeRunLog | undefined;
  exitCode: number;
  isLeft: boolean;
}

/** What is known before the settings are read. */
export function startOf(
  { env, script }: { readonly env: NodeJS.ProcessEnv; readonly script?: string | undefined },
  language: Language,
): Progress {
  const hints = { ...PLAIN_HINTS, program: programOf(env, script), shell: shellOf(process.platform, env) };
  return { language, ui: undefined, hints, document: 'error', log: undefined, exitCode: 0, isLeft: false };
}

/** What every document of `--json` has. The run's name is told where its log can be found. */
export function stampOf({ document, log }: Progress): Stamp {
  return { schema: `cert-tool/${document}/1`, run: keptRun(log) };
}

/** The name by which the run's log can be found, if it can. */
export function keptRun(log: WholeRunLog | undefined): string | undefined {
  return log?.isKept() ? log.id : undefined;
}

/** Names alone of the options that were typed: values may be anything. A login ID is no secret. */
export function invokedBy(spec: CommandSpec, args: readonly string[], typed: ParsedOptions): Invoked {
  const { loginId = spec.args.includes('login-id') ? args.join(', ') : '' } = typed;
  return {
    name: spec.name,
    kept: keptOf(spec, args, typed),
    options: Object.keys(typed).filter((name) => typed[name] !== defaultOf(spec, name)),
    loginId: typeof loginId === 'string' && loginId !== '' ? loginId : undefined,
  };
}

/** Of an option that was not typed. */
function defaultOf({ options }: CommandSpec, name: string): unknown {
  return options.find((each) => optionKeyOf(each) === name)?.default;
}

/** For errors that strike before the settings are known. */
export async function earlyUi(
  argv: readonly string[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Deps['ui']> {
  const { createUi } = await import('../ui/create.ts');
  const { language, hints } = progress;
  const verbosity = argv.includes('--verbose') || argv.includes('-v') ? 'verbose' : 'normal';
  const stamp = () => stampOf(progress);
  return createUi({
    ...{ language, json: wantsJson(argv), input: false, verbosity, color: false },
    ...{ signal, hints, stamp },
  });
}
