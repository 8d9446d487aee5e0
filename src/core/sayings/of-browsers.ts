import type { Saying } from './saying.ts';

/** The client certificate, as Edge, Chrome, Firefox and web servers put it. Names: Chromium's net_error_list.h, NSS's sslerr.h. */
export const ofBrowsers: readonly Saying[] = [
  {
    says: [
      'ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
      'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT',
      'SSL_ERROR_HANDSHAKE_FAILURE_ALERT',
      'No required SSL certificate was sent',
      'Client certificate required',
      'certificate-missing',
    ],
    meaning: {
      ja: 'ログイン画面がクライアント証明書を求めましたが、ブラウザが提示しませんでした。証明書がないか、有効期限が切れているか、取り込んだ後にブラウザをいったんすべて閉じていません。',
      en: 'The login page asked for a client certificate, and the browser presented none: there is none, it has expired, or the browser has not been closed once since it was installed.',
    },
    entries: ['certificate-not-found', 'certificate-expired', 'certificate-hidden', 'tls-inspected'],
  },
  {
    says: [
      'ERR_BAD_SSL_CLIENT_AUTH_CERT',
      'SSL_ERROR_BAD_CERT_ALERT',
      'SSL_ERROR_CERTIFICATE_UNKNOWN_ALERT',
      'SSL_ERROR_UNSUPPORTED_CERTIFICATE_ALERT',
      'SSL_ERROR_UNKNOWN_CA_ALERT',
      'SSL_ERROR_ACCESS_DENIED_ALERT',
      'The SSL certificate error',
      'accept your login certificate, or one may not have been provided',
      'accept your login certificate',
      'ログイン証明書が承認されなかった',
      'ログイン証明書を受け付け',
      'certificate-unknown',
      'certificate-other-ca',
      'certificate-wrong-purpose',
    ],
    meaning: {
      ja: 'ブラウザが提示した証明書を、ログイン画面が受け付けませんでした(提示されなかった場合もあります)。古い証明書、失効した証明書、ほかの銀行の証明書を選択したことが考えられます。',
      en: 'The login page did not accept the certificate that the browser presented, or none was presented. An old one may have been chosen, a revoked one, or that of another bank.',
    },
    entries: [
      'superseded-offered',
      'revoked-at-bank',
      'certificate-expired',
      'other-bank',
      'certificate-not-found',
    ],
  },
  {
    says: ['SSL_ERROR_REVOKED_CERT_ALERT'],
    meaning: {
      ja: 'ブラウザが提示した証明書は、失効しています。',
      en: 'The certificate that the browser presented is revoked.',
    },
    entries: ['revoked-at-bank', 'superseded-offered'],
  },
  {
    says: ['SSL_ERROR_EXPIRED_CERT_ALERT'],
    meaning: {
      ja: 'ブラウザが提示した証明書は、有効期限が切れています。',
      en: 'The certificate that the browser presented has expired.',
    },
    entries: ['certificate-expired', 'superseded-offered'],
  },
  {
    says: [
      'ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED',
      'ERR_SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED',
      'ERR_SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY',
      'SSL_ERROR_SIGN_HASHES_FAILURE',
    ],
    meaning: {
      ja: '証明書はありますが、ブラウザがその秘密キーを使用できません。',
      en: 'The certificate is there, but the browser cannot use its private key.',
    },
    entries: ['key-unusable', 'strong-key-protection'],
  },
  {
    says: ['ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS'],
    meaning: {
      ja: '証明書の秘密キーが、ログイン画面の求める署名方式に対応していません。',
      en: 'The private key of the certificate can sign in no way that the login page takes.',
    },
    entries: ['old-key-provider', 'key-unusable'],
  },
  {
    says: ['wrong-user'],
    meaning: {
      ja: '入力したログインIDと、ブラウザが提示した証明書の利用者が異なります。ブラウザをいったんすべて閉じると、もう一度選択できます。',
      en: 'The login ID that was typed is not the one of the certificate that the browser presented. Once all windows of the browser are closed, another one can be chosen.',
    },
    entries: ['policy-amiss', 'several-users'],
  },
  {
    says: ['form-expired'],
    meaning: {
      ja: 'ログイン画面を開いてから時間がたったか、途中で証明書が変わりました。ログイン画面を開き直してください。',
      en: 'The login page was open for too long, or the certificate changed meanwhile. Open the page anew.',
    },
    entries: [],
  },
];
