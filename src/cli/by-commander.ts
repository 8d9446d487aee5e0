import type { SharedOptions } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { isVersion, translateParseError } from './parse-error.ts';
import type { Invocation } from './plain-line.ts';
import { buildProgram, typedCommand } from './program.ts';
import { wantsJson } from './wants-json.ts';

export interface TypedLine {
  readonly argv: readonly string[];
  readonly language: Language;
  readonly version: string;
  /** How a person starts the program. */
  readonly program: string;
  /** Help is handed back instead of being printed. */
  readonly keepsHelp: boolean;
}

export interface LineActs {
  run(invocation: Invocation): Promise<void>;
  /** What a bare `cert-tool` does; without it the help. */
  readonly bare?: ((given: SharedOptions, showHelp: () => void) => Promise<void>) | undefined;
}

/**
 * Reads a line of any kind by commander, and does what it says.
 * @returns the help that was kept, or that the version was shown
 * @throws CertToolError of the line or the command
 */
export async function runByCommander(
  { argv, language, version, program: start, keepsHelp }: TypedLine,
  { run, bare }: LineActs,
): Promise<{ help: string } | 'version'> {
  let help = '';
  const collect = (text: string) => {
    help += text;
  };
  const program = buildProgram({
    ...{ language, version, argv, run },
    writeOut: keepsHelp ? collect : undefined,
    bare: bare && ((given) => bare(given, () => program.outputHelp())),
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    const error = translateParseError(thrown, program, typedCommand(program, argv, start));
    if (error) throw error;
    if (isVersion(thrown)) return 'version';
  }
  return { help };
}

/** The options beside `--version`, which ends the parsing where it stands. */
export async function optionsBeside(
  argv: readonly string[],
  { language, version }: Pick<TypedLine, 'language' | 'version'>,
): Promise<SharedOptions> {
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
