import type { Text } from '../../core/text.ts';

export const removeMessages = {
  'remove.choose': {
    ja: 'この PC から削除する証明書を選択してください',
    en: 'Which certificate should be removed from this PC?',
  },
  'remove.choice': {
    ja: '{name}({state}、有効期限 {expiry})',
    en: '{name} ({state}, expires {expiry})',
  },
  'remove.choice-at': {
    ja: '{name}({state}、有効期限 {expiry}、{bank})',
    en: '{name} ({state}, expires {expiry}, {bank})',
  },
  'remove.going': { ja: 'この PC から削除する証明書:', en: 'To be removed from this PC:' },
  'remove.works': {
    ja: '注意: ログインID {loginId} の証明書はまだ使用できます。削除すると、この PC では銀行にログインできなくなります。',
    en: 'Warning: the certificate of {loginId} still works. Without it nobody can log in at the bank as {loginId} on this PC.',
  },
  'remove.not-revoked': {
    ja: 'この PC から削除しても、証明書失効にはなりません。銀行では発行済みのままです。もう一度取得するには、先に管理者ユーザまたはマスターユーザによる証明書失効(マスターユーザ自身の証明書をだれが失効できるかは、銀行によって異なります)が必要です。',
    en: 'Removing is not revoking: at the bank it stays issued. Before another one can be got, an administrator or the master user has to revoke it (who may revoke the master user’s own, banks see differently).',
  },
  'remove.damaged': {
    ja: '注意: {location} の証明書ファイルは壊れていますが、秘密キーは使用できる可能性があります。削除すると、秘密キーも削除されます。',
    en: 'Warning: the files of the certificate in {location} are damaged, but its private key may still work. The key is removed, too.',
  },
  'remove.ask': { ja: '{count} 件をこの PC から削除しますか', en: 'Remove from this PC ({count})?' },
  'remove.removed': {
    ja: 'この PC から削除しました: {name}(証明書シリアル番号 {serialNumber})',
    en: 'Removed from this PC: {name} (serial number {serialNumber})',
  },
  'remove.removed-damaged': {
    ja: 'この PC から削除しました: {thumbprint}(ファイルが壊れていた証明書)',
    en: 'Removed from this PC: {thumbprint} (its files were damaged)',
  },
  'remove.already-gone': {
    ja: 'すでにこの PC にありません: {name}(証明書シリアル番号 {serialNumber})',
    en: 'Gone from this PC already: {name} (serial number {serialNumber})',
  },
  'remove.failed': { ja: '削除できませんでした: {name}', en: 'Could not be removed: {name}' },
  'remove.left-out': {
    ja: '途中の処理に必要なため、削除の対象から除きました: {name}。「{command}」で完了できます。',
    en: 'Left out, because an unfinished request needs it: {name}. "{command}" completes the request.',
  },
  'remove.unknown': {
    ja: '失効しているかどうかがわからないため、削除の対象から除きました: {names}',
    en: 'Left out, because nobody knows whether they are revoked: {names}',
  },
  'remove.remembered': {
    ja: 'ログインID {loginId} は、再取得のためにこの PC に控えてあります。不要な場合は「cert-tool remove --forget {loginId}」で消去できます。',
    en: 'The login ID {loginId} stays noted on this PC, to get a certificate again; "cert-tool remove --forget {loginId}" takes it away.',
  },
  'forget.choose': { ja: '消去するログインIDの控え', en: 'Which noted login IDs should be forgotten?' },
  'forget.choice': { ja: '{loginId}({bank})', en: '{loginId} ({bank})' },
  'forget.meaning': {
    ja: 'ログインIDを忘れると、銀行でも調べられないことがあります。別に控えがあることを確認してください。証明書は削除されません。',
    en: 'A bank may be unable to look up a forgotten login ID: see that it is noted elsewhere. No certificate is removed.',
  },
  'forget.ask': {
    ja: '次のログインIDの控えを消去しますか: {loginIds}',
    en: 'Forget these login IDs: {loginIds}',
  },
  'forget.done': {
    ja: '控えを消去しました: {loginId}({bank})',
    en: 'Forgotten: {loginId} ({bank})',
  },
  'forget.none': { ja: '控えてあるログインIDはありません。', en: 'No login ID is noted here.' },
  'forget.kept': { ja: '何も消去していません。', en: 'Nothing was forgotten.' },
  'remove.none': { ja: '削除する証明書はありません。', en: 'There is nothing to remove.' },
  'remove.kept': { ja: '何も削除していません。', en: 'Nothing was removed.' },
} as const satisfies Record<string, Text>;
