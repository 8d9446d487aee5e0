import type { CertificateStore } from '../../../src/core/ports/store.ts';
import type { StoreKind } from '../../../src/core/store-kinds.ts';
import type { Text } from '../../../src/core/text.ts';

/** What tests have run, by their file: `records.json` beside this. */
export type Records = Readonly<Record<string, Ran>>;

export interface Ran {
  readonly subject: Subject;
  readonly runner: Runner;
  /** Of a store those of `STORE_OPERATIONS`, of the program those of the page. */
  readonly operations: readonly string[];
}

export type Subject = StoreKind | 'program';

/** What really did the work. */
export type Runner =
  | 'dotnet-wine'
  | 'pwsh-linux'
  | 'crypt32-wine'
  | 'stand-in'
  | 'nss'
  | 'files'
  | 'node-wine'
  | 'exe-wine';

/** Those that any store of Windows has. */
export const STORE_OPERATIONS = [
  'probe',
  'request',
  'pending',
  'install',
  'list',
  'find',
  'sign',
  'signAll',
  'keyFacts',
  'archive',
  'remove',
  'discard',
] as const satisfies readonly (keyof CertificateStore)[];

/** Of the program on Windows, what no store does alone; what nobody notes is shown as never run. */
export const PROGRAM_OPERATIONS = {
  'default-store': {
    ja: '`--store` を付けない `doctor` と `list`(`powershell` のストア)',
    en: '`doctor` and `list` without `--store`, which take the store `powershell`',
  },
  'native-commands': {
    ja: '`--store native` での `issue`、`list --check`、`remove`',
    en: '`issue`, `list --check` and `remove` with `--store native`',
  },
  'old-provider': {
    ja: '銀行の専用アプリが取り込んだ、以前のプロバイダーの証明書: `list --check`、`renew`、`remove`、`doctor`',
    en: "`list --check`, `renew`, `remove` and `doctor` with what the bank's own app has put into an old provider",
  },
  'policy-file': {
    ja: '`browser-policy --format reg` のファイル: Wine の reg.exe による取り込み',
    en: "the file of `browser-policy --format reg`, imported by Wine's reg.exe",
  },
  'policy-edge': {
    ja: 'Edge の `browser-policy --install` と `--remove`: Wine の reg.exe での確認',
    en: "`browser-policy --install` and `--remove` for Edge, read back by Wine's reg.exe",
  },
  'policy-chrome': {
    ja: 'Chrome の `browser-policy --install` と `--remove`: Wine の reg.exe での確認',
    en: "`browser-policy --install` and `--remove` for Chrome, read back by Wine's reg.exe",
  },
  task: {
    ja: '`remind install` と `remind remove`: Wine の schtasks.exe でのタスクの登録と取り消し',
    en: "`remind install` and `remind remove`: a task that Wine's schtasks.exe registers and takes away",
  },
  proxy: { ja: 'Windows のプロキシの設定', en: "Windows' proxy settings" },
  'temporary-profile': { ja: '一時的なプロファイルの検出', en: 'a temporary profile, found out' },
  'double-click': {
    ja: 'ダブルクリックでの起動: メニュー、発行、一覧、削除、誤った入力、キー入力待ち(日本語の画面)',
    en: 'a double-click: menu, issue, list, remove, wrong input, waiting for a key, in Japanese',
  },
  'exe-commands': {
    ja: '`issue`、`list --check`、`remove`、デモ環境のコマンド',
    en: '`issue`, `list --check`, `remove`, and commands at the practice bank',
  },
  'task-runs': {
    ja: 'タスクスケジューラによる `remind` の実行と通知',
    en: '`remind` as Task Scheduler runs it, and its notice',
  },
  'browser-login': {
    ja: 'Edge と Chrome での、取り込んだ証明書によるログイン',
    en: 'a login in Edge and Chrome with an installed certificate',
  },
  'other-account': {
    ja: 'SYSTEM などサービスのアカウントとしての実行',
    en: 'running as SYSTEM or another account of services',
  },
} as const satisfies Readonly<Record<string, Text>>;
