import { type Command, CommanderError } from 'commander';
import { CertToolError, toCertToolError } from '../core/error.ts';
import { HELP_COMMAND } from '../core/shared-options.ts';
import { closest, didYouMean, suggestionText } from '../core/suggest.ts';
import type { Text } from '../core/text.ts';
import { forCommand } from './for-command.ts';
import { TOPICS } from './help-pages.ts';

/**
 * What commander says as an error of ours; undefined when it only showed help or the version. Values that were
 * typed are repeated for options that hold no secret alone: commander itself repeats values only for those that
 * it parses (a number, a choice).
 */
export function translateParseError(
  thrown: unknown,
  program: Command,
  commandName: string,
): CertToolError | undefined {
  if (!(thrown instanceof CommanderError)) return forCommand(toCertToolError(thrown), commandName);
  if (thrown.exitCode === 0 || thrown.code === 'commander.help') return undefined;
  // Of a command that does not exist no option can exist either.
  const mistyped = thrown.code === 'commander.unknownOption' ? mistypedCommand(program) : undefined;
  if (mistyped) return forCommand(mistyped, commandName);
  const params = { detail: detailOf(thrown), command: commandName };
  return new CertToolError('invalid-option', { params });
}

/** Whether commander ended because the version was asked for. */
export function isVersion(thrown: unknown): boolean {
  return thrown instanceof CommanderError && thrown.code === 'commander.version';
}

function mistypedCommand(program: Command): CertToolError | undefined {
  for (let group = program; group.commands.length > 0; ) {
    const [wanted] = group.args;
    if (wanted === undefined || wanted.startsWith('-')) return undefined;
    const next = group.commands.find((each) => each.name() === wanted);
    if (!next) return noSuchCommand(group, wanted);
    group = next;
  }
  return undefined;
}

/** @throws CertToolError as `noSuchCommand` says */
export function commandNamed(group: Command, wanted: string, more: readonly string[] = []): Command {
  const found = group.commands.find((each) => each.name() === wanted);
  if (!found) throw noSuchCommand(group, wanted, more);
  return found;
}

/**
 * For a word where a command of the program, or of a group like `sandbox`, is expected.
 * @param more what else may be meant in the place of a command of the program
 */
export function noSuchCommand(group: Command, wanted: string, more: readonly string[] = []): CertToolError {
  const words = group.commands.map((each) => each.name());
  if (!group.parent) {
    const topic = closest(wanted, Object.keys(TOPICS));
    const { ja, en } =
      more.length === 0 && topic !== undefined && closest(wanted, [...words, topic]) === topic
        ? suggestionText(`${HELP_COMMAND.name} ${topic}`)
        : didYouMean(wanted, [...words, ...more, '--version', '--help']);
    const params = { wanted: { ja: wanted + ja, en: wanted + en } };
    return new CertToolError('unknown-command', { params });
  }
  const meant = didYouMean(wanted, words);
  const detail = {
    ja: `コマンド ${wanted} はありません${meant.ja}`,
    en: `there is no command ${wanted}${meant.en}`,
  };
  return new CertToolError('invalid-option', { params: { detail } });
}

/** What stands between quotes in commander's sentence, without a value that was glued to it (`--x=value`, `-pvalue`). */
function quoted(message: string): string {
  return (/'([^']*)'/.exec(message)?.[1] ?? '').replace(/=.*$/s, '=…').replace(/^(-[^-]).+$/s, '$1…');
}

function detailOf(error: CommanderError): Text {
  const what = quoted(error.message);
  const suggestion = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1];
  const hint = suggestionText(suggestion);
  switch (error.code) {
    case 'commander.unknownOption':
      return { ja: `オプション ${what} はありません${hint.ja}`, en: `there is no option ${what}${hint.en}` };
    case 'commander.missingArgument':
      return { ja: `引数 ${what} がありません`, en: `the argument ${what} is missing` };
    case 'commander.optionMissingArgument':
      return { ja: `オプション ${what} に値がありません`, en: `the option ${what} has no value` };
    case 'commander.excessArguments':
      return { ja: '引数が多すぎます', en: 'there are too many arguments' };
    default:
      return invalidValue(error.message, what);
  }
}

/** `option '--sort <key>' argument 'x' is invalid. <what is allowed>` */
function invalidValue(message: string, what: string): Text {
  const [, typed = '', allowed = ''] = /'([^']*)' is invalid\.\s*(.+)$/s.exec(message) ?? [];
  const words = allowed.split(', ');
  const meant = didYouMean(typed, words.length > 1 ? words : []);
  const inJapanese = allowed.replaceAll(', ', '、').replace('–', '〜');
  return {
    ja: `${what} の値(使用できる値: ${inJapanese})${meant.ja}`,
    en: `the value of ${what} (allowed: ${allowed})${meant.en}`,
  };
}
