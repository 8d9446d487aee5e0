import { type CommandSpec, command } from '../spec.ts';

/** The commands for the settings: all but `show` run where a config file cannot be used, too. */
export const configCommands: readonly CommandSpec[] = [
  command({
    name: 'config show',
    help: { ja: '設定の値と、どこで設定されたかを表示する', en: 'each setting, and where it comes from' },
    examples: {
      'config show': { ja: 'すべての設定の値と設定元', en: 'all of them' },
      'config show --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    menu: { ja: '設定の表示', en: 'Show the settings' },
    needs: 'nothing',
    load: () => import('./show.ts'),
  }),
  command({
    name: 'config path',
    help: { ja: '設定ファイルの場所を表示する', en: 'where the config files are' },
    examples: {
      'config path': { ja: '2 つの設定ファイルの場所', en: 'both files' },
      'config path --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    mendsConfig: true,
    load: () => import('./path.ts'),
  }),
  command({
    name: 'config init',
    help: {
      ja: '設定ファイルを作成する(既にある場合は何もしない)',
      en: 'write a config file to begin with, never over one that is there',
    },
    examples: {
      'config init': { ja: '設定のないファイル', en: 'without settings yet' },
      'config init --bank https://bank.example': {
        ja: '銀行のアドレスを設定したファイル',
        en: "with the bank's address",
      },
    },
    needs: 'nothing',
    mendsConfig: true,
    logged: 'always',
    load: () => import('./init.ts'),
  }),
  command({
    name: 'config set',
    args: '<name> <value...>',
    help: {
      ja: '設定ファイルの項目を設定する(項目名は config show で表示)',
      en: 'set a setting in your config file; config show names them all',
    },
    examples: {
      'config set timeout 60': { ja: '待ち時間を 60 秒にする', en: 'wait up to 60 seconds' },
      'config set remove.archive true': { ja: '項目の中の項目', en: 'a member of a setting' },
      'config set profiles.kyoto.bank kyoto.example': { ja: '名前を付けた銀行', en: 'a named bank' },
    },
    needs: 'nothing',
    mendsConfig: true,
    logged: 'always',
    load: () => import('./set.ts'),
  }),
  command({
    name: 'config unset',
    args: '<name>',
    help: { ja: '設定ファイルから項目を取り除く', en: 'take a setting out of your config file' },
    examples: {
      'config unset timeout': { ja: '既定の待ち時間に戻す', en: 'wait as usual again' },
      'config unset profiles.kyoto': { ja: '名前を付けた銀行', en: 'a named bank' },
    },
    needs: 'nothing',
    mendsConfig: true,
    logged: 'always',
    load: () => import('./unset.ts'),
  }),
];
