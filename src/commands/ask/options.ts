import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';

/** The variables by which login ID and secrets come in. Children do not get them. */
export const VARIABLES = {
  loginId: 'CERT_TOOL_LOGIN_ID',
  password: 'CERT_TOOL_PASSWORD',
  otp: 'CERT_TOOL_OTP',
  confirmation: 'CERT_TOOL_CONFIRMATION_PASSWORD',
} as const;

/** The ways in for login ID and secrets, of every command that logs in. */
export const SECRET_OPTIONS = [
  {
    flags: '--login-id <id>',
    variable: VARIABLES.loginId,
    help: { ja: 'ログインID', en: 'login ID' },
  },
  {
    flags: '--password-stdin',
    variable: VARIABLES.password,
    help: { ja: 'ログインパスワードを標準入力から読む', en: 'read the login password from stdin' },
  },
  {
    flags: '--otp <code>',
    variable: VARIABLES.otp,
    help: { ja: 'ワンタイムパスワード', en: 'one-time password' },
  },
  {
    flags: '--otp-command <program>',
    help: {
      ja: 'ワンタイムパスワードを出力するプログラム',
      en: 'program whose first output line is the one-time password',
    },
  },
  {
    flags: '--credentials <file>',
    help: {
      ja: '認証情報の JSON ファイル(- は標準入力)',
      en: 'JSON file of credentials (- for stdin)',
    },
  },
  {
    flags: '--last-try',
    help: {
      ja: '以前に拒否されたパスワードでも、ロックまで残り 1 回でも、1 度だけ送信する',
      en: 'send once even what bank or proxy refused before, or with one try left before the lock',
    },
  },
  {
    flags: '--no-remember',
    help: {
      ja: 'ログインIDをこの PC に控えない',
      en: 'do not note the login ID on this PC',
    },
  },
] as const satisfies readonly OptionDeclaration[];

/** The options by which login ID and secrets come in. */
export type SecretOptions = OptionsOf<typeof SECRET_OPTIONS>;
