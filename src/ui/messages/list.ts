import type { Text } from '../../core/text.ts';

export const listMessages = {
  'list.none': { ja: 'この PC に証明書はありません。', en: 'There is no certificate on this PC.' },
  'list.none-expiring': {
    ja: '{days} 日以内に有効期限が切れる証明書はありません。',
    en: 'No certificate expires within {days} days.',
  },
  'list.none-renewable': {
    ja: '更新時期を迎えた証明書も、有効期限が切れた証明書もありません。',
    en: 'No certificate can be renewed yet, and none has expired.',
  },
  'list.hidden': {
    ja: '非表示の証明書が {count} 件あります(--all で表示)。',
    en: 'Hidden certificates: {count} (--all shows them).',
  },
  'list.others': {
    ja: 'ほかの証明書が {count} 件あります(--all で表示)。',
    en: 'There are {count} other certificates (--all shows them).',
  },
  'list.unfinished': {
    ja: '途中の処理があります: ログインID {loginId}。「{command}」で再開できます。',
    en: 'There is an unfinished request for {loginId}. "{command}" completes it.',
  },
  'list.orphan': {
    ja: '途中の処理の記録がない秘密キーが証明書ストアに残っています: {id}。別の CERT_TOOL_HOME の処理のものでなければ、不要です。',
    en: 'The store holds a private key whose unfinished request is not known here: {id}. Unless it belongs to another CERT_TOOL_HOME, nobody needs it.',
  },
  'list.clock': {
    ja: 'この PC の時計は、銀行の時刻より {difference}({measuredAt} に確認)。',
    en: "This PC's clock is {difference} (seen {measuredAt}).",
  },
  'list.not-yet-valid': {
    ja: '「有効期間前」の証明書があります。この PC の日付と時刻が正しいか確認してください。',
    en: 'A certificate is not valid yet by this PC’s clock: see whether its date and time are right.',
  },
  'list.practice-bank': { ja: 'デモ環境', en: 'practice bank' },
  'list.other-bank': { ja: '(別の銀行)', en: ' (another bank)' },
  'list.superseded': { ja: '(旧証明書)', en: '(superseded)' },
  'reason.expires-soon': {
    ja: '有効期限が近づいています({expiry}まで、最終利用日 {lastDay})',
    en: 'expires soon ({expiry}; last working day {lastDay})',
  },
  'list.last-working-day': {
    ja: '最終利用日は土日を除いた日です。祝日は考慮しません。',
    en: 'Last working days leave weekends out; public holidays are not considered.',
  },
  'reason.expired': { ja: '有効期限が切れています({expiry}まで)', en: 'expired ({expiry})' },
  'reason.not-yet-valid': { ja: '有効期間前です({start}から)', en: 'not yet valid (from {start})' },
  'reason.key-unusable': { ja: '秘密キーを使用できません', en: 'its private key is unusable' },
  'reason.key-missing': { ja: '秘密キーがありません', en: 'its private key is missing' },
  'reason.damaged': { ja: '証明書のファイルが壊れています', en: 'its files are damaged' },
  'reason.unfinished': { ja: '途中の処理があります', en: 'a request is unfinished' },
  'reason.unreadable': {
    ja: '途中の処理の記録を読み取れません',
    en: 'this record of an unfinished request cannot be read',
  },
  'list.check.ok': { ja: '対応が必要な証明書はありません。', en: 'No certificate needs attention.' },
} as const satisfies Record<string, Text>;
