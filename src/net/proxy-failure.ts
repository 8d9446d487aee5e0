import type { ProxyAddress } from '../core/proxy-address.ts';
import type { Text } from '../core/text.ts';
import type { NetworkErrorName } from './failure.ts';
import { isNotTls, networkErrorName, systemCodeOf } from './network-errors.ts';
import { type NamedProxy, NoTunnel, noProxy, type ProxyRefusal, shownProxy } from './proxy-refusal.ts';

/** What Node says of an answer that is not HTTP: an alert of TLS, say. */
const NOT_HTTP = /^HPE_/;

/** A connection to the proxy that failed, as a refusal that names the proxy and not the bank. */
export function noTunnelBy(error: unknown, proxy: NamedProxy): NoTunnel {
  if (error instanceof NoTunnel) return error;
  return new NoTunnel(refusalBy(error, proxy), error);
}

function refusalBy(error: unknown, proxy: NamedProxy): ProxyRefusal {
  const code = systemCodeOf(error);
  if (NOT_HTTP.test(code)) return noProxy(proxy, proxy.address.isTls ? code : `${code}; https?`);
  const { ja, en } = shownProxy(proxy);
  const words = wordsFor(error, code, proxy.address);
  return {
    name: 'bank-unreachable',
    detail: { ja: `プロキシ ${ja} ${words.ja}`, en: `the proxy ${en} ${words.en}` },
    isPassing: isPassing(networkErrorName(error)),
  };
}

function wordsFor(error: unknown, code: string, { isTls }: ProxyAddress): Text {
  if (isNotTls(error)) return WORDS.notTls;
  const known = networkErrorName(error);
  if (known === 'unknown-host') return WORDS.unknown;
  if (known === 'connection-refused') return WORDS.refused;
  if (known === 'timeout') return WORDS.unreached;
  if (known === 'connection-lost') return isTls ? WORDS.lost : WORDS.lostPlain;
  if (known === 'tls-untrusted') return withCode(WORDS.untrusted, code);
  return withCode(known?.startsWith('tls-') ? WORDS.tls : WORDS.failed, code);
}

function withCode({ ja, en }: Text, code: string): Text {
  return { ja: `${ja}(${code})`, en: `${en} (${code})` };
}

function isPassing(name: NetworkErrorName | undefined): boolean {
  return name !== undefined && !name.startsWith('tls-');
}

/** A proxy, and what it had to reach, that was silent until the time was over. */
export function silentProxy(proxy: NamedProxy, seconds: number): ProxyRefusal {
  const { ja, en } = shownProxy(proxy);
  return {
    name: 'bank-unreachable',
    detail: {
      ja: `プロキシ ${ja} から ${seconds} 秒以内に応答がありませんでした`,
      en: `the proxy ${en} gave no answer within ${seconds} seconds`,
    },
    isPassing: true,
    isSilent: true,
  };
}

const WORDS = {
  unknown: { ja: 'が見つかりません', en: 'was not found' },
  refused: { ja: 'が接続を拒否しました', en: 'refuses connections' },
  unreached: { ja: 'に接続できません', en: 'cannot be reached' },
  lost: {
    ja: 'が応答せずに接続を切りました',
    en: 'cut the connection without an answer',
  },
  // So does a proxy that expects TLS.
  lostPlain: {
    ja: 'が応答せずに接続を切りました。https:// で始まるアドレスのプロキシかもしれません',
    en: 'cut the connection without an answer; perhaps its address begins with https://',
  },
  untrusted: {
    ja: 'のサーバ証明書を信頼できません。社内のルート証明書は --ca-file <PEM> で指定します',
    en: 'has a certificate that is not trusted; name the root of your company with --ca-file <pem>',
  },
  notTls: {
    ja: 'は TLS に対応していません。アドレスは https:// ではなく http:// で始まります',
    en: 'does not speak TLS: its address begins with http://, not with https://',
  },
  tls: { ja: 'と TLS で通信できません', en: 'and cert-tool do not agree on TLS' },
  failed: { ja: 'に接続できません', en: 'cannot be reached' },
} as const satisfies Record<string, Text>;
