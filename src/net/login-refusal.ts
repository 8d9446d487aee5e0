import { untilText } from '../core/japan-time.ts';
import type { Text } from '../core/text.ts';
import type { FailedLogin, ProxyLogin } from './proxy-login.ts';
import { type NamedProxy, type ProxyRefusal, shownProxy } from './proxy-refusal.ts';

/** A proxy that wants a login, and has none, or not the right one. */
export function loginRefusal(
  { lacks, failed }: Pick<ProxyLogin, 'lacks' | 'failed'>,
  proxy: NamedProxy,
): ProxyRefusal {
  if (failed?.how === 'unanswered') return unanswered(proxy);
  return {
    name: 'proxy-login',
    detail: failed ? failedLogin(failed) : LACKS[lacks],
    isPassing: false,
    wantsLogin: true,
  };
}

const LACKS = {
  'user-name': { ja: 'ユーザ名が必要です', en: 'it wants a user name, too' },
  password: { ja: 'パスワードが必要です', en: 'it wants a password' },
  both: { ja: 'ユーザ名とパスワードが必要です', en: 'it wants a user name and a password' },
} as const satisfies Record<ProxyLogin['lacks'], Text>;

function failedLogin({ credentials, source, until }: FailedLogin): Text {
  const isAscii = !/[^\0-\x7f]/.test(credentials.userName + credentials.password);
  const encoding = isAscii ? { ja: '', en: '' } : NOT_ASCII;
  const pause = until ? pauseWords(until) : { ja: '', en: '' };
  const place = source ? { ja: `(${source.ja})`, en: ` (${source.en})` } : { ja: '', en: '' };
  const refused = until ? REFUSED.before : REFUSED.now;
  return {
    ja: `${refused.ja}${place.ja}${encoding.ja}${pause.ja}`,
    en: `${refused.en}${place.en}${encoding.en}${pause.en}`,
  };
}

const REFUSED = {
  now: {
    ja: 'プロキシ用のユーザ名またはパスワードが拒否されました',
    en: 'it refused the user name or the password for the proxy',
  },
  before: {
    ja: '以前の実行で、プロキシ用のこのユーザ名またはパスワードは拒否されました',
    en: 'it refused this user name or password for the proxy on an earlier run',
  },
} as const satisfies Record<string, Text>;

const NOT_ASCII: Text = {
  ja: '。英数字以外の文字は UTF-8 で送信しました。別の文字コードを使用するプロキシもあります',
  en: '; its characters beyond ASCII went as UTF-8, and some proxies keep them otherwise',
};

function pauseWords(until: Date): Text {
  const { ja, en } = untilText(until);
  return { ja: `。${ja} までは送信しません`, en: `; it is not sent again before ${en}` };
}

/** A proxy answers a login once it has reached the bank, or has given up: it may be neither's fault. */
function unanswered(proxy: NamedProxy): ProxyRefusal {
  const name = shownProxy(proxy);
  return {
    name: 'bank-unreachable',
    detail: {
      ja: `プロキシ ${name.ja} にユーザ名とパスワードを送信しましたが、応答がありませんでした。プロキシから銀行に接続できない可能性があります。もう一度は送信しません`,
      en: `the proxy ${name.en} gave no answer to user name and password, which are not sent again in this run; it may not reach the bank`,
    },
    isPassing: false,
  };
}
