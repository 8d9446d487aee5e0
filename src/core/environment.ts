import type { Text } from './text.ts';

/** Environment variables that are read, and what of. */
export interface EnvironmentVariables {
  readonly names: readonly string[];
  readonly help: Text;
}

/** Those of cert-tool's own that stand for no option, or for another thing than the option that names them. */
export const OWN_VARIABLES: readonly EnvironmentVariables[] = [
  {
    names: ['CERT_TOOL_HOME'],
    help: {
      ja: '設定とデータのフォルダ(絶対パス)',
      en: 'the one folder for config and data, an absolute path',
    },
  },
  {
    names: ['CERT_TOOL_PASSWORD'],
    help: { ja: 'ログインパスワード', en: 'the login password' },
  },
  {
    names: ['CERT_TOOL_CONFIRMATION_PASSWORD'],
    help: {
      ja: '確認用パスワード(証明書失効と PC の入れ替え)',
      en: 'the confirmation password, for revoke and retire',
    },
  },
  {
    names: ['CERT_TOOL_PROXY_PASSWORD'],
    help: {
      ja: 'プロキシのパスワード。cert-tool が起動するプログラムには渡らない',
      en: "the proxy's password; programs that cert-tool starts do not get it",
    },
  },
];

/** Those of the system and of other programs. */
export const FOREIGN_VARIABLES: readonly EnvironmentVariables[] = [
  {
    names: ['NO_COLOR', 'FORCE_COLOR'],
    help: { ja: '色を使わない、または必ず使う', en: 'no colours, or colours in any case' },
  },
  {
    names: ['TERM'],
    help: { ja: 'dumb の場合は --plain と同じ', en: 'dumb is as --plain' },
  },
  {
    names: ['LC_ALL', 'LC_MESSAGES', 'LANG'],
    help: { ja: 'システムの言語', en: "the system's language" },
  },
  {
    names: ['https_proxy', 'HTTPS_PROXY'],
    help: {
      ja: '銀行への接続に使うプロキシ。パスワードを含めてもよい',
      en: 'the proxy through which banks are reached; it may hold a password',
    },
  },
  {
    names: ['no_proxy', 'NO_PROXY'],
    help: {
      ja: 'プロキシを使わないホスト(コンマ区切り)',
      en: 'hosts that are reached without it, separated by commas',
    },
  },
  {
    names: ['NODE_EXTRA_CA_CERTS'],
    help: {
      ja: '追加で信頼するルート証明書(PEM)のファイル。--ca-file と同じ',
      en: 'a file of further roots to trust (PEM), as --ca-file',
    },
  },
  {
    names: ['NODE_TLS_REJECT_UNAUTHORIZED'],
    help: {
      ja: '0 の場合、cert-tool は実行を拒否する',
      en: 'with 0 cert-tool refuses to run',
    },
  },
  {
    names: ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'APPDATA', 'LOCALAPPDATA', 'ProgramData'],
    help: {
      ja: '設定とデータを置くフォルダ(OS による)',
      en: 'where the system keeps config and data',
    },
  },
  {
    names: ['HOME', 'USERPROFILE', 'USERNAME', 'USERDOMAIN', 'XDG_RUNTIME_DIR'],
    help: {
      ja: '利用者とそのフォルダ。証明書がこの PC に残るかどうかの判断にも使う',
      en: "the user and the user's folders; also whether a certificate stays on this PC",
    },
  },
  {
    names: ['DISPLAY', 'WAYLAND_DISPLAY'],
    help: { ja: 'ブラウザを開く画面', en: 'the screen on which a browser opens' },
  },
  {
    names: ['ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'SystemRoot'],
    help: {
      ja: 'Windows のプログラムのフォルダ',
      en: "where Windows' programs are",
    },
  },
  {
    names: ['PSModulePath', 'MSYSTEM'],
    help: { ja: 'Windows で使用中のシェル', en: 'which shell is at hand on Windows' },
  },
  {
    names: ['npm_command', 'npm_execpath', 'npm_config_global_prefix', 'npm_config_prefix'],
    help: {
      ja: 'npx で起動されたかどうか',
      en: 'whether cert-tool was started by npx',
    },
  },
];
