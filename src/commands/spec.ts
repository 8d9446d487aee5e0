import type { OptionDeclaration, OptionsOf } from '../core/option.ts';
import type { Kept } from '../core/ports/run-log.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

/**
 * What a command needs to be there, from the least to the most: nothing; a bank, which is set or chosen; a login at it;
 * a login and the proof that this PC holds the key of its user's certificate.
 */
export type Need = 'nothing' | 'bank' | 'login' | 'proof';

/** From the least to the most. */
const NEEDS: readonly Need[] = ['nothing', 'bank', 'login', 'proof'];

/** A need that an option takes away, or one value of it. */
type NeedUnless<K extends string> =
  | Need
  | { readonly need: Need; readonly unless: { readonly option: K; readonly is?: string } };

/** The most that a command may need, as a whole and besides with an option; it may end with less. */
export type Needs<K extends string = string> =
  | Need
  | { readonly default: NeedUnless<K>; readonly with?: { readonly [N in K]?: NeedUnless<K> } };

/**
 * When runs are kept in the log of this PC: all that change or ask something; of the others those that fail, or, where the command
 * must leave no trace, none. An option or an argument can make a run one that is kept.
 */
export type Logged<K extends string = string> =
  | Kept
  | { readonly with?: readonly K[]; readonly withArguments?: true; readonly otherwise?: 'never' };

type EveryBank<K extends string = string> = true | { readonly with: readonly K[] };

/** A command's code, loaded when it runs. */
export interface CommandModule<O> {
  /** Throws the exit-code-2 error of words and options that do not go together, before anything is asked. */
  checkUsage?(deps: Deps, args: readonly string[], options: O): void;
  /** Returns the exit code. */
  run(deps: Deps, args: readonly string[], options: O): Promise<number>;
}

/** A line that a person could type, without the program's name, and what it is for. */
export interface Example {
  readonly line: string;
  readonly help: Text;
}

/**
 * A command as it is declared: parsing, help, menu, completions, manual pages and the tables of docs/commands.md come from
 * it.
 */
export interface CommandSpec {
  /** As it is typed, e.g. `sandbox start`. */
  readonly name: string;
  /** Its arguments, e.g. `[login-id]`, `<csv>`. */
  readonly args: string;
  /** What its argument may be, where that can be named: shells offer it. */
  readonly argChoices?: readonly string[];
  readonly help: Text;
  /** Two or three, the most usual one first. */
  readonly examples: readonly Example[];
  /** How the menu calls it; left out where the menu has it not. */
  readonly menu?: Text;
  /** What the menu asks for its argument, which may be left out; where it asks nothing, left out. */
  readonly menuAsks?: Text;
  /** Besides the shared ones. */
  readonly options: readonly OptionDeclaration[];
  readonly needs: Needs;
  /** Left out where only what fails is kept. */
  readonly logged?: Logged;
  /** It works with all banks that are configured where none was typed; or does so with one of some options. */
  readonly everyBank?: EveryBank;
  /** It runs even where the config files cannot be used: it is there to put them right. */
  readonly mendsConfig?: true;
  /** It runs whatever is wrong with settings and folders: it is there to tell of that. */
  readonly examines?: true;
  /**
   * The environment that it runs in, where one of its options names the folder that CERT_TOOL_HOME names otherwise. Throws
   * exit-code-2 errors.
   */
  home?(env: NodeJS.ProcessEnv, typed: ParsedOptions): NodeJS.ProcessEnv;
  /** Its code, which takes the options that were parsed as declared. */
  load(): Promise<Required<CommandModule<ParsedOptions>>>;
}

/** Option values by their keys, read as their declarations say. */
export type ParsedOptions = Readonly<Record<string, unknown>>;

interface Declaration<L extends readonly OptionDeclaration[]> {
  readonly name: string;
  readonly args?: string;
  readonly argChoices?: readonly string[];
  readonly help: Text;
  /** By the lines. */
  readonly examples?: Readonly<Record<string, Text>>;
  readonly menu?: Text;
  readonly menuAsks?: Text;
  readonly options?: L;
  readonly needs: Needs<Extract<keyof OptionsOf<L>, string>>;
  readonly logged?: Logged<Extract<keyof OptionsOf<L>, string>>;
  readonly everyBank?: EveryBank<Extract<keyof OptionsOf<L>, string>>;
  readonly mendsConfig?: true;
  readonly examines?: true;
  home?(env: NodeJS.ProcessEnv, typed: ParsedOptions): NodeJS.ProcessEnv;
  load(): Promise<CommandModule<OptionsOf<L>>>;
}

/** Declares a command. Its handler takes the options that are declared here, and no others. */
export function command<const L extends readonly OptionDeclaration[] = readonly []>({
  args = '',
  examples = {},
  options,
  load,
  ...declared
}: Declaration<L>): CommandSpec {
  return {
    ...declared,
    args,
    examples: Object.entries(examples).map(([line, help]) => ({ line, help })),
    options: options ?? [],
    async load() {
      const { run, checkUsage } = await load();
      // Parsed by the very declarations from which the type is inferred (core/option.ts).
      const own = (parsed: ParsedOptions) => parsed as OptionsOf<L>;
      return {
        checkUsage: (deps, names, parsed) => checkUsage?.(deps, names, own(parsed)),
        run: (deps, names, parsed) => run(deps, names, own(parsed)),
      };
    },
  };
}

/** What a command may need with the options that were typed. */
export function needOf({ needs }: Pick<CommandSpec, 'needs'>, typed: ParsedOptions): Need {
  const all = typeof needs === 'string' ? { default: needs } : needs;
  const added = Object.entries(all.with ?? {}).filter(([name]) => isTyped(typed[name]));
  return mostOf([all.default, ...added.map(([, need]) => need)].map((need) => needWith(need, typed)));
}

/** Whether this run is kept in the log. */
export function keptOf(
  { logged = 'failures' }: Pick<CommandSpec, 'logged'>,
  args: readonly string[],
  typed: ParsedOptions,
): Kept {
  if (typeof logged === 'string') return logged;
  const isOf = (names: readonly string[] = []) => names.some((name) => isTyped(typed[name]));
  const isKept = isOf(logged.with) || (logged.withArguments === true && args.length > 0);
  return isKept ? 'always' : (logged.otherwise ?? 'failures');
}

/** Whether a command logs in, with or without some option: then it takes login ID and secrets. */
export function mayLogIn({ needs }: Pick<CommandSpec, 'needs'>): boolean {
  const all = typeof needs === 'string' ? [needs] : [needs.default, ...Object.values(needs.with ?? {})];
  return ['login', 'proof'].includes(mostOf(all.map((need) => needWith(need, {}))));
}

/** Whether it takes all banks that are configured, so that nobody has to choose one. */
export function takesEveryBank({ everyBank }: Pick<CommandSpec, 'everyBank'>, typed: ParsedOptions): boolean {
  return everyBank === true || (everyBank?.with.some((option) => isTyped(typed[option])) ?? false);
}

function needWith(need: NeedUnless<string> | undefined, typed: ParsedOptions): Need {
  if (need === undefined || typeof need === 'string') return need ?? 'nothing';
  const { option, is } = need.unless;
  const isTakenAway = is === undefined ? isTyped(typed[option]) : typed[option] === is;
  return isTakenAway ? 'nothing' : need.need;
}

function mostOf(needs: readonly Need[]): Need {
  return NEEDS.findLast((need) => needs.includes(need)) ?? 'nothing';
}

function isTyped(value: unknown): boolean {
  return value !== undefined && value !== false;
}
