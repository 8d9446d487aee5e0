import type { CatalogueEntry } from './entry.ts';

/** Refusals by rules in which banks differ (docs/bank-api.yaml, `Rules`). */
export const bankRules = {
  'expired-not-revoked': {
    code: 'CT-5037',
    message: {
      ja: 'ログインID {loginId} の有効期限が切れた証明書が、まだ失効していません。',
      en: 'The expired certificate of {loginId} has not been revoked yet.',
    },
    cause: {
      ja: 'この銀行では、有効期限が切れた証明書も、失効してからでないと再取得できません。',
      en: 'At this bank an expired certificate, too, has to be revoked before another one is issued.',
    },
    remedy: {
      ja: '{revoker}に証明書失効を依頼し、失効後にもう一度実行してください。{takes}{support}',
      en: '{revoker} must revoke it. Run the command again after that. {takes} {support}',
    },
  },
  'revocation-pending': {
    code: 'CT-5038',
    message: {
      ja: 'ログインID {loginId} の証明書は失効の手続き中です(失効予定: {effectiveAt})。',
      en: 'The certificate of {loginId} is being revoked (done at {effectiveAt}).',
    },
    cause: {
      ja: 'この銀行では、失効が有効になるまでに時間がかかります。それまで証明書は再取得できません。',
      en: 'At this bank a revocation takes a while to count. Until then no other certificate is issued.',
    },
    remedy: {
      ja: '銀行から失効完了のメールが届いてから、もう一度実行してください。もう一度失効する必要はありません。{support}',
      en: "Wait for the bank's mail that it is complete, and run the command again. It need not be revoked again. {support}",
    },
  },
  'contract-full': {
    code: 'CT-5039',
    message: {
      ja: 'ご契約の証明書の数が上限{limit}に達しているため、証明書を取得できません。',
      en: 'Your company has as many certificates as its contract allows{limit}.',
    },
    cause: {
      ja: '銀行では、1 つのご契約で発行できる証明書の数に上限があります。',
      en: 'The bank limits how many certificates a contract may have.',
    },
    remedy: {
      ja: '自社の管理者ユーザまたはマスターユーザに、使用していない証明書の失効を依頼してください。上限の変更は銀行にお問い合わせください。{support}',
      en: 'Ask an administrator or the master user in your company to revoke certificates that are not used any more, or ask the bank for a higher limit. {support}',
    },
  },
  'password-change-required': {
    code: 'CT-5040',
    message: {
      ja: 'ログインID {loginId} は、ログインパスワードの変更が必要です。',
      en: 'The login password of {loginId} has to be changed first.',
    },
    cause: {
      ja: 'ログインパスワードが初期パスワードのままか、有効期限が切れています。パスワードの誤りとしては数えられません。',
      en: 'It is the first one that was set for you, or it has expired. This counts as no wrong password.',
    },
    remedy: {
      ja: '銀行のページでログインパスワードを変更してから、もう一度実行してください。{support}',
      en: "Change it at the bank's page and run the command again. {support}",
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
