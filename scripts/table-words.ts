import type { Need } from '../src/commands/spec.ts';
import type { Text } from '../src/core/text.ts';

/** The words of the tables of docs/commands.md besides those of commands and options. `{name}` stands for a value. */

export const TITLES = {
  command: { ja: 'コマンド', en: 'command' },
  needs: { ja: '必要なもの', en: 'needs' },
  option: { ja: 'オプション', en: 'option' },
  environment: { ja: '環境変数', en: 'environment' },
  meaning: { ja: '意味', en: 'meaning' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the program declares without a spec (src/cli/program.ts). */
export const HELP_COMMAND = {
  name: '`cert-tool help [command]`',
  help: {
    ja: 'コマンドの使い方(コマンドの後に `--help` を付けるのと同じ)。`help environment` は環境変数',
    en: 'how to use a command, as `--help` after it; `help environment`: the environment variables',
  },
};

export const OPTIONS_OF_COMMANDER: readonly { readonly name: string; readonly help: Text }[] = [
  { name: '`-h`, `--help`', help: { ja: 'コマンドの使い方', en: 'how to use the command' } },
  {
    name: '`-V`, `--version`',
    help: {
      ja: 'バージョン。`--verbose` または `--json` を付けると、Node、システム、証明書ストアも表示します',
      en: 'the version; with `--verbose` or `--json` Node, system and certificate store, too',
    },
  },
];

export const NEEDS: Readonly<Record<Need, Text>> = {
  nothing: { ja: 'なし', en: 'nothing' },
  bank: { ja: '銀行', en: 'a bank' },
  login: { ja: 'ログイン', en: 'a login' },
  proof: { ja: 'ログインと本人確認', en: 'a login and the proof' },
};

export const UNLESS: Text = { ja: '({option} では不要)', en: ', unless {option}' };

export const WITH: Text = { ja: '{option} では{need}', en: 'with {option} {need}' };

export const BETWEEN_NEEDS: Text = { ja: '。', en: '; ' };

export const OWN_OPTIONS: Text = {
  ja: '{command} のオプション{besides}:',
  en: 'Options of {command}{besides}:',
};

export const BESIDES_SECRETS: Text = {
  ja: '([パスワードなどのオプション](#パスワードなど)のほか)',
  en: ', besides [those for secrets](#secrets)',
};

export const BY_DEFAULT: Text = { ja: '既定 {value}', en: 'by default {value}' };

export const LEFT_OUT: Text = { ja: '省略時は{value}', en: '{value} if left out' };

/** What stands for a value that was left out and is no number. */
export const PRESETS: Readonly<Record<string, Text>> = {
  renewable: { ja: '更新できるもの', en: 'renewable' },
};

export const BETWEEN: Text = { ja: '、', en: ', ' };

export const BEFORE_NOTES: Text = { ja: '。', en: '; ' };

export const REMARK: Text = { ja: '{value}({remark})', en: '{value} ({remark})' };
