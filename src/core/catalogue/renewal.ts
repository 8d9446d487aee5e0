import { RENEWAL_WINDOW_DAYS } from '../renewal.ts';
import type { CatalogueEntry } from './entry.ts';

/** Exit code 5 of renewing, revoking, listing users and retiring a PC. */
export const renewal = {
  'too-early': {
    code: 'CT-5020',
    message: {
      ja: 'ログインID {loginId} の証明書は、まだ更新できません。',
      en: 'The certificate of {loginId} cannot be renewed yet.',
    },
    cause: {
      ja: `証明書更新ができるのは、有効期限が近づいてからです。いつからかは銀行が決めています(多くの銀行では ${RENEWAL_WINDOW_DAYS} 日前から)。`,
      en: `A certificate can be renewed towards its end; from when, the bank says (at most banks in the last ${RENEWAL_WINDOW_DAYS} days).`,
    },
    remedy: {
      ja: '{from}「cert-tool renew」を実行してください。',
      en: 'Run "cert-tool renew" {from}.',
    },
  },
  'certificate-expired': {
    code: 'CT-5021',
    message: {
      ja: 'ログインID {loginId} の証明書は有効期限が切れているため、更新できません。',
      en: 'The certificate of {loginId} has expired and cannot be renewed any more.',
    },
    cause: {
      ja: '有効期限を過ぎた証明書は更新できず、新しく取得する必要があります。',
      en: 'After its expiry a certificate is not renewed but issued again.',
    },
    remedy: {
      ja: '「cert-tool issue {loginId}」で新しい証明書を取得してください。{first}{others}',
      en: 'Get a new one with "cert-tool issue {loginId}". {first} {others}',
    },
  },
  'already-renewed': {
    code: 'CT-5022',
    message: {
      ja: 'この証明書(ログインID {loginId})は更新済みです。',
      en: 'This certificate of {loginId} has been renewed already.',
    },
    cause: {
      ja: '新しい証明書が、この PC または別の PC にあります。',
      en: 'The new certificate is on this PC or on another one.',
    },
    remedy: {
      ja: '「cert-tool list」で新しい証明書を確認してください。この PC にある場合、古い証明書は「cert-tool remove --superseded」で削除できます。{support}',
      en: 'Look for the new one with "cert-tool list". If it is here, "cert-tool remove --superseded" clears away the old one. {support}',
    },
  },
  'revoked-at-bank': {
    code: 'CT-5023',
    message: {
      ja: 'この証明書(ログインID {loginId})は失効済みのため、更新できません。',
      en: 'This certificate of {loginId} is revoked and cannot be renewed.',
    },
    cause: {
      ja: '自社の管理者ユーザまたはマスターユーザ、もしくは銀行が失効させました。',
      en: 'An administrator or the master user in your company, or the bank, has revoked it.',
    },
    remedy: {
      ja: 'この PC で使う場合は「cert-tool remove --revoked」で古い証明書を削除してから、「cert-tool issue {loginId}」で新しい証明書を取得してください。{support}',
      en: 'If this PC is to be used, clear away the old one with "cert-tool remove --revoked", then get a new one with "cert-tool issue {loginId}". {support}',
    },
  },
  'not-your-certificate': {
    code: 'CT-5024',
    message: {
      ja: '証明書シリアル番号 {serialNumber} の証明書は、ログインID {loginId} のものではありません。',
      en: 'The certificate with the serial number {serialNumber} is not one of {loginId}.',
    },
    cause: {
      ja: '銀行の記録では、別の利用者の証明書です。',
      en: "By the bank's records it belongs to another user.",
    },
    remedy: {
      ja: '「cert-tool list」で証明書を確認してください。{support}',
      en: 'Check the certificates with "cert-tool list". {support}',
    },
  },
  'other-bank': {
    code: 'CT-5025',
    message: {
      ja: 'この証明書は、接続先の銀行が発行したものではありません(発行者: {issuer})。',
      en: 'This certificate was not issued by the bank that is set (issuer: {issuer}).',
    },
    cause: {
      ja: '--bank、--profile または --sandbox で、証明書の発行元とは別の銀行が指定されています。',
      en: '--bank, --profile or --sandbox names another bank than the one that issued it.',
    },
    remedy: {
      ja: '証明書を発行した銀行を --bank または --profile で指定してください。',
      en: 'Name the bank that issued it by --bank or --profile.',
    },
  },
  'proof-refused': {
    code: 'CT-5026',
    message: {
      ja: '銀行は、この PC の証明書による本人確認を受け付けませんでした。',
      en: 'The bank did not accept the proof by the certificate of this PC.',
    },
    cause: {
      ja: '証明書が失効しているか有効期限切れ、または取り込みの完了をまだ銀行に知らせていません。',
      en: 'The certificate is revoked, expired, or not confirmed at the bank yet.',
    },
    remedy: {
      ja: '「cert-tool issue --check-bank」で証明書の状態を確認して、もう一度実行してください。{support}',
      en: 'Check the certificate with "cert-tool issue --check-bank" and run the command again. {support}',
    },
  },
  'proof-impossible': {
    code: 'CT-5030',
    message: {
      ja: 'ログインID {loginId} の使用できる証明書がこの PC にないため、本人確認ができません。',
      en: 'There is no certificate of {loginId} on this PC that works, so nothing can be proved to the bank.',
    },
    cause: {
      ja: 'この操作は、証明書を取得した本人の PC でだけ行えます。証明書がないか、有効期限切れか、秘密キーが使えません。',
      en: "It can be done only at the PC that holds the person's own certificate. There is none, it is out of date, or its key does not work.",
    },
    remedy: {
      ja: '本人の PC で実行するか、別の管理者ユーザまたはマスターユーザで実行してください。証明書の有効期限が切れている場合は、先に「cert-tool issue {loginId}」で取得し直してください。デモ環境では、「cert-tool sandbox install {loginId}」でこの PC を本人の PC にできます。{support}',
      en: 'Run it at that person\'s own PC, or as another administrator or the master user. If the certificate has expired, get a new one first with "cert-tool issue {loginId}". With the practice bank "cert-tool sandbox install {loginId}" makes this the person\'s PC. {support}',
    },
  },
  'clock-unproven': {
    code: 'CT-5035',
    message: {
      ja: '銀行の時刻を確認できないため、有効期限切れを理由とする削除は行いません。',
      en: "The bank's time could not be learnt, so nothing is removed for having expired.",
    },
    cause: {
      ja: '銀行に接続できません。この PC の時計が違う場合、まだ使える証明書を削除してしまうおそれがあります。',
      en: 'The bank does not answer. By a wrong clock of this PC a certificate would go that still works.',
    },
    remedy: {
      ja: '銀行に接続できるときに、もう一度実行してください。この PC の時計が正しいことが確かな場合は、--by-this-clock を付けて実行してください。',
      en: "Run the command again when the bank can be reached. If this PC's clock is surely right, add --by-this-clock.",
    },
  },
  'not-tried': {
    code: 'CT-5034',
    message: {
      ja: '先に起きたエラーのため、実行していません。',
      en: 'This was not tried, because of the error before it.',
    },
    cause: {
      ja: '同じ操作を続けても失敗するか、ログインIDがロックされるおそれがあります。',
      en: 'It would have failed in the same way, or might have locked the login ID.',
    },
    remedy: {
      ja: '先のエラーの原因を取り除いて、もう一度実行してください。',
      en: 'Remove the cause of that error and run the command again.',
    },
  },
  'master-certificate': {
    code: 'CT-5027',
    message: {
      ja: 'マスターユーザの証明書は、この操作では失効できません。',
      en: "A master user's certificate cannot be revoked this way.",
    },
    cause: {
      ja: 'マスターユーザの証明書をだれが失効できるかは、銀行によって異なります。この操作を行ったログインIDでは失効できません。',
      en: 'Banks differ in who may revoke it; the login ID that asked for it may not.',
    },
    remedy: {
      ja: '{revoker}に依頼してください。{support}',
      en: '{revoker} can revoke it. {support}',
    },
  },
  'nothing-to-revoke': {
    code: 'CT-5028',
    message: {
      ja: 'ログインID {loginId} には、失効できる証明書がありません。',
      en: '{loginId} has no certificate that could be revoked.',
    },
    cause: {
      ja: '証明書が未発行、有効期限切れ、または失効済みです。',
      en: 'None has been issued, or it is expired or revoked already.',
    },
    remedy: {
      ja: '「cert-tool list --users」で証明書状態を確認してください。',
      en: 'See "cert-tool list --users" for the state.',
    },
  },
  'certificate-changed': {
    code: 'CT-5029',
    message: {
      ja: 'ログインID {loginId} の証明書は、その間に新しいものに変わりました。',
      en: 'The certificate of {loginId} was replaced by a newer one meanwhile.',
    },
    cause: {
      ja: '利用者が証明書を更新、または取得し直しました。新しい証明書は失効していません。',
      en: 'The user renewed it or got another one. The newer one was not revoked.',
    },
    remedy: {
      ja: '「cert-tool list --users」で確認し、必要であればもう一度「cert-tool revoke {loginId}」を実行してください。',
      en: 'Look at "cert-tool list --users", and run "cert-tool revoke {loginId}" again if the newer one is to go.',
    },
  },
  'finish-first': {
    code: 'CT-5042',
    message: {
      ja: 'ログインID {loginId} の途中の処理があるため、実行しませんでした。',
      en: 'Nothing was done: a request of {loginId} is unfinished.',
    },
    cause: {
      ja: '証明書の取得または更新が完了していません。今この PC の証明書を片付けると、失われるおそれがあります。',
      en: 'A certificate is being issued or renewed. If the PC were cleared now, it could be lost.',
    },
    remedy: {
      ja: '先に「{command}」を実行して途中の処理を完了し、もう一度実行してください。',
      en: 'Complete the request first: "{command}". Then run the command again.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
