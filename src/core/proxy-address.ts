import type { Text } from './text.ts';

/** Where a forward proxy is, and what it is told of the user once it asks. */
export interface ProxyAddress {
  /** What is said to the proxy goes by TLS, too. */
  readonly isTls: boolean;
  /** A name or number, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly userName?: string;
  readonly password?: string;
}

/** An address, or why it is none. The words never repeat what was typed: it may hold a password. */
export type ReadProxy = { readonly address: ProxyAddress } | { readonly fault: Text };

/** The word for no proxy at all. */
export const NO_PROXY_AT_ALL = 'none';

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Reads `[http[s]://][user[:password]@]host[:port]`. Without a scheme it is http, without a port that of the scheme. User
 * name and password are percent-encoded (RFC 3986, 3.2.1).
 */
export function readProxyAddress(text: string): ReadProxy {
  const typed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  // URL's own error holds what was typed.
  if (/\s/.test(whole) || !URL.canParse(whole)) {
    return { fault: whole.includes('@') ? FAULTS.login : FAULTS.form };
  }
  const url = new URL(whole);
  const usualPort = PORTS[url.protocol];
  if (usualPort === undefined) return { fault: FAULTS.scheme };
  // A slash or question mark in a password that is not encoded ends the host too early, as does the backslash of a domain.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { fault: typed.includes('@') ? FAULTS.login : FAULTS.more };
  }
  const userName = decoded(url.username);
  const password = decoded(url.password);
  if (userName === undefined || password === undefined) return { fault: FAULTS.percent };
  if (/\p{Cc}/u.test(userName + password)) return { fault: FAULTS.control };
  // Basic could not tell where the name ends (RFC 7617, 2).
  if (userName.includes(':')) return { fault: FAULTS.colon };
  const hasPassword = password !== '' || /^[^/]*\/\/[^/@]*:@/.test(whole);
  return {
    address: {
      isTls: url.protocol === 'https:',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? usualPort : Number(url.port),
      ...(userName === '' ? {} : { userName }),
      ...(hasPassword ? { password } : {}),
    },
  };
}

/** Host and port, as a person sees them. */
export function proxyName({ host, port }: Pick<ProxyAddress, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const FAULTS = {
  form: {
    ja: 'プロキシのアドレスではありません(http://ホスト名:ポート番号)',
    en: 'it is no address of a proxy (http://host:port)',
  },
  scheme: {
    ja: 'http:// または https:// のプロキシだけを使用できます',
    en: 'only proxies by http:// or https:// can be used',
  },
  more: {
    ja: 'ホスト名とポート番号の後に余分な文字があります',
    en: 'there is something behind host and port',
  },
  login: {
    ja: '<ユーザ名>@<ホスト名>:<ポート番号> として解釈できません。ユーザ名とパスワードの「/」「\\」「?」「#」と空白は %2F、%5C、%3F、%23、%20 と書いてください',
    en: 'it cannot be read as <user>@<host>:<port>; in user name and password "/", "\\", "?", "#" and a blank are written %2F, %5C, %3F, %23 and %20',
  },
  percent: {
    ja: 'ユーザ名またはパスワードの「%」が正しくありません。「%」そのものは %25 と書いてください',
    en: 'a "%" in user name or password encodes nothing; a "%" itself is written %25',
  },
  control: {
    ja: 'ユーザ名またはパスワードに制御文字があります',
    en: 'user name or password hold control characters',
  },
  colon: {
    ja: 'ユーザ名に「:」は使用できません',
    en: 'the user name must not hold ":"',
  },
} as const satisfies Record<string, Text>;
