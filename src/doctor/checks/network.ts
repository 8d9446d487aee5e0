import type { ErrorName } from '../../core/catalogue/index.ts';
import { differenceText, isNotable } from '../../core/clock-difference.ts';
import { CertToolError } from '../../core/error.ts';
import { untilText } from '../../core/japan-time.ts';
import type { Text } from '../../core/text.ts';
import { clockDifference, UNREACHED } from '../bank-clock.ts';
import { type Check, failed, type Seen, same, seen, WELL, warning } from '../check.ts';
import type { Probes } from '../probes.ts';

/** From it on a certificate of the bank's server can seem to be out of date. */
const FAR_OFF_MS = 60 * 60 * 1000;

/** The way to the bank. One question is asked; which step of the way it failed at is told by its error. */
export const networkChecks: readonly Check[] = [
  {
    id: 'bank-address',
    title: { ja: '銀行のアドレス', en: "the bank's address" },
    needs: ['settings', 'tls-verification'],
    async look(probes) {
      const host = await probes.bankHost();
      if (host !== undefined) return seen([], same(host));
      return { notExamined: { ja: 'デモ環境は動作していません', en: 'the practice bank does not run' } };
    },
  },
  {
    id: 'ca-file',
    title: { ja: '追加のルート証明書', en: 'further root certificates' },
    needs: ['settings'],
    async look(probes) {
      const left = await probes.caFile();
      if (!left) return WELL;
      const detail = same('NODE_EXTRA_CA_CERTS');
      // Where it is missed it is the cause.
      const isMissed = (await answerIfAny(probes))?.error?.errorName === 'tls-untrusted';
      return seen([isMissed ? failed(left, detail) : warning(left, detail)]);
    },
  },
  {
    id: 'proxy-setting',
    title: { ja: 'プロキシの設定', en: 'setting of the proxy' },
    needs: ['bank-address'],
    async look(probes) {
      const { proxy, script, exceptingNobody = [] } = await probes.way();
      if (proxy) {
        const { name, place } = proxy;
        return seen(exceptingNobody.map(exceptsNobody), {
          ja: `${name}(${place.ja})`,
          en: `${name} (${place.en})`,
        });
      }
      if (script === undefined) return seen([], { ja: 'プロキシなし', en: 'no proxy' });
      return seen([], {
        ja: `プロキシなし。Windows の自動構成スクリプト ${script} は実行しません`,
        en: `no proxy; the script of Windows' settings is not run: ${script}`,
      });
    },
  },
  {
    id: 'dns',
    title: { ja: '名前解決(DNS)', en: 'name of the host (DNS)' },
    needs: ['proxy-setting', 'ca-file'],
    async look(probes) {
      const { error } = await probes.answer();
      if (error && UNREACHED.includes(error.errorName) && !probes.hasNetwork()) {
        const host = (await probes.bankHost()) ?? '';
        return seen([failed(new CertToolError('bank-unreachable', { params: { host, detail: OFFLINE } }))]);
      }
      return seen([error?.errorName === 'unknown-host' ? failed(error) : undefined]);
    },
  },
  {
    id: 'proxy',
    title: { ja: 'プロキシ', en: 'the proxy' },
    needs: ['dns'],
    async look(probes) {
      const { error } = await probes.answer();
      const { proxy } = await probes.way();
      return seen([proxy && error && AT_PROXY.includes(error.errorName) ? failed(error) : undefined]);
    },
  },
  step(
    'connection',
    { ja: '銀行のサーバへの接続', en: "connection to the bank's server" },
    ['proxy'],
    ['connection-refused', 'timeout', 'connection-lost', 'bank-unreachable'],
  ),
  {
    id: 'clock',
    title: { ja: 'この PC の時計', en: "this PC's clock" },
    needs: ['connection'],
    look: clock,
  },
  {
    id: 'tls',
    title: { ja: '接続の保護(TLS)', en: 'security of the connection (TLS)' },
    needs: ['connection'],
    async look(probes) {
      const { error } = await probes.answer();
      if (!error || !AT_TLS.includes(error.errorName)) return WELL;
      const difference = error.errorName === 'tls-expired' ? await clockDifference(probes) : undefined;
      if (!difference || isNotable(difference)) return seen([failed(error)]);
      return seen([failed(error.withRemedy(TELL_BANK), CLOCK_RIGHT)]);
    },
  },
  {
    id: 'bank',
    title: { ja: '銀行の応答', en: "the bank's answer" },
    needs: ['tls'],
    async look(probes) {
      const { error, status } = await probes.answer();
      if (error) throw isNothingThere(error) ? wrongAddress((await probes.bankHost()) ?? '') : error;
      const closed = new CertToolError('maintenance', { params: { until: untilText(status.until) } });
      return seen([status.status === 'ok' ? undefined : failed(closed)], same(status.name));
    },
  },
];

