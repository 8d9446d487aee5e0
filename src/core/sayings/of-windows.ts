import type { Saying } from './saying.ts';

/** Windows, its certutil and PowerShell, and npm. Codes: winerror.h. */
export const ofWindows: readonly Saying[] = [
  {
    says: [
      '0x8009000b',
      '-2146893813',
      'NTE_BAD_KEY_STATE',
      '指定された状態で使うには無効なキーです',
      'Key not valid for use in specified state',
    ],
    meaning: {
      ja: 'Windows が秘密キーの保護(DPAPI)を解除できません。Windows のパスワードのリセットの後などに起こります。',
      en: 'Windows cannot open the protection of the private key (DPAPI), as after a reset of the Windows password.',
    },
    entries: ['key-unusable'],
  },
  {
    says: [
      '0x80090016',
      '-2146893802',
      'NTE_BAD_KEYSET',
      '0x8009000d',
      '-2146893811',
      'NTE_NO_KEY',
      '0x80090011',
      '-2146893807',
      '0x8009200b',
      'CRYPT_E_NO_KEY_PROPERTY',
      'キーセットがありません',
      'Keyset does not exist',
    ],
    meaning: {
      ja: '証明書の秘密キーが、この PC のこのユーザにはありません。',
      en: 'The private key of the certificate is not there, for this user of this PC.',
    },
    entries: ['key-unusable', 'key-lost'],
  },
  {
    says: [
      '0x80090008',
      '-2146893816',
      'NTE_BAD_ALGID',
      '無効なアルゴリズムが指定されました',
      'Invalid algorithm specified',
    ],
    meaning: {
      ja: '秘密キーのプロバイダが、求められた署名方式(SHA-256 など)に対応していません。',
      en: 'The provider of the private key does not know the kind of signature that was asked for, such as SHA-256.',
    },
    entries: ['old-key-provider'],
  },
  {
    says: ['0x80090022', '-2146893790', 'NTE_SILENT_CONTEXT'],
    meaning: {
      ja: '秘密キーを使うには、Windows の確認画面が必要です。',
      en: 'The private key can be used only with a dialog of Windows.',
    },
    entries: ['strong-key-protection', 'key-unusable'],
  },
  {
    says: ['0x80090024', '-2146893788', 'NTE_TEMPORARY_PROFILE'],
    meaning: {
      ja: 'Windows に一時的なプロファイルでサインインしています。',
      en: 'The Windows session has a temporary profile.',
    },
    entries: ['place-not-lasting'],
  },
  {
    says: [
      '0x80070056',
      '-2147024810',
      '指定されたネットワーク パスワードが間違っています',
      'The specified network password is not correct',
    ],
    meaning: {
      ja: '証明書のファイル(PFX)のパスワードについてのメッセージです。銀行のパスワードではありません。',
      en: 'It is about the password of a certificate file (PFX), and not about a password of the bank.',
    },
    entries: ['store-failed'],
  },
  {
    says: [
      '0x80092004',
      '-2146885628',
      'CRYPT_E_NOT_FOUND',
      'オブジェクトまたはプロパティが見つかりません',
      'Cannot find object or property',
    ],
    meaning: {
      ja: '指定した証明書が、この Windows ユーザの証明書ストアにありません。',
      en: 'The certificate that was named is not in the certificate store of this Windows user.',
    },
    entries: ['certificate-not-found', 'other-account'],
  },
  {
    says: ['0x800b0109', '-2146762487', 'CERT_E_UNTRUSTEDROOT'],
    meaning: {
      ja: 'Windows が証明書のルートを知りません。銀行のクライアント証明書では、異常ではありません。',
      en: "Windows does not know the root of the certificate. Of a bank's client certificate that is no fault.",
    },
    entries: ['tls-untrusted'],
  },
  {
    says: ['0x800b0101', '-2146762495', 'CERT_E_EXPIRED'],
    meaning: {
      ja: '証明書の有効期限が切れているか、この PC の時計がずれています。',
      en: 'The certificate has expired, or the clock of the PC is wrong.',
    },
    entries: ['certificate-expired', 'clock-off'],
  },
  {
    says: ['0x80070005', '-2147024891', '0x80090010', 'アクセスが拒否されました', 'Access is denied'],
    meaning: {
      ja: 'Windows が、このユーザによる読み取りまたは変更を許可していません。',
      en: 'Windows does not let this user read or change something.',
    },
    entries: ['store-failed', 'data-folder-failed', 'administrator-needed', 'store-read-only'],
  },
  {
    says: [
      '0x800704ec',
      'このプログラムはグループ ポリシーによってブロックされています',
      'This program is blocked by group policy',
      'システム管理者によってブロックされています',
      'blocked by your system administrator',
      'WindowsによってPCが保護されました',
      'Windows protected your PC',
    ],
    meaning: {
      ja: 'この PC では、許可されたプログラムだけを実行できます。cert-tool の許可を IT 管理者に依頼してください(docs/allow-listing.ja.md)。',
      en: 'On this PC only programs that are allowed may run. Ask the IT administrator to allow cert-tool (docs/allow-listing.md).',
    },
    entries: ['program-failed'],
  },
];
