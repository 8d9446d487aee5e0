import type { CatalogueEntry } from './entry.ts';

/** What a bank that is spoken to by EST (RFC 7030) can answer besides. */
export const est = {
  'request-pending': {
    code: 'CT-5049',
    message: {
      ja: 'ログインID {loginId} の証明書は、認証局で発行待ちです。',
      en: 'The certificate of {loginId} waits to be issued at the certification authority.',
    },
    cause: {
      ja: '認証局が要求を受け付けました。担当者の承認などのあとに発行されます。秘密キーはこの PC に残してあります。',
      en: 'The request was accepted; somebody has to approve it, for instance. Its private key is kept on this PC.',
    },
    remedy: {
      ja: '{when}、同じコマンドをもう一度実行してください。それより前に実行しても、問い合わせは行われません。',
      en: 'Run the same command again {when}. Before that it asks nobody.',
    },
  },
  'request-refused': {
    code: 'CT-5050',
    message: {
      ja: '認証局がログインID {loginId} の証明書の発行を拒否しました(HTTP {status})。',
      en: 'The certification authority refused to issue a certificate for {loginId} (HTTP {status}).',
    },
    cause: {
      ja: 'この利用者に発行が許可されていないか、有効な証明書がすでにあります。',
      en: 'This user may not get one, or has a valid one already.',
    },
    remedy: {
      ja: '自社の管理者、または認証局の窓口に確認してください。',
      en: 'Ask an administrator in your company, or who runs the certification authority.',
    },
  },
  'login-scheme': {
    code: 'CT-5051',
    message: {
      ja: '{host} が求める認証方式({schemes})に、cert-tool は対応していません。',
      en: '{host} wants to be logged in to by {schemes}, which cert-tool does not speak.',
    },
    cause: {
      ja: 'EST では、パスワードを HTTP の Basic 認証で送信します。サーバは Basic 認証を受け付けませんでした。',
      en: 'By EST the password travels by HTTP Basic, and this server does not take that.',
    },
    remedy: {
      ja: 'サーバの管理者に、このアドレスで Basic 認証を使えるようにできるか確認してください。',
      en: 'Ask who runs the server whether it can take Basic at this address.',
    },
  },
  'linked-identity-wanted': {
    code: 'CT-5052',
    message: {
      ja: '{host} がログインID {loginId} の要求を受け付けませんでした。このサーバは、要求と TLS 接続の結び付け(challengePassword)を求めることがあります。',
      en: '{host} did not take the request of {loginId}. It may want requests to be linked to their TLS connection (challengePassword).',
    },
    cause: {
      ja: 'パスワードの誤りか、サーバがこの結び付け(RFC 7030、3.5)を必須にしています。cert-tool は同じ要求を別の接続で送り直せるように、結び付けを行いません。',
      en: 'The password is wrong, or the server insists on that link (RFC 7030, 3.5). cert-tool does not make it, so that it can send the very same request again by another connection.',
    },
    remedy: {
      ja: 'パスワードを確認してください。正しい場合は、サーバの管理者に、結び付けを必須にしないように依頼してください。',
      en: 'Check the password. If it is right, ask who runs the server not to insist on the link.',
    },
  },
  'certificate-not-taken': {
    code: 'CT-5053',
    message: {
      ja: '{host} が、更新する証明書によるログインを受け付けませんでした。',
      en: '{host} did not let the certificate log in that is to be renewed.',
    },
    cause: {
      ja: '証明書が失効している、サーバがまだ更新を受け付けない、またはパスワードも求めています。',
      en: 'It is revoked, the server does not renew it yet, or it wants a password, too.',
    },
    remedy: {
      ja: 'ログインパスワードを指定するか、ターミナルで実行して入力してください。',
      en: 'Give the login password, or run the command at a terminal and type it.',
    },
  },
  'other-key-wanted': {
    code: 'CT-5054',
    message: {
      ja: '{host} は、別の鍵({key})の要求を求めています。cert-tool が作成するのは RSA {bits} ビットです。',
      en: '{host} wants requests for another key: {key}. cert-tool was to make one of RSA with {bits} bits.',
    },
    cause: {
      ja: 'サーバの要求の条件(/csrattrs、RFC 7030、4.5)にそう書かれています。発行要求はまだ送信していません。',
      en: 'Its conditions for requests say so (/csrattrs; RFC 7030, 4.5). No request was sent.',
    },
    remedy: {
      ja: 'より長い RSA の鍵が求められている場合は、--key-size で長さを指定してください。ほかの種類の鍵の場合は、RSA の鍵にも証明書を発行できるか、サーバの管理者に確認してください。',
      en: 'Where a larger RSA key is wanted, give its size with --key-size; otherwise ask who runs the server whether it issues certificates for RSA keys, too.',
    },
  },
  'est-not-served': {
    code: 'CT-6026',
    message: {
      ja: '{address} では EST のサービスが提供されていません(HTTP {status})。',
      en: 'There is no EST service at {address} (HTTP {status}).',
    },
    cause: {
      ja: 'アドレスの誤りです。サーバによっては、末尾に認証局の名前(ラベル)が必要です。',
      en: 'The address is wrong. Some servers want the name of a CA (a label) at its end.',
    },
    remedy: {
      ja: 'https://ホスト/.well-known/est/ラベル の形式のアドレスを、サーバの管理者に確認してください。',
      en: 'Ask who runs the server for its address, like https://host/.well-known/est/label.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
