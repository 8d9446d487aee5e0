import type { Text } from '../../core/text.ts';

export const remindMessages = {
  'remind.would-write': { ja: '登録する内容: {place}', en: 'Would be installed: {place}' },
  'remind.installed': {
    ja: '証明書を毎日確認するように設定しました:',
    en: 'Certificates are now checked every day:',
  },
  'remind.next': { ja: '次の実行: {time}', en: 'Next run: {time}' },
  'remind.try': {
    ja: '今すぐ試すには「cert-tool remind run」、状態の確認は「cert-tool remind status」、取り消しは「cert-tool remind remove」を実行してください。',
    en: '"cert-tool remind run" tries it now, "cert-tool remind status" tells how it stands, "cert-tool remind remove" takes it away.',
  },
  'remind.window-shows': {
    ja: 'この Windows では、毎日の実行のときに黒い画面が一瞬表示されます(Windows 10 1809、Windows Server 2019 以降では表示されません)。',
    en: 'On this Windows a console window shows for a moment at each run (not from Windows 10 1809 and Windows Server 2019 on).',
  },
  'remind.none': {
    ja: '毎日の確認は登録されていません。',
    en: 'No daily check is installed.',
  },
  'remind.deployed': {
    ja: '管理者が PC 全体に配布したものは残ります: {place}',
    en: 'What an administrator deployed for the whole PC stays: {place}',
  },
  'remind.removed': { ja: '毎日の確認を取り除きました:', en: 'The daily check is gone:' },
  'remind.units': { ja: '登録先', en: 'installed as' },
  'remind.installed-at': { ja: '登録日時', en: 'installed at' },
  'remind.last-run': { ja: '最後の実行', en: 'last run' },
  'remind.next-run': { ja: '次の実行', en: 'next run' },
  'remind.never': { ja: 'まだ実行されていません', en: 'has not run yet' },
  'remind.unknown': { ja: '不明', en: 'not known' },
  'remind.outcome.well': { ja: '(対応が必要な証明書なし)', en: '(all well)' },
  'remind.outcome.due': { ja: '(対応が必要な証明書あり)', en: '(something was due)' },
  'remind.outcome.failed': { ja: '(失敗)', en: '(failed)' },
  'remind.renew': { ja: 'クライアント証明書の更新時期です', en: 'Time to renew a client certificate' },
  'remind.attention': {
    ja: 'クライアント証明書に対応が必要です',
    en: 'A client certificate needs attention',
  },
  'remind.and-more': { ja: '{first}、ほか {more} 件', en: '{first}, and {more} more' },
  'remind.command': { ja: '実行するコマンド: {command}', en: 'Run: {command}' },
  'remind.not-notified': {
    ja: '通知を表示できませんでした: {why}',
    en: 'The notification could not be shown: {why}',
  },
  'remind.event': {
    ja: 'クライアント証明書の有効期限: {loginId}(最終利用日 {lastDay})',
    en: 'Client certificate of {loginId} expires (last working day {lastDay})',
  },
  'remind.event-text': {
    ja: '証明書有効期限 {expiry}、最終利用日 {lastDay}(土日を除きます。祝日は考慮しません)。実行するコマンド: {command}',
    en: 'Expires {expiry}; last working day {lastDay} (weekends are left out; public holidays are not considered). Run: {command}',
  },
  'shortcut.made': {
    ja: 'スタートメニューに cert-tool の項目を作成しました: {path}',
    en: 'cert-tool is in the start menu: {path}',
  },
  'shortcut.removed': {
    ja: 'スタートメニューの項目を取り除きました: {path}',
    en: 'The start-menu entry is gone: {path}',
  },
  'shortcut.none': { ja: 'スタートメニューの項目はありません。', en: 'There is no start-menu entry.' },
} as const satisfies Record<string, Text>;
