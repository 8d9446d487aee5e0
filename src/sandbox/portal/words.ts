import type { CertificateState, Role } from '../../core/ports/bank.ts';
import type { Text } from '../../core/text.ts';

/** The portal's words, the service's own terms. */
export const WORDS = {
  demo: {
    ja: 'デモ環境(練習用)です。実在の銀行ではありません。',
    en: 'Practice bank (デモ環境). This is not a real bank.',
  },
  language: { ja: '言語', en: 'Language' },
  login: { ja: 'ログイン', en: 'Log in' },
  loginTitle: { ja: 'クライアント証明書でログイン', en: 'Log in with your client certificate' },
  loginId: { ja: 'ログインID', en: 'Login ID' },
  loginIdHint: {
    ja: '提示された証明書の利用者です。',
    en: 'The user of the certificate that was presented.',
  },
  otherLoginIdHint: {
    ja: '提示された証明書の利用者ではありません。証明書の利用者: {loginId}',
    en: 'Not the user of the certificate that was presented, which is for: {loginId}',
  },
  password: { ja: 'ログインパスワード', en: 'Login password' },
  presented: { ja: '提示された証明書', en: 'The certificate that was presented' },
  welcome: { ja: 'ログインしました', en: 'You are logged in' },
  greeting: { ja: '様', en: '' },
  userName: { ja: '利用者名', en: 'User name' },
  role: { ja: '利用者区分', en: 'Role' },
  state: { ja: '証明書状態', en: 'Certificate state' },
  expiry: { ja: '証明書有効期限', en: 'Certificate expiry' },
  begins: { ja: '有効期間の開始', en: 'Valid from' },
  serialNumber: { ja: '証明書シリアル番号', en: 'Serial number' },
  subject: { ja: 'サブジェクト', en: 'Subject' },
  issuer: { ja: '発行者', en: 'Issuer' },
  revokedAt: { ja: '失効日時', en: 'Revoked at' },
  revocationReason: { ja: '失効理由', en: 'Reason for the revocation' },
  notices: { ja: 'お知らせ', en: 'Notices' },
  noNotices: { ja: 'お知らせはありません。', en: 'There are no notices.' },
  confirmedNow: {
    ja: 'このログインで、新しい証明書の利用を確認しました。',
    en: 'This login confirmed your new certificate.',
  },
  logOut: { ja: 'ログアウト', en: 'Log out' },
  loggedOut: { ja: 'ログアウトしました。', en: 'You are logged out.' },
  sessionEnded: {
    ja: '一定時間操作がなかったか、同じログインIDで別のログインがあったため、ログインは終了しました。',
    en: 'Your login ended: it timed out, or the same login ID logged in elsewhere.',
  },
  triesLeft: { ja: 'あと {count} 回誤るとロックされます。', en: 'Tries left before the lock: {count}.' },
  unlock: {
    ja: '解除するには「cert-tool sandbox unlock {loginId}」を実行してください。',
    en: 'Run "cert-tool sandbox unlock {loginId}" to release it.',
  },
  refusedTitle: { ja: 'ログインできません', en: 'You cannot log in' },
  remedy: { ja: '対処', en: 'What to do' },
  reasonCode: { ja: '理由コード', en: 'Reason code' },
  requestId: { ja: '受付番号', en: 'Request number' },
  backToLogin: { ja: 'ログイン画面を開く', en: 'Open the login page' },
  error: { ja: 'エラー', en: 'Error' },
  notFound: { ja: 'ページがありません', en: 'There is no such page' },
  tooLarge: { ja: '送信された内容が大きすぎます', en: 'Too much was sent' },
  failed: { ja: '銀行側でエラーが発生しました', en: 'Something failed at the bank' },
  footer: {
    ja: 'パスワードなどは「cert-tool sandbox info」で確認できます。この画面はこの PC の中だけで動いています。',
    en: '"cert-tool sandbox info" shows the passwords. This page runs on this PC only.',
  },
} satisfies Record<string, Text>;

export const ROLES: Readonly<Record<Role, Text>> = {
  master: { ja: 'マスターユーザ', en: 'Master' },
  administrator: { ja: '管理者ユーザ', en: 'Administrator' },
  general: { ja: '一般ユーザ', en: 'General user' },
};

export const STATES: Readonly<Record<CertificateState, Text>> = {
  'not-issued': { ja: '未発行', en: 'Not issued' },
  issued: { ja: '発行済み', en: 'Issued' },
  renewable: { ja: '更新可', en: 'Renewable' },
  expired: { ja: '有効期限切れ', en: 'Expired' },
  revoked: { ja: '失効済み', en: 'Revoked' },
};
