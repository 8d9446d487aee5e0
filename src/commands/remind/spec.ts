import { CertToolError } from '../../core/error.ts';
import { checkPath } from '../../core/given-path.ts';
import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { type CommandSpec, command, type ParsedOptions } from '../spec.ts';

/** What `run` does besides, and `install` has it do. */
const TELLING = [
  {
    flags: '--exec <program>',
    help: {
      ja: '対応が必要なときに実行するプログラム(標準入力に JSON を渡す)',
      en: 'a program to run when something is due; it gets JSON on stdin',
    },
  },
  {
    flags: '--heartbeat <folder>',
    help: {
      ja: '毎回、この PC の結果を書き込むフォルダ(report で集計)',
      en: 'a folder that each run writes a line about this PC to, for report',
    },
  },
  {
    flags: '--ics <file.ics>',
    help: {
      ja: '有効期限とアラームをカレンダーのファイルに書き出す',
      en: 'write expiry and alarms to a calendar file',
    },
  },
] as const satisfies readonly OptionDeclaration[];

const INSTALLING = [
  ...TELLING,
  {
    flags: '--dry-run',
    help: { ja: '登録する内容を表示するだけで、何も変更しない', en: 'only show what would be installed' },
  },
] as const satisfies readonly OptionDeclaration[];

const RUNNING = [
  ...TELLING,
  {
    flags: '--scheduled',
    help: {
      ja: 'スケジューラからの実行として記録する(remind status が表示)',
      en: 'note it as a run of the scheduler, which remind status tells',
    },
  },
  {
    flags: '--home <folder>',
    help: {
      ja: '環境変数 CERT_TOOL_HOME の代わりに指定する設定とデータのフォルダ',
      en: 'the folder for config and data, in place of the variable CERT_TOOL_HOME',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type TellingOptions = OptionsOf<typeof TELLING>;
export type InstallOptions = OptionsOf<typeof INSTALLING>;
export type RunOptions = OptionsOf<typeof RUNNING>;

/** Task Scheduler hands no variables to what it starts. @throws CertToolError as for CERT_TOOL_HOME */
function home(env: NodeJS.ProcessEnv, { home: folder }: ParsedOptions): NodeJS.ProcessEnv {
  if (folder === undefined) return env;
  const path = String(folder);
  checkPath('--home', path);
  if (path.trim() === '') {
    const detail = { ja: '--home: パスが空です', en: '--home: the path is empty' };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  return { ...env, CERT_TOOL_HOME: path };
}

/** The daily reminder. */
export const remindCommands: readonly CommandSpec[] = [
  command({
    name: 'remind install',
    help: {
      ja: '証明書を毎日確認し、更新時期を通知するように設定する',
      en: 'have certificates checked every day, with a notification when one is due',
    },
    examples: {
      'remind install': { ja: '毎日の確認を設定する', en: 'set up the daily check' },
      'remind install --dry-run': { ja: '登録する内容を確認する', en: 'see what would be installed' },
      'remind install --heartbeat /srv/cert-tool': {
        ja: '共有フォルダに毎日報告する',
        en: 'report to a shared folder every day',
      },
    },
    options: INSTALLING,
    needs: 'nothing',
    logged: 'always',
    load: () => import('./install.ts'),
  }),
  command({
    name: 'remind status',
    help: {
      ja: '毎日の確認が設定されているか、最後にいつ実行され、次はいつかを表示する',
      en: 'whether the daily check is set up, when it really ran and when it will',
    },
    examples: {
      'remind status': { ja: '状態を表示する', en: 'how it stands' },
      'remind status --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    load: () => import('./status.ts'),
  }),
  command({
    name: 'remind remove',
    help: { ja: '毎日の確認をやめる', en: 'end the daily check' },
    examples: {
      'remind remove': { ja: '設定を取り除く', en: 'take it away' },
      'remind remove --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./remove.ts'),
  }),
  command({
    name: 'remind run',
    help: {
      ja: '今すぐ確認し、対応が必要なら通知する',
      en: 'check now, and notify when something is due',
    },
    examples: {
      'remind run': { ja: '今すぐ確認する', en: 'check now' },
      'remind run --ics certificates.ics': {
        ja: 'カレンダーのファイルも作る',
        en: 'make a calendar file, too',
      },
    },
    options: RUNNING,
    needs: 'nothing',
    logged: 'always',
    home,
    load: () => import('./run.ts'),
  }),
];
