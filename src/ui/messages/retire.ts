import type { Text } from '../../core/text.ts';

export const retireMessages = {
  'retire.who': {
    ja: '{bank}: 失効を行う管理者ユーザまたはマスターユーザ',
    en: '{bank}: who revokes the certificates (an administrator or the master user)?',
  },
  'retire.who.nobody': {
    ja: 'この中に管理者ユーザとマスターユーザはいない(失効はほかの PC で行う)',
    en: 'None of them: the certificates are revoked at another PC',
  },
  'retire.plan': { ja: '{bank} の証明書の片付け:', en: 'What is going to be done at {bank}:' },
  'retire.user': { ja: '{loginId} {name}', en: '{loginId} {name}' },
  'retire.plan.revoke': { ja: '失効し、この PC から削除', en: 'revoke, and remove from this PC' },
  'retire.plan.revoked': { ja: '失効済み。この PC から削除', en: 'revoked already; remove from this PC' },
  'retire.plan.check': {
    ja: '失効の必要なし。使えなくなった証明書をこの PC から削除',
    en: 'nothing to revoke; remove what is dead from this PC',
  },
  'retire.plan.ask': {
    ja: '銀行に確認し、失効済みの場合はこの PC から削除',
    en: 'ask the bank; remove from this PC if it is revoked',
  },
  'retire.plan.remove': {
    ja: 'この PC から削除(失効は認証局の担当者)',
    en: 'remove from this PC; who runs the certification authority revokes it',
  },
  'retire.plan.wait': { ja: '失効の手続き中(そのまま)', en: 'is being revoked; nothing now' },
  'retire.plan.others': {
    ja: 'この操作では失効できない(そのまま)',
    en: 'must be revoked by others; nothing now',
  },
  'retire.meaning': {
    ja: '失効した証明書は元に戻せません。利用者は、新しい PC で証明書を取得するまでログインできなくなります。',
    en: 'This cannot be undone. The users cannot log in until they have got new certificates on the new PC.',
  },
  'retire.ask': { ja: '実行しますか', en: 'Go ahead' },
  'retire.no-administrator': {
    ja: '{loginId} は一般ユーザのため、失効できません。失効は、管理者ユーザまたはマスターユーザに依頼してください。',
    en: '{loginId} is a general user and cannot revoke. Ask an administrator or the master user.',
  },
  'retire.own-revoked': {
    ja: '{loginId} の証明書は銀行で失効済みのため、ほかの利用者の証明書は失効できません。失効済みの証明書だけを、この PC から削除します。',
    en: 'The bank has revoked the certificate of {loginId}, so they cannot revoke any more. What is revoked already is removed from this PC.',
  },
  'retire.others': {
    ja: 'この PC には、ほかの銀行の証明書もあります: {names}。その銀行を --bank で指定して、もう一度実行してください。',
    en: 'Certificates of other banks are on this PC, too: {names}. Run the command again with their bank (--bank).',
  },
  'retire.done.planned': { ja: '{user}: まだ失効していません。', en: '{user}: not revoked yet.' },
  'retire.done.revoked': { ja: '{user}: 失効済み', en: '{user}: revoked.' },
  'retire.done.revocation-pending': {
    ja: '{user}: 失効を受け付けました({when} に失効)。それまで証明書はこの PC に残します。',
    en: '{user}: the bank will revoke ({when}). Until then the certificate stays here.',
  },
  'retire.done.others-must-revoke': {
    ja: '{user}: この操作では失効できませんでした。証明書はこの PC に残します。',
    en: '{user}: others must revoke. The certificate stays here.',
  },
  'retire.done.by-ca': {
    ja: '{user}: 失効は認証局の担当者に依頼してください。',
    en: '{user}: ask who runs the certification authority to revoke the certificate.',
  },
  'retire.done.removed': { ja: '{user}: 失効の必要はありません。', en: '{user}: nothing to revoke.' },
  'retire.done.kept': {
    ja: '{user}: 銀行で失効したかどうかがわからないため、証明書をこの PC に残します。',
    en: '{user}: the bank does not say that it is revoked, so the certificate stays here.',
  },
  'retire.done.gone': {
    ja: '{user}: この PC に証明書はもうありません。',
    en: '{user}: no certificate is on this PC any more.',
  },
  'retire.kept': { ja: '何も変更していません。', en: 'Nothing was changed.' },
  'retire.none': {
    ja: 'この PC に、片付ける証明書はありません。',
    en: 'There is no certificate on this PC to be given up.',
  },
  'retire.dry-run': {
    ja: '何も変更していません(--dry-run)。失効できるかどうかは、実行時に銀行が判断します。',
    en: 'Nothing was changed (--dry-run). What may be revoked the bank decides when it is done.',
  },
  'retire.sheet': { ja: '引き継ぎ票: {file}', en: 'Hand-over sheet: {file}' },
} as const satisfies Record<string, Text>;
