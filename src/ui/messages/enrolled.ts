import type { Text } from '../../core/text.ts';

/** The result of `issue` and `renew`. */
export const enrolledMessages = {
  'enrolled.issued': { ja: '証明書を取得しました。', en: 'The certificate is issued and installed.' },
  'enrolled.resumed': { ja: '前回の途中から再開しました。', en: 'An earlier, unfinished run was completed.' },
  'enrolled.dry-run': {
    ja: 'リハーサルが完了しました。証明書は要求していません。',
    en: 'The rehearsal went well. No certificate was requested.',
  },
  'enrolled.already-valid': {
    ja: 'ログインID {loginId} の証明書は取得済みです。必要な操作はありません。',
    en: 'The certificate of {loginId} is here already. There is nothing to do.',
  },
  'enrolled.renew-from': {
    ja: '証明書更新は {date} からできます。',
    en: 'It can be renewed from {date}.',
  },
  'enrolled.renew-due': {
    ja: '証明書更新の時期です(残り {days} 日、最終利用日 {lastDay})。',
    en: 'It is due to be renewed; days left: {days}, last working day: {lastDay}.',
  },
  'enrolled.field.organization': { ja: 'O(組織)', en: 'O (organization)' },
  'enrolled.field.organizational-unit': { ja: 'OU(部門)', en: 'OU (unit)' },
  'enrolled.field.common-name': { ja: 'CN(名前)', en: 'CN (name)' },
  'enrolled.field.serial-number': { ja: '証明書シリアル番号', en: 'Serial number' },
  'enrolled.field.expiry': { ja: '証明書有効期限', en: 'Expiry' },
  'enrolled.field.last-working-day': { ja: '最終利用日', en: 'Last working day' },
  'enrolled.last-working-day': {
    ja: '{day}(土日を除きます。祝日は考慮しません)',
    en: '{day} (weekends are left out; public holidays are not considered)',
  },
  'enrolled.field.days-left': { ja: '残り日数', en: 'Days left' },
  'enrolled.field.location': { ja: '保存先', en: 'Kept in' },
  'enrolled.days': { ja: '{days} 日', en: '{days}' },
  'enrolled.notice': { ja: '銀行からのお知らせ: {message}', en: 'From the bank: {message}' },
  'enrolled.other-programs': {
    ja: '会計ソフトや振込アプリなど、ブラウザ以外で証明書を使用しているソフトには、古い証明書が登録されたままです。新しい証明書を登録し直してください。',
    en: 'Accounting software and payment apps that work with the certificate still hold the old one. Give them the new one.',
  },
  'enrolled.renewed': {
    ja: '証明書を更新しました。',
    en: 'The certificate is renewed, and the new one is installed.',
  },
} as const satisfies Record<string, Text>;
