import type { ErrorName } from '../../../core/catalogue/index.ts';
import { type CertToolError, toCertToolError } from '../../../core/error.ts';
import type { Text } from '../../../core/text.ts';
import type { ManyRun } from './for-user.ts';

type Command = ManyRun['event'];

/** What helps in a list, where the catalogue's remedy names what goes with one user alone (`FOR_ONE` in usage.ts). */
const IN_LISTS: Readonly<Partial<Record<ErrorName, (command: Command) => Text>>> = {
  'missing-input': () => ({
    ja: '一覧の列(password、otp、otpSecret)に加えるか、--otp-command で渡してください。ターミナルで実行すると、その場で質問します。',
    en: 'Put it into the list (password, otp, otpSecret), or give --otp-command. At a terminal it is asked for.',
  }),
  'refused-before': (command) => ({
    ja: `一覧のパスワードを正しいものに直してください。確かに正しい場合(ロックの解除後など)は、その利用者だけを「cert-tool ${command} <login-id> --last-try」で実行すると、1 度だけ送信します。`,
    en: `Put the right one into the list. If it is right for certain, for instance after an administrator released the login ID, run that user alone: "cert-tool ${command} <login-id> --last-try" sends it once.`,
  }),
  'otp-last-try': (command) => ({
    ja: `その利用者だけをターミナルで「cert-tool ${command} <login-id>」で実行し、ワンタイムパスワードを入力してください。一覧のものが確かに正しい場合は、そこで --last-try を付けると 1 度だけ送信します。`,
    en: `Run that user alone at a terminal, "cert-tool ${command} <login-id>", and type the code. If the one of the list is right for certain, --last-try sends it there once.`,
  }),
};

/** The same error with what helps a user of a list. */
export function inList(thrown: unknown, command: Command): CertToolError {
  const error = toCertToolError(thrown);
  const remedy = IN_LISTS[error.errorName]?.(command);
  return remedy ? error.withRemedy(remedy) : error;
}
