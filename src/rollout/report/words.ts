import { fill, type Language, type Text, type TextParams } from '../../core/text.ts';

/** What the page and the table for spreadsheets say. */
const WORDS = {
  title: { ja: '証明書の状況', en: 'Certificates at a glance' },
  made: {
    ja: '{when} 現在。利用者 {users} 人、PC {pcs} 台の最新の報告によります。',
    en: 'As of {when}, by the last word of {users} users and {pcs} PCs.',
  },
  empty: { ja: '報告はまだありません。', en: 'Nothing has been reported yet.' },
  urgent: { ja: '至急', en: 'Urgent' },
  'urgent.none': {
    ja: '至急の対応が必要なものはありません。',
    en: 'Nothing is urgent.',
  },
  'urgent.some': {
    ja: '{count} 件に至急の対応が必要です。',
    en: 'To be seen to now: {count}.',
  },
  'urgent.holidays': {
    ja: '営業日は土日を除いた日です。祝日は考慮しません。',
    en: 'Working days are no days of a weekend; public holidays are not considered.',
  },
  'tile.expired': { ja: '有効期限切れ', en: 'Expired' },
  'tile.due': { ja: '{days} 営業日以内に期限', en: 'End within {days} working days' },
  'tile.failed': { ja: '失敗', en: 'Failed' },
  'tile.silent': { ja: '{days} 日以上連絡なし', en: 'Silent for {days} days' },
  'tile.other': { ja: 'その他の異常', en: 'Something else is wrong' },
  more: { ja: '残りの {count} 件を表示', en: 'Show {count} more' },
  calendar: { ja: '有効期限カレンダー', en: 'What expires when' },
  'calendar.day': { ja: '{date}: {count} 件', en: '{date}: {count}' },
  'calendar.month': { ja: '{month}: 有効期限 {count} 件', en: '{month}: {count} expire' },
  'calendar.none': { ja: '期限を迎える証明書はありません。', en: 'None expires.' },
  'calendar.before': { ja: 'これより前に期限切れ: {count} 件', en: 'Expired before: {count}' },
  'calendar.after': { ja: 'これより後に期限: {count} 件', en: 'Expire later: {count}' },
  'calendar.table': { ja: '日別の件数(表)', en: 'The same as a table' },
  'legend.past': { ja: '期限切れ', en: 'expired' },
  'legend.due': { ja: '{days} 営業日以内', en: 'within {days} working days' },
  'legend.soon': { ja: '更新時期', en: 'can be renewed' },
  'legend.later': { ja: 'それ以降(色は件数による)', en: 'later (shaded by number)' },
  states: { ja: '状態別の人数', en: 'States' },
  'states.bar': { ja: '状態別の利用者数', en: 'Users by state' },
  'states.share': { ja: '割合', en: 'Share' },
  failures: { ja: '失敗の原因と対処', en: 'Failures and what to do' },
  'failures.none': { ja: '失敗はありません。', en: 'Nothing has failed.' },
  'failures.todo': { ja: '対処', en: 'What to do' },
  'failures.who': { ja: '対象を表示', en: 'Whom it concerns' },
  silent: { ja: '連絡のない利用者と PC', en: 'Who does not report' },
  'silent.none': { ja: '連絡のない利用者や PC はありません。', en: 'Nobody is silent.' },
  'silent.no-list': {
    ja: '一度も報告のない利用者や PC は、--expected で一覧を渡すと分かります。',
    en: 'Who never reported is known with a list of those who should: --expected.',
  },
  'silent.never': { ja: '報告なし', en: 'never reported' },
  'silent.too-long': { ja: '{days} 日以上連絡なし', en: 'no word for {days} days' },
  'silent.no-certificate': {
    ja: 'PC からは報告あり、証明書なし',
    en: 'the PC reports, and has no certificate of theirs',
  },
  pcs: { ja: 'PC', en: 'PCs' },
  users: { ja: '利用者', en: 'Users' },
  'column.login-id': { ja: 'ログインID', en: 'Login ID' },
  'column.device': { ja: 'PC', en: 'PC' },
  'column.bank': { ja: '銀行', en: 'Bank' },
  'column.state': { ja: '状態', en: 'State' },
  'column.expiry': { ja: '証明書有効期限', en: 'Expiry' },
  'column.last-working-day': { ja: '最終利用日', en: 'Last working day' },
  'column.working-days': { ja: '残り営業日', en: 'Working days left' },
  'column.serial-number': { ja: '証明書シリアル番号', en: 'Serial number' },
  'column.last-seen': { ja: '最終連絡', en: 'Last word' },
  'column.last-run': { ja: '最後の処理', en: 'Last run' },
  'column.code': { ja: 'コード', en: 'Code' },
  'column.message': { ja: '内容', en: 'What happened' },
  'column.why': { ja: '理由', en: 'Why' },
  'column.count': { ja: '件数', en: 'Number' },
  'column.users': { ja: '利用者', en: 'Users' },
  'state.expired': { ja: '有効期限切れ', en: 'expired' },
  'state.unusable': { ja: '使用不可', en: 'unusable' },
  'state.failed': { ja: '失敗', en: 'failed' },
  'state.due': { ja: '期限間近', en: 'ends soon' },
  'state.unfinished': { ja: '途中の処理あり', en: 'unfinished' },
  'state.not-yet-valid': { ja: '有効期間前', en: 'not yet valid' },
  'state.not-tried': { ja: '未処理', en: 'not reached' },
  'state.renewable': { ja: '更新可', en: 'renewable' },
  'state.issued': { ja: '発行済み', en: 'issued' },
  'state.none': { ja: '証明書なし', en: 'no certificate' },
  'pc.silent': { ja: '連絡なし', en: 'silent' },
  'pc.failed': { ja: '確認できず', en: 'could not look' },
  'pc.urgent': { ja: '至急 {count} 人', en: '{count} urgent' },
  'pc.damaged': { ja: '異常なファイル {count} 件', en: 'damaged files: {count}' },
  'pc.ok': { ja: '異常なし', en: 'well' },
  none: { ja: '—', en: '—' },
} as const satisfies Record<string, Text>;

export type WordKey = keyof typeof WORDS;

/** Says things in one language. */
export type Say = (key: WordKey, params?: TextParams) => string;

export function wordsIn(language: Language): Say {
  return (key, params) => fill(WORDS[key][language], params, language);
}

export { WORDS };
