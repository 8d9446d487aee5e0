import type { Text } from '../../core/text.ts';

/** Runs over a list of users. */
export const manyMessages = {
  'many.progress': {
    ja: '{done}/{total} 件完了、失敗 {failed} 件、毎秒 {rate} 件{left}',
    en: '{done} of {total} done, {failed} failed, {rate} a second{left}',
  },
  'many.seconds-left': { ja: '、残り約 {seconds} 秒', en: ', about {seconds} s left' },
  'many.minutes-left': { ja: '、残り約 {minutes} 分', en: ', about {minutes} min left' },
  'many.row-failed': {
    ja: '{row} 行目 {loginId}: {code} {message}',
    en: 'line {row}, {loginId}: {code} {message}',
  },
  'many.unlisted-failed': { ja: '{loginId}: {code} {message}', en: '{loginId}: {code} {message}' },
  'many.finishing': {
    ja: '送信済みの要求を最後まで処理してから終了します。すぐに終了するには、もう一度 Ctrl-C を押してください。',
    en: 'Finishing the requests that have been sent already. Press Ctrl-C again to end at once.',
  },
  'many.question-unlisted': {
    ja: 'ログインID {loginId}(一覧にありません):',
    en: 'Login ID {loginId} (not in the list):',
  },
  'many.question': { ja: 'ログインID {loginId}({row} 行目):', en: 'Login ID {loginId} (line {row}):' },
  'many.waiting': {
    ja: '前回のワンタイムパスワードと重ならないよう、トークンの次のワンタイムパスワードまで {seconds} 秒待ちます。',
    en: 'Waiting {seconds} s for the next code of the tokens: the last run may have used this one.',
  },
  'many.none': {
    ja: '一覧 {file} には見出しの行しかありません。実行することはありません。',
    en: 'The list {file} has a header and no rows. Nothing was to be done.',
  },
  'many.summary': { ja: '全 {total} 件: {outcomes}', en: '{total} in all: {outcomes}' },
  'many.outcome.issued': { ja: '取得 {count} 件', en: '{count} issued' },
  'many.outcome.renewed': { ja: '更新 {count} 件', en: '{count} renewed' },
  'many.outcome.already-valid': { ja: '操作不要 {count} 件', en: '{count} with nothing to do' },
  'many.outcome.revoked': { ja: '失効 {count} 件', en: '{count} revoked' },
  'many.outcome.revocation-pending': { ja: '失効待ち {count} 件', en: '{count} to be revoked by the bank' },
  'many.outcome.already-revoked': { ja: '失効済み {count} 件', en: '{count} revoked already' },
  'many.outcome.dry-run': { ja: 'リハーサル {count} 件', en: '{count} rehearsed' },
  'many.outcome.failed': { ja: '失敗 {count} 件', en: '{count} failed' },
  'many.outcome.interrupted': { ja: '中断 {count} 件', en: '{count} interrupted' },
  'many.outcome.not-tried': { ja: '未実行 {count} 件', en: '{count} not tried' },
  'many.warned': { ja: '注意 {code} {count} 件: {message}', en: 'Warning {code}, {count}: {message}' },
  'many.by-code': {
    ja: '{code} {count} 件: {remedy}',
    en: '{code}, {count}: {remedy}',
  },
} as const satisfies Record<string, Text>;
