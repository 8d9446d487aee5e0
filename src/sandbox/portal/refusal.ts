import type { X509Certificate } from 'node:crypto';
import type { RevocationReason } from '../../core/ports/bank.ts';
import type { Text } from '../../core/text.ts';
import type { CertificateEntry } from '../records/certificates.ts';

/** What a browser presented, whether or not the bank knows it. */
export interface PresentedCertificate {
  readonly certificate: X509Certificate;
  /** The bank's record of exactly this certificate. */
  readonly entry: CertificateEntry | undefined;
}

/** Why the portal turns somebody away: a promise to scripts that read the page. */
export type RefusalCode =
  | 'certificate-missing'
  | 'certificate-other-ca'
  | 'certificate-unknown'
  | 'certificate-wrong-purpose'
  | 'certificate-revoked'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'wrong-user'
  | 'form-expired';

/** The portal's "no", always 403. */
export class PortalRefusal extends Error {
  readonly code: RefusalCode;
  /** What was presented, as far as there was anything. */
  readonly presented: PresentedCertificate | undefined;

  constructor(code: RefusalCode, presented?: PresentedCertificate) {
    super(code);
    this.name = 'PortalRefusal';
    this.code = code;
    this.presented = presented;
  }
}

/** What happened, and what to do about it. */
export const REFUSALS: Readonly<Record<RefusalCode, { reason: Text; remedy: Text }>> = {
  'certificate-missing': {
    reason: {
      ja: 'クライアント証明書が提示されませんでした。',
      en: 'No client certificate was presented.',
    },
    remedy: {
      ja: '証明書を取得した PC で、ブラウザのウィンドウをすべて閉じてから開き直し、証明書を選んでください。有効期限が切れた証明書は、ブラウザの一覧に出ません。切れている場合と、まだ取得していない場合は、「cert-tool issue --sandbox」で取得してください。',
      en: 'At the PC that holds your certificate, close every browser window, open the page again and choose the certificate. Browsers do not offer one that has expired: then, or if you have none yet, get one with "cert-tool issue --sandbox".',
    },
  },
  'certificate-other-ca': {
    reason: {
      ja: '提示された証明書は、この銀行が発行したものではありません。',
      en: 'The certificate that was presented was not issued by this bank.',
    },
    remedy: {
      ja: 'ブラウザを開き直し、この銀行の証明書を選んでください。デモ環境を初期化した場合、それより前の証明書は使えません。',
      en: "Open the browser again and choose this bank's certificate. After a reset of the practice bank, earlier certificates no longer work.",
    },
  },
  'certificate-unknown': {
    reason: {
      ja: '提示された証明書は、この銀行の記録にありません。',
      en: "The certificate that was presented is not in this bank's records.",
    },
    remedy: {
      ja: 'ブラウザを開き直して別の証明書を選ぶか、証明書を取得し直してください。',
      en: 'Open the browser again and choose another certificate, or get a new one.',
    },
  },
  'certificate-wrong-purpose': {
    reason: {
      ja: '提示された証明書は、クライアント認証用ではありません。',
      en: 'The certificate that was presented is not for client authentication.',
    },
    remedy: {
      ja: 'ブラウザを開き直し、クライアント認証用の証明書を選んでください。',
      en: 'Open the browser again and choose a certificate for client authentication.',
    },
  },
  'certificate-revoked': {
    reason: {
      ja: '提示された証明書は失効しています。',
      en: 'The certificate that was presented is revoked.',
    },
    remedy: {
      ja: '新しい証明書がある場合は、ブラウザを開き直してそれを選び、この証明書は「この PC から削除」してください。ない場合は、証明書を取得し直してください。',
      en: 'If you have a newer certificate, open the browser again, choose it, and remove this one from the PC. Otherwise get a new certificate.',
    },
  },
  'certificate-expired': {
    reason: {
      ja: '提示された証明書の有効期限が切れています。',
      en: 'The certificate that was presented has expired.',
    },
    remedy: {
      ja: '有効期限が切れた証明書は更新できません。「cert-tool issue」で証明書を取得し直してください。',
      en: 'An expired certificate cannot be renewed. Get a new one with "cert-tool issue".',
    },
  },
  'certificate-not-yet-valid': {
    reason: {
      ja: '提示された証明書の有効期間は、まだ始まっていません。',
      en: 'The certificate that was presented is not valid yet.',
    },
    remedy: {
      ja: '銀行の日時で有効期間が始まるまで待ってください。デモ環境の日時は「cert-tool sandbox clock」で確認と変更ができます。',
      en: 'Wait until its validity begins by the bank\'s clock. "cert-tool sandbox clock" shows and sets the date of the practice bank.',
    },
  },
  'wrong-user': {
    reason: {
      ja: '提示された証明書は、入力されたログインIDのものではありません。',
      en: 'The certificate that was presented belongs to another login ID than the one entered.',
    },
    remedy: {
      ja: 'ブラウザを開き直して、ご自分の証明書を選んでください。',
      en: 'Open the browser again and choose your own certificate.',
    },
  },
  'form-expired': {
    reason: {
      ja: '画面の有効期間が過ぎたか、画面が別の場所から送信されました。',
      en: 'The page was out of date, or it was sent from somewhere else.',
    },
    remedy: {
      ja: 'ログイン画面を開き直して、もう一度入力してください。',
      en: 'Open the login page again and enter it once more.',
    },
  },
};

/** CRLReason in words. */
export const REVOCATION_REASONS: Readonly<Record<RevocationReason, Text>> = {
  unspecified: { ja: '理由の指定なし', en: 'no reason given' },
  keyCompromise: { ja: '秘密キーの漏えい', en: 'the private key was compromised' },
  affiliationChanged: { ja: '所属の変更', en: 'the affiliation changed' },
  superseded: { ja: '新しい証明書への置き換え', en: 'superseded by a newer certificate' },
  cessationOfOperation: { ja: '利用の終了', en: 'no longer in use' },
  privilegeWithdrawn: { ja: '利用権限の取り消し', en: 'the privilege was withdrawn' },
};
