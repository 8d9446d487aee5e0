import type { Text } from '../../core/text.ts';

/** What `cert-tool log` says of earlier runs. */
export const logMessages = {
  'log.value': { ja: '{value}', en: '{value}' },
  'log.none': { ja: '実行の記録はありません。', en: 'No run is logged.' },
  'log.damaged': {
    ja: '読み取れない行が {count} 行あり、飛ばしました。',
    en: 'Lines that could not be read and were passed over: {count}.',
  },
  'log.following': {
    ja: '新しい記録を待っています。Ctrl-C で終了します。',
    en: 'Waiting for more; Ctrl-C ends it.',
  },
  'log.column.time': { ja: '日時', en: 'Time' },
  'log.column.command': { ja: 'コマンド', en: 'Command' },
  'log.column.login-id': { ja: 'ログインID', en: 'Login ID' },
  'log.column.outcome': { ja: '結果', en: 'Outcome' },
  'log.column.run': { ja: '記録番号', en: 'Run' },
  'log.outcome.issued': { ja: '取得しました', en: 'issued' },
  'log.outcome.renewed': { ja: '更新しました', en: 'renewed' },
  'log.outcome.already-valid': {
    ja: '有効な証明書があり、何もしませんでした',
    en: 'a valid one is here, nothing to do',
  },
  'log.outcome.dry-run': { ja: '確認のみ', en: 'rehearsed' },
  'log.outcome.removed': { ja: '削除しました', en: 'removed' },
  'log.outcome.already-gone': { ja: 'すでにありませんでした', en: 'was gone already' },
  'log.outcome.archived': { ja: '非表示にしました', en: 'hidden' },
  'log.outcome.restored': { ja: '再び表示しました', en: 'shown again' },
  'log.outcome.revoked': { ja: '失効しました', en: 'revoked' },
  'log.outcome.already-revoked': { ja: 'すでに失効していました', en: 'was revoked already' },
  'log.outcome.revocation-pending': { ja: '失効の手続き中', en: 'revocation on its way' },
  'log.outcome.done': { ja: '完了', en: 'done' },
  'log.outcome.attention': { ja: '対応が必要', en: 'needs attention' },
  'log.outcome.failed': { ja: '失敗 {code}', en: 'failed {code}' },
  'log.outcome.cancelled': { ja: '中止', en: 'cancelled' },
  'log.outcome.ended-by': { ja: '中止 {code}', en: 'cancelled {code}' },
  'log.outcome.running': { ja: '実行中', en: 'still running' },
  'log.outcome.killed': { ja: '途中で終了', en: 'cut short' },
  'log.was-killed': {
    ja: 'この実行は最後まで記録されていません。強制終了、PC の電源断などで途中で終わっています。証明書の取得・更新の途中であれば、同じコマンドをもう一度実行すると続きから再開します。',
    en: 'Nothing is logged of its end: it was killed, or the PC went off. If it was getting or renewing a certificate, run the same command again, and it goes on from there.',
  },
  'log.outcome-of': {
    ja: '{outcome}(証明書シリアル番号 {serialNumber})',
    en: '{outcome}, serial number {serialNumber}',
  },
  'log.begun': { ja: '開始: {command}', en: 'started: {command}' },
  'log.ended': { ja: '終了({seconds} 秒)', en: 'ended after {seconds} s' },
  'log.took': { ja: '({seconds} 秒間)', en: ', {seconds} s' },
  'log.at': { ja: '{seconds} 秒', en: '{seconds} s' },
  'log.request': {
    ja: '銀行への要求 {method} {path} → {answer}({milliseconds} ms)',
    en: 'Request {method} {path}: {answer} ({milliseconds} ms)',
  },
  'log.sent': { ja: '要求番号: {requestId}', en: 'sent as {requestId}' },
} as const satisfies Record<string, Text>;
