import type { Text } from '../../core/text.ts';

export const listMessages = {
  'list.none': { ja: 'この PC に証明書はありません。', en: 'There is no certificate on this PC.' },
  'list.none-expiring': {
    ja: '{days} 日以内に有効期限が切れる証明書はありません。',
    en: 'No certificate expires within {days} days.',
  },
  'list.others': {
    ja: 'ほかの証明書が {count} 件あります(--all で表示)。',
    en: 'There are {count} other certificates (--all shows them).',
  },
  'list.column.login-id': { ja: 'ログインID', en: 'Login ID' },
  'list.column.sequence': { ja: '連番', en: 'No.' },
  'list.column.state': { ja: '証明書状態', en: 'State' },
  'list.column.expiry': { ja: '証明書有効期限', en: 'Expiry' },
  'list.column.days-left': { ja: '残り日数', en: 'Days left' },
  'list.column.key': { ja: '秘密キー', en: 'Private key' },
  'list.column.bank': { ja: '銀行', en: 'Bank' },
  'list.practice-bank': { ja: 'デモ環境', en: 'practice bank' },
  'list.other-bank': { ja: '(別の銀行)', en: ' (another bank)' },
  'list.column.serial-number': { ja: '証明書シリアル番号', en: 'Serial number' },
  'list.key.present': { ja: 'あり', en: 'present' },
  'list.key.missing': { ja: 'なし', en: 'missing' },
  'list.key.usable': { ja: '使用可', en: 'works' },
  'list.key.unusable': { ja: '使用不可', en: 'unusable' },
  'list.superseded': { ja: '(旧証明書)', en: '(superseded)' },
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
  'list.check.ok': { ja: '対応が必要な証明書はありません。', en: 'No certificate needs attention.' },
  'state.not-issued': { ja: '未発行', en: 'not issued' },
  'state.issued': { ja: '発行済み', en: 'issued' },
  'state.renewable': { ja: '更新可', en: 'renewable' },
  'state.expired': { ja: '有効期限切れ', en: 'expired' },
  'state.revoked': { ja: '失効済み', en: 'revoked' },
  'state.not-yet-valid': { ja: '有効期間前', en: 'not yet valid' },
} as const satisfies Record<string, Text>;
