import type { CatalogueEntry } from './entry.ts';

/** Exit code 8: no such certificate or user. */
export const notFound = {
  'certificate-not-found': {
    code: 'CT-8001',
    message: {
      ja: '該当する証明書がこの PC にありません。{other}',
      en: 'There is no such certificate on this PC. {other}',
    },
    cause: {
      ja: '証明書がまだ取得されていないか、指定が違います。',
      en: 'None was issued here yet, or another one is meant.',
    },
    remedy: {
      ja: '「cert-tool list」で一覧を確認してください。取得は「cert-tool issue」で行います。',
      en: 'See "cert-tool list". "cert-tool issue" gets one.',
    },
  },
  'user-not-found': {
    code: 'CT-8002',
    message: {
      ja: 'ログインID {loginId} の利用者はいません。',
      en: 'There is no user with the login ID {loginId}.',
    },
    cause: { ja: 'ログインIDの誤りです。', en: 'The login ID is mistyped.' },
    remedy: {
      ja: 'ログインIDを確認して、もう一度実行してください。',
      en: 'Check the login ID and run the command again.',
    },
  },
  'unknown-to-bank': {
    code: 'CT-8003',
    message: {
      ja: '銀行は証明書シリアル番号 {serialNumber} の証明書を知りません。',
      en: 'The bank does not know a certificate with the serial number {serialNumber}.',
    },
    cause: {
      ja: 'この利用者の証明書として銀行に記録されていません。',
      en: 'In its records this user has no such certificate.',
    },
    remedy: {
      ja: '利用者本人は「cert-tool issue {loginId}」で証明書の状態を確認し、必要であれば取得してください。管理者ユーザは「cert-tool list --users」で確認してください。{support}',
      en: 'The user sees with "cert-tool issue {loginId}" how things are, and gets one if there is none; an administrator with "cert-tool list --users". {support}',
    },
  },
  'login-id-not-remembered': {
    code: 'CT-8004',
    message: {
      ja: 'ログインID {loginId} は、この PC に控えてありません。',
      en: 'The login ID {loginId} is not noted on this PC.',
    },
    cause: {
      ja: 'この PC で使用されていないか、すでに消去されています。',
      en: 'It was not used here, or was forgotten already.',
    },
    remedy: {
      ja: '「cert-tool remove --forget」を実行すると、控えてあるログインIDから選択できます。',
      en: 'Choose from those that are noted with "cert-tool remove --forget".',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
