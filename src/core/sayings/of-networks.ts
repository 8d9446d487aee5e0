import type { Saying } from './saying.ts';

/** The way to the bank, as browsers, proxies and Node put it. */
export const ofNetworks: readonly Saying[] = [
  {
    says: [
      'ERR_CERT_AUTHORITY_INVALID',
      'SEC_ERROR_UNKNOWN_ISSUER',
      'MOZILLA_PKIX_ERROR_MITM_DETECTED',
      'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'self-signed certificate',
      'この接続ではプライバシーが保護されません',
      '接続がプライベートではありません',
      "Your connection isn't private",
      'Your connection is not private',
    ],
    meaning: {
      ja: 'クライアント証明書ではなく、接続先のサーバ証明書についてのメッセージです。この PC の知らない認証局が発行しています。',
      en: "It is about the server's certificate, and not about the client certificate: its certification authority is none that this PC knows.",
    },
    entries: ['tls-untrusted', 'tls-inspected'],
  },
  {
    says: [
      'ERR_CERT_DATE_INVALID',
      'SEC_ERROR_EXPIRED_CERTIFICATE',
      'MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
    ],
    meaning: {
      ja: 'クライアント証明書ではなく、接続先のサーバ証明書が有効期間外です。多くの場合、この PC の時計がずれています。',
      en: "It is the server's certificate that is not valid at this time, and not the client certificate. Mostly the clock of the PC is wrong.",
    },
    entries: ['tls-expired', 'clock-off'],
  },
  {
    says: [
      'ERR_CERT_COMMON_NAME_INVALID',
      'SSL_ERROR_BAD_CERT_DOMAIN',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'HOSTNAME_MISMATCH',
    ],
    meaning: {
      ja: '接続先のサーバ証明書が、開いたアドレスのものではありません。',
      en: "The server's certificate is not that of the address which was opened.",
    },
    entries: ['tls-wrong-name', 'other-answer'],
  },
  {
    says: [
      'ERR_SSL_PROTOCOL_ERROR',
      'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
      'SSL_ERROR_NO_CYPHER_OVERLAP',
      'SSL_ERROR_UNSUPPORTED_VERSION',
      'PR_END_OF_FILE_ERROR',
      'このサイトは安全に接続できません',
      'このサイトに安全に接続できません',
      "This site can't provide a secure connection",
      'EPROTO',
    ],
    meaning: {
      ja: '接続先との安全な通信(TLS)を開始できませんでした。',
      en: 'No secure connection (TLS) could be begun.',
    },
    entries: ['tls-failed', 'tls-inspected', 'certificate-not-found'],
  },
  {
    says: [
      'ERR_NAME_NOT_RESOLVED',
      'DNS_PROBE_FINISHED_NXDOMAIN',
      'DNS_PROBE_POSSIBLE',
      'ENOTFOUND',
      'EAI_AGAIN',
    ],
    meaning: {
      ja: '接続先の名前からアドレスを調べられませんでした(DNS)。',
      en: 'The address of the server could not be found by its name (DNS).',
    },
    entries: ['unknown-host'],
  },
  {
    says: [
      'ERR_INTERNET_DISCONNECTED',
      'DNS_PROBE_FINISHED_NO_INTERNET',
      'ERR_NETWORK_CHANGED',
      'ERR_ADDRESS_UNREACHABLE',
      'ENETUNREACH',
      'EHOSTUNREACH',
      'インターネットに接続されていません',
      'このサイトにアクセスできません',
      "This site can't be reached",
    ],
    meaning: {
      ja: '接続先に届きません。ほかのページが開けるか確認してください。',
      en: 'The server is out of reach. See whether other pages can be opened.',
    },
    entries: ['bank-unreachable', 'unknown-host', 'timeout'],
  },
  {
    says: [
      'ERR_CONNECTION_TIMED_OUT',
      'ERR_TIMED_OUT',
      'ETIMEDOUT',
      'UND_ERR_CONNECT_TIMEOUT',
      '応答時間が長すぎます',
      'took too long to respond',
    ],
    meaning: { ja: '接続先から応答がありませんでした。', en: 'The server did not answer in time.' },
    entries: ['timeout', 'bank-unreachable'],
  },
  {
    says: ['ERR_CONNECTION_REFUSED', 'ECONNREFUSED', '接続が拒否されました', 'refused to connect'],
    meaning: { ja: '接続先が接続を拒否しました。', en: 'The server refused the connection.' },
    entries: ['connection-refused'],
  },
  {
    says: [
      'ERR_CONNECTION_RESET',
      'ERR_CONNECTION_CLOSED',
      'ERR_EMPTY_RESPONSE',
      'PR_CONNECT_RESET_ERROR',
      'ECONNRESET',
      '接続がリセットされました',
    ],
    meaning: { ja: '接続が途中で切れました。', en: 'The connection broke.' },
    entries: ['connection-lost', 'tls-failed'],
  },
  {
    says: [
      '407',
      'Proxy Authentication Required',
      'ERR_CACHE_ACCESS_DENIED',
      'プロキシの認証が必要',
      'プロキシ認証が必要',
    ],
    meaning: {
      ja: 'プロキシがユーザ名とパスワードを求めています。銀行のログインID・パスワードではありません。',
      en: 'The proxy wants a user name and a password. These are not the login ID and password of the bank.',
    },
    entries: ['proxy-login', 'proxy-scheme'],
  },
  {
    says: [
      'ERR_PROXY_CONNECTION_FAILED',
      'ERR_TUNNEL_CONNECTION_FAILED',
      'NS_ERROR_PROXY_CONNECTION_REFUSED',
      'プロキシ サーバーに問題があるか、アドレスが正しくありません',
      'プロキシサーバーへの接続を拒否されました',
      'There is something wrong with the proxy server',
      'The proxy server is refusing connections',
    ],
    meaning: {
      ja: 'プロキシに接続できないか、プロキシが接続を許可していません。',
      en: 'The proxy cannot be reached, or does not let the connection through.',
    },
    entries: ['proxy-refused', 'bank-unreachable', 'proxy-login'],
  },
];
