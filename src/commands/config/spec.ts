import { type CommandSpec, command } from '../spec.ts';

/** The commands for the settings: all but `show` run where a config file cannot be used, too. */
export const configCommands: readonly CommandSpec[] = [
  command({
    name: 'config show',
    help: { ja: '設定の値と、どこで設定されたかを表示する', en: 'each setting, and where it comes from' },
    menu: { ja: '設定の表示', en: 'Show the settings' },
    needs: 'nothing',
    load: () => import('./show.ts'),
  }),
  command({
    name: 'config path',
    help: { ja: '設定ファイルの場所を表示する', en: 'where the config files are' },
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
    needs: 'nothing',
    mendsConfig: true,
    load: () => import('./init.ts'),
  }),
  command({
    name: 'config set',
    args: '<name> <value...>',
    help: {
      ja: '設定ファイルの項目を設定する(項目名は config show で表示)',
      en: 'set a setting in your config file; config show names them all',
    },
    needs: 'nothing',
    mendsConfig: true,
    load: () => import('./set.ts'),
  }),
  command({
    name: 'config unset',
    args: '<name>',
    help: { ja: '設定ファイルから項目を取り除く', en: 'take a setting out of your config file' },
    needs: 'nothing',
    mendsConfig: true,
    load: () => import('./unset.ts'),
  }),
];
