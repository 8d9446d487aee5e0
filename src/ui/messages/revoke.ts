import type { Text } from '../../core/text.ts';

export const revokeMessages = {
  'revoke.choose': { ja: '証明書を失効する利用者', en: 'Users whose certificates to revoke' },
  'revoke.choice': {
    ja: '{loginId} {name}({role}、{state}、{expiry})',
    en: '{loginId} {name} ({role}, {state}, {expiry})',
  },
  'revoke.choice-own': {
    ja: '{loginId} {name}(あなた自身、{role}、{state}、{expiry})',
    en: '{loginId} {name} (your own, {role}, {state}, {expiry})',
  },
  'revoke.going': { ja: '失効する証明書:', en: 'Certificates to be revoked:' },
  'revoke.other': {
    ja: '失効するのは証明書シリアル番号 {serialNumber} の証明書です。上の証明書状態と証明書有効期限は、利用者の現在の証明書のものです。',
    en: 'What goes is the certificate with the serial number {serialNumber}; state and expiry above are of the current one.',
  },
  'revoke.meaning': {
    ja: '失効した証明書は元に戻せません。利用者は、新しい証明書を取得するまでログインできなくなります。',
    en: 'This cannot be undone. The user cannot log in until they get a new certificate.',
  },
  'revoke.takes': {
    ja: 'この銀行では、失効が有効になるまで{takes}かかります。',
    en: 'At this bank a revocation takes {takes} to count.',
  },
  'revoke.own': {
    ja: 'あなた自身の証明書が含まれています。失効後は、この PC でもログインできなくなります。',
    en: 'One of them is your own: afterwards you cannot log in either.',
  },
  'revoke.ask': {
    ja: '{count} 件の証明書を失効しますか',
    en: 'Certificates to be revoked: {count}. Go ahead',
  },
  'revoke.kept': { ja: '失効していません。', en: 'Nothing was revoked.' },
  'revoke.none': {
    ja: '失効できる証明書はありません。',
    en: 'There is no certificate that could be revoked.',
  },
  'revoke.done': {
    ja: '失効済み: {loginId} {name} {serialNumber}({when})',
    en: 'Revoked: {loginId} {name} {serialNumber} ({when})',
  },
  'revoke.pending': {
    ja: '失効を受け付けました: {loginId} {name} {serialNumber}({when} に失効)。銀行から失効完了のメールが届くまでお待ちください。',
    en: 'The bank will revoke: {loginId} {name} {serialNumber} ({when}). Wait for its mail that this is done.',
  },
  'revoke.removed': {
    ja: '{loginId} の証明書をこの PC から削除しました。',
    en: 'The certificate of {loginId} was removed from this PC.',
  },
  'revoke.not-removed': {
    ja: '失効した証明書をこの PC から削除できませんでした。「cert-tool remove --revoked」で削除できます。',
    en: 'The revoked certificate could not be removed from this PC; "cert-tool remove --revoked" does it.',
  },
  'revoke.ask-own': {
    ja: 'それでも {loginId} の証明書を失効しますか',
    en: 'Revoke the certificate of {loginId} all the same',
  },
  'revoke.own-left': {
    ja: '失効できなかった利用者がいます。{loginId} の証明書を失効すると、この PC からはやり直せなくなります。',
    en: 'Not everybody’s certificate was revoked. Once that of {loginId} is, this cannot be repeated at this PC.',
  },
  'revoke.listed': { ja: '一覧の証明書: {count} 件', en: 'Certificates in the list: {count}' },
  'revoke.looking': {
    ja: '一覧の証明書を銀行に確認しています',
    en: 'Asking the bank about the certificates in the list',
  },
  'revoke.listed-going': {
    ja: '失効する証明書: {going} 件(一覧 {total} 件、失効済み {done} 件、失効できないもの {failed} 件)',
    en: 'Certificates to be revoked: {going} (of {total} in the list; revoked already: {done}; cannot be: {failed})',
  },
  'revoke.more': { ja: 'ほか {count} 件', en: 'and {count} more' },
  'revoke.dry-run': { ja: '何も失効していません。', en: 'This was a rehearsal: nothing was revoked.' },
  'revoke.failed': {
    ja: '{loginId} の証明書を失効できませんでした:',
    en: 'The certificate of {loginId} was not revoked:',
  },
} as const satisfies Record<string, Text>;
