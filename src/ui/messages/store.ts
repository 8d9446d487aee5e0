import type { Text } from '../../core/text.ts';

export const storeMessages = {
  'store.chosen': { ja: '証明書ストア: {store}', en: 'Certificate store: {store}' },
  'store.passed-over': {
    ja: '証明書ストア「{store}」は使用しません: {reason}',
    en: 'The certificate store "{store}" is not used: {reason}',
  },
  'store.confined': {
    ja: '{browser} は別の場所の証明書を使用します。{browser} で使う場合は --nss-profile {database} を指定してください。設定ファイルの nssProfile に指定すると、このメッセージは表示されません。',
    en: '{browser} takes its certificates from elsewhere. For {browser} use --nss-profile {database}. A "nssProfile" in the config file ends this message.',
  },
  'store.ask-account': {
    ja: '{account} の証明書ストアを使用しますか',
    en: 'Use the certificate store of {account} all the same?',
  },
  'store.left-out': {
    ja: '証明書 {thumbprint}({octets} バイト)は、大きすぎるか読み取れないため、対象にしません。',
    en: 'Certificate {thumbprint} ({octets} bytes) is left out: it is too large, or cannot be read.',
  },
  'store.finishing': {
    ja: '証明書ストアへの変更を最後まで続けます(最長 60 秒)。すぐに終了するには、もう一度 Ctrl-C を押してください。',
    en: 'Finishing the change in the certificate store first (60 seconds at most); press Ctrl-C again to end at once.',
  },
  'store.key-left': {
    ja: '証明書 {thumbprint} の秘密キーは、certutil では削除できないため、この PC に残ります。エクスポートはできません。',
    en: 'The private key of certificate {thumbprint} stays on this PC, for certutil cannot remove it. It cannot be exported.',
  },
} as const satisfies Record<string, Text>;