const AT_TLS: readonly ErrorName[] = ['tls-untrusted', 'tls-expired', 'tls-wrong-name', 'tls-failed'];
const CLOCK_RIGHT: Text = {
  ja: 'この PC の時計は合っています。サーバ証明書そのものが有効期間外です',
  en: "this PC's clock is right; the certificate itself is outside its dates",
};

const TELL_BANK: Text = {
  ja: '銀行に連絡してください。この PC ですることはありません。',
  en: 'Tell the bank: there is nothing to be done on this PC.',
};

/** Where TLS is trusted all the same nothing else follows from it but a login that fails: it comes last. */
export const inspectionChecks: readonly Check[] = [
  {
    id: 'tls-root',
    title: { ja: '通信の検査', en: 'inspection of the connection' },
    needs: ['tls'],
    async look(probes) {
      const shown = await probes.shown();
      if (!shown) return WELL;
      const { root, isPublic, isBanks } = shown;
      const host = (await probes.bankHost()) ?? '';
      const isOther = !isPublic && !isBanks;
      const error = new CertToolError('tls-inspected', { params: { host, issuer: root } });
      return seen([isOther ? warning(error) : undefined], same(root));
    },
  },
];

function exceptsNobody({ variable, entry }: { variable: string; entry: string }) {
  const detail = {
    ja: `${variable} の "${entry}" に当てはまるホストはありません(https:// を付けず、ホスト名だけを指定します)`,
    en: `${variable}: "${entry}" names no host, which stands there alone, without https://`,
  };
  return warning(new CertToolError('invalid-option', { params: { detail } }));
}

/** It speaks as a bank does, and knows nothing of what every bank is asked: the address is not that of its API. */
function isNothingThere({ errorName, details }: CertToolError): boolean {
  return errorName === 'unexpected-refusal' && details.params?.['status'] === 404;
}

function wrongAddress(url: string): CertToolError {
  return new CertToolError('invalid-bank-url', { params: { url, detail: NOTHING_THERE } });
}

const NOTHING_THERE: Text = {
  ja: 'このアドレスには銀行の API がありません(HTTP 404)。パスが余分または誤りです',
  en: 'there is no bank API at this address (HTTP 404); its path is wrong or superfluous',
};

const OFFLINE: Text = {
  ja: 'この PC がネットワークに接続されていません',
  en: 'this PC has no network',
};

/** Undefined without a bank, of which another check tells. */
export async function answerIfAny(probes: Probes) {
  const host = await probes.bankHost().catch(() => undefined);
  return host === undefined ? undefined : probes.answer();
}

/** What comes before there is a way to the bank. */
const AT_PROXY: readonly ErrorName[] = ['proxy-login', 'proxy-scheme', 'proxy-refused', 'bank-unreachable'];

/** A step of the way, at which the question has failed with one of these errors. */
function step(
  id: string,
  title: Check['title'],
  needs: readonly string[],
  names: readonly ErrorName[],
): Check {
  return {
    id,
    title,
    needs,
    async look(probes) {
      const { error } = await probes.answer();
      return seen([error && names.includes(error.errorName) ? failed(error) : undefined]);
    },
  };
}

/** By the bank's own time, or, where TLS hides it, by the time that the other side's answers bear. */
async function clock(probes: Probes): Promise<Seen> {
  const { error } = await probes.answer();
  const difference = await clockDifference(probes);
  if (!difference)
    return { notExamined: { ja: '銀行の時刻がわかりません', en: "the bank's time is not known" } };
  const text = differenceText(difference);
  if (!isNotable(difference)) return seen([], text);
  const off = new CertToolError('clock-off', { params: { difference: text } });
  const isCause = error?.errorName === 'tls-expired';
  const isFar = Math.abs(difference.differenceMs) >= FAR_OFF_MS;
  return seen([isFar || isCause ? failed(off) : warning(off)]);
}
