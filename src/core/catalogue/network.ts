import type { CatalogueEntry } from './entry.ts';

/** Exit code 6: the bank was not reached. */
export const network = {
  'bank-unreachable': {
    code: 'CT-6001',
    message: {
      ja: '銀行 {host} に接続できません: {detail}',
      en: 'The bank at {host} cannot be reached: {detail}',
    },
    cause: {
      ja: 'ネットワーク、ファイアウォール、プロキシのいずれかが接続を妨げています。',
      en: 'The network, a firewall or a proxy is in the way.',
    },
    remedy: {
      ja: 'ネットワークの接続を確認し、もう一度実行してください。続く場合は社内の IT 担当者に相談してください。',
      en: 'Check the network and run the command again. If the problem persists, ask the network administrator.',
    },
  },
  'unknown-host': {
    code: 'CT-6002',
    message: { ja: '銀行のアドレス {host} が見つかりません。', en: 'The host {host} was not found.' },
    cause: {
      ja: 'アドレスの誤り、または DNS(名前解決)の障害です。',
      en: 'The address is mistyped, or name resolution (DNS) fails.',
    },
    remedy: {
      ja: 'アドレスを確認してください。正しい場合は、DNS とプロキシについて社内の IT 担当者に相談してください。',
      en: 'Check the address. If it is right, have the network administrator check DNS and proxy.',
    },
  },
  'connection-refused': {
    code: 'CT-6003',
    message: { ja: '銀行 {host} が接続を拒否しました。', en: 'The bank at {host} refuses connections.' },
    cause: {
      ja: 'アドレスやポート番号の誤り、ファイアウォール、または銀行側の停止です。',
      en: "The address or port is wrong, a firewall is in the way, or the bank's server is down.",
    },
    remedy: {
      ja: 'アドレスとポート番号を確認し、しばらくしてからもう一度実行してください。',
      en: 'Check address and port, and run the command again after a while.',
    },
  },
  timeout: {
    code: 'CT-6004',
    message: {
      ja: '銀行 {host} から {seconds} 秒以内に応答がありませんでした。',
      en: 'The bank at {host} did not answer within {seconds} seconds.',
    },
    cause: { ja: 'ネットワークまたは銀行が混み合っています。', en: 'The network or the bank is slow.' },
    remedy: {
      ja: 'しばらくしてからもう一度実行してください。--timeout <秒> で、1 回ごとの待ち時間を延ばせます。',
      en: 'Run the command again after a while. --timeout <seconds> makes each try wait longer.',
    },
  },
  'connection-lost': {
    code: 'CT-6005',
    message: {
      ja: '銀行 {host} との接続が途中で切れました。',
      en: 'The connection to the bank at {host} broke.',
    },
    cause: {
      ja: '応答が届く前に、ネットワークまたは銀行側で接続が切れました。',
      en: 'The network or the bank cut it before the answer had arrived.',
    },
    remedy: { ja: 'もう一度実行してください。', en: 'Run the command again.' },
  },
  'tls-untrusted': {
    code: 'CT-6006',
    message: {
      ja: '銀行 {host} のサーバ証明書を信頼できません: {detail}',
      en: 'The server certificate of {host} is not trusted: {detail}',
    },
    cause: {
      ja: '社内の検査用プロキシが通信を中継しているか、接続先が本物の銀行ではありません。',
      en: 'A proxy of your company inspects the traffic, or the other side is not the bank.',
    },
    remedy: {
      ja: '社内の IT 担当者に相談してください。社内のルート証明書が必要な場合は --ca-file <PEM> を使用します。検査用プロキシを通ると、クライアント証明書によるログインはできません。銀行のログイン画面{loginPage}を検査の対象外とするよう、あわせて依頼してください。',
      en: "Ask the network administrator. Where a root certificate of your company is needed, use --ca-file <pem>. No login with a client certificate gets through a proxy that inspects: ask for an exception for the bank's login page{loginPage}, too.",
    },
  },
  'tls-expired': {
    code: 'CT-6007',
    message: {
      ja: '銀行 {host} のサーバ証明書は有効期間外です。',
      en: 'The server certificate of {host} is not valid at this time.',
    },
    cause: {
      ja: 'この PC の時計がずれているか、サーバ証明書の有効期限が切れています。',
      en: 'The clock of this PC is wrong, or the server certificate has expired.',
    },
    remedy: {
      ja: 'この PC の日付と時刻を確認してください。正しい場合は銀行に連絡してください。',
      en: 'Check date and time of this PC. If they are right, tell the bank.',
    },
  },
  'tls-wrong-name': {
    code: 'CT-6008',
    message: {
      ja: 'サーバ証明書が {host} のものではありません。',
      en: 'The server certificate does not belong to {host}.',
    },
    cause: {
      ja: 'アドレスの誤り、プロキシの設定誤り、または接続先が本物の銀行ではありません。',
      en: 'The address is wrong, a proxy is set up wrongly, or the other side is not the bank.',
    },
    remedy: {
      ja: 'アドレスを確認してください。正しい場合は社内の IT 担当者に相談してください。',
      en: 'Check the address. If it is right, tell the network administrator.',
    },
  },
  'tls-failed': {
    code: 'CT-6009',
    message: {
      ja: '銀行 {host} と安全な通信(TLS)を開始できません: {detail}',
      en: 'No secure connection (TLS) to {host}: {detail}',
    },
    cause: {
      ja: '接続先が https ではない、TLS のバージョンが古い、またはプロキシが通信を妨げています。',
      en: 'The other side does not speak https, its TLS version is too old, or a proxy is in the way.',
    },
    remedy: {
      ja: 'アドレスとポート番号を確認してください。正しい場合は社内の IT 担当者に相談してください。',
      en: 'Check address and port. If they are right, tell the network administrator.',
    },
  },
  'proxy-login': {
    code: 'CT-6023',
    message: {
      ja: 'プロキシ {proxy} を通過できません: {detail}',
      en: 'The proxy {proxy} does not let cert-tool through: {detail}',
    },
    cause: {
      ja: 'このネットワークのプロキシは、ユーザ名とパスワードによる認証を求めます。',
      en: 'The proxy of this network wants a user name and a password.',
    },
    remedy: {
      ja: 'ユーザ名をプロキシのアドレスに加え(<ユーザ名>@<ホスト名>:<ポート番号>)、パスワードを環境変数 CERT_TOOL_PROXY_PASSWORD で指定してください。HTTPS_PROXY にパスワードがある場合は、そちらを訂正してください。ターミナルでは画面で入力できます。正しい場合は社内の IT 担当者に相談してください。',
      en: "Put the user name into the proxy's address (<user>@<host>:<port>) and the password into the variable CERT_TOOL_PROXY_PASSWORD; one that stands in HTTPS_PROXY has to be corrected there. At a terminal cert-tool asks. If they are right, ask the network administrator.",
    },
  },
  'proxy-scheme': {
    code: 'CT-6024',
    message: {
      ja: 'プロキシ {proxy} が求める認証方式に cert-tool は対応していません: {detail}',
      en: 'The proxy {proxy} wants a kind of login that cert-tool does not speak: {detail}',
    },
    cause: {
      ja: 'cert-tool が対応しているプロキシの認証方式は Basic だけです。',
      en: 'Of the ways to log in at a proxy cert-tool speaks Basic alone.',
    },
    remedy: {
      ja: '社内の IT 担当者に、{host} への接続をプロキシの認証の対象外とするよう依頼してください。',
      en: 'Ask the network administrator for an exception: no login at the proxy for {host}.',
    },
  },
  'proxy-refused': {
    code: 'CT-6025',
    message: {
      ja: 'プロキシ {proxy} が {host} への接続を許可していません: {detail}',
      en: 'The proxy {proxy} does not allow a connection to {host}: {detail}',
    },
    cause: {
      ja: 'プロキシの規則が、この接続先またはそのポート番号を許可していません。',
      en: "The proxy's rules do not allow this host, or its port.",
    },
    remedy: {
      ja: '社内の IT 担当者に、{host} への接続を許可するよう依頼してください。',
      en: 'Ask the network administrator to allow connections to {host}.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
