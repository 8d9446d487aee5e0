import { CommanderError } from 'commander';
import { CertToolError, toCertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';

/**
 * What commander says as an error of ours; undefined when it only showed help or the version. Values that were
 * typed are repeated for options that hold no secret alone: commander itself repeats values only for those that
 * it parses (a number, a choice).
 */
export function translateParseError(thrown: unknown, commandName: string): CertToolError | undefined {
  if (!(thrown instanceof CommanderError)) return forCommand(toCertToolError(thrown), commandName);
  if (thrown.exitCode === 0 || thrown.code === 'commander.help') return undefined;
  const params = { detail: detailOf(thrown), command: commandName };
  return new CertToolError('invalid-option', { params });
}

/** The remedy for a wrong option names the command whose help to read. */
function forCommand(error: CertToolError, command: string): CertToolError {
  if (error.errorName !== 'invalid-option') return error;
  return new CertToolError(error.errorName, {
    ...error.details,
    params: { command, ...error.details.params },
  });
}

/** What stands between quotes in commander's sentence, without a value that was glued to it (`--x=value`, `-pvalue`). */
function quoted(message: string): string {
  return (/'([^']*)'/.exec(message)?.[1] ?? '').replace(/=.*$/s, '=…').replace(/^(-[^-]).+$/s, '$1…');
}

function detailOf(error: CommanderError): Text {
  const what = quoted(error.message);
  const suggestion = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1];
  const hint: Text = suggestion
    ? { ja: `(もしかして: ${suggestion})`, en: ` (did you mean ${suggestion}?)` }
    : { ja: '', en: '' };
  switch (error.code) {
    case 'commander.unknownOption':
      return { ja: `オプション ${what} はありません${hint.ja}`, en: `there is no option ${what}${hint.en}` };
    case 'commander.unknownCommand':
      return { ja: `コマンド ${what} はありません${hint.ja}`, en: `there is no command ${what}${hint.en}` };
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
  const allowed = /is invalid\.\s*(.+)$/s.exec(message)?.[1] ?? '';
  const inJapanese = allowed.replaceAll(', ', '、').replace('–', '〜');
  return {
    ja: `${what} の値(使用できる値: ${inJapanese})`,
    en: `the value of ${what} (allowed: ${allowed})`,
  };
}
