import type { Text } from '../../core/text.ts';

/** Of certificates that are hidden and shown again. */
export const archiveMessages = {
  'archive.choose': {
    ja: '非表示にする証明書を選択してください',
    en: 'Which certificate should be hidden?',
  },
  'archive.going': { ja: '非表示にする証明書:', en: 'To be hidden:' },
  'archive.works': {
    ja: '注意: ログインID {loginId} の証明書はまだ使用できます。非表示にすると、元に戻すまで、この PC では銀行にログインできなくなります。',
    en: 'Warning: the certificate of {loginId} still works. While it is hidden nobody can log in at the bank as {loginId} on this PC.',
  },
  'archive.not-revoked': {
    ja: '非表示にしても、証明書失効にはなりません。銀行では発行済みのままです。',
    en: 'Hiding is not revoking: at the bank it stays issued.',
  },
  'archive.ask': { ja: '{count} 件を非表示にしますか', en: 'Hide these certificates ({count})?' },
  'archive.archived': {
    ja: '非表示にしました: {name}(証明書シリアル番号 {serialNumber})。「cert-tool remove --undo {serialNumber}」で元に戻せます。',
    en: 'Hidden: {name} (serial number {serialNumber}). "cert-tool remove --undo {serialNumber}" shows it again.',
  },
  'archive.already-archived': {
    ja: 'すでに非表示です: {name}(証明書シリアル番号 {serialNumber})',
    en: 'Hidden already: {name} (serial number {serialNumber})',
  },
  'archive.failed': { ja: '非表示にできませんでした: {name}', en: 'Could not be hidden: {name}' },
  'archive.none': { ja: '非表示にする証明書はありません。', en: 'There is nothing to hide.' },
  'archive.kept': { ja: '何も非表示にしていません。', en: 'Nothing was hidden.' },
  'undo.choose': {
    ja: '元に戻す証明書を選択してください',
    en: 'Which certificate should be shown again?',
  },
  'undo.shown': {
    ja: '元に戻しました: {name}(証明書シリアル番号 {serialNumber})',
    en: 'Shown again: {name} (serial number {serialNumber})',
  },
  'undo.already-shown': {
    ja: '非表示ではありません: {name}(証明書シリアル番号 {serialNumber})',
    en: 'Not hidden: {name} (serial number {serialNumber})',
  },
  'undo.failed': { ja: '元に戻せませんでした: {name}', en: 'Could not be shown again: {name}' },
  'undo.none': { ja: '非表示の証明書はありません。', en: 'No certificate is hidden.' },
} as const satisfies Record<string, Text>;
