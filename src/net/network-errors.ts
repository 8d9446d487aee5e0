import type { Text } from '../core/text.ts';
import type { NetworkErrorName } from './failure.ts';

/** Which catalogue entry the error codes of Node, OpenSSL and undici belong to. */
const NAME_OF_CODE: Readonly<Record<string, NetworkErrorName>> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_NODATA: 'unknown-host',
  EAI_NONAME: 'unknown-host',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  UND_ERR_SOCKET: 'connection-lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-lost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  CERT_SIGNATURE_FAILURE: 'tls-untrusted',
  CERT_CHAIN_TOO_LONG: 'tls-untrusted',
  CERT_REVOKED: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_REJECTED: 'tls-untrusted',
  INVALID_CA: 'tls-untrusted',
  INVALID_PURPOSE: 'tls-untrusted',
  PATH_LENGTH_EXCEEDED: 'tls-untrusted',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-name',
  HOSTNAME_MISMATCH: 'tls-wrong-name',
  EPROTO: 'tls-failed',
};

/** What undici calls an answer that is not HTTP. */
const NOT_HTTP = /^(HTTPParserError|HeadersOverflowError)$/;

/** And one that was HTTP as far as it came; without a code. */
const ENDS_EARLY = /invalid EOF state/i;

/** What Node says, as ECONNRESET, of a connection that ends inside the TLS handshake. */
const DURING_HANDSHAKE = /before secure TLS connection/;

/** The code of a network error; of the first of several addresses that were all tried. */
export function systemCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors)) return systemCodeOf(errors[0]);
  return cause === undefined ? '' : systemCodeOf(cause);
}

/** The entry for a network error; undefined where the other side spoke, but no HTTP. */
export function networkErrorName(error: unknown): NetworkErrorName | undefined {
  const code = systemCodeOf(error);
  if (error instanceof Error && NOT_HTTP.test(error.name)) {
    return ENDS_EARLY.test(error.message) ? 'connection-lost' : undefined;
  }
  if (error instanceof Error && DURING_HANDSHAKE.test(error.message)) return 'tls-failed';
  if (Object.hasOwn(NAME_OF_CODE, code)) return NAME_OF_CODE[code];
  return code.startsWith('ERR_SSL_') ? 'tls-failed' : 'bank-unreachable';
}

/** What is known of the cause: who issued an untrusted certificate, else the code for the network administrator. */
export function networkDetail(error: unknown, issuer: string | undefined): string | Text {
  const code = systemCodeOf(error);
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return { ja: '自己署名の証明書です', en: 'it is self-signed' };
  if (issuer !== undefined) return { ja: `発行者は「${issuer}」です`, en: `it was issued by "${issuer}"` };
  if (isNotTls(error)) return NOT_TLS;
  return ENDED.includes(code) ? endedBy(code) : code || 'network';
}

/** Of a connection that was there, and that somebody ended. */
const ENDED = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET'];

function endedBy(code: string): Text {
  return {
    ja: `接続先、または途中の機器(ファイアウォールなど)が接続を切断しました(${code})`,
    en: `the other side, or something between such as a firewall, ended the connection (${code})`,
  };
}

const NOT_TLS: Text = { ja: '接続先が https ではありません', en: 'the other side does not speak https' };

/** OpenSSL's reasons for it; Node makes a code of them, or, where it fails while it writes, only EPROTO. */
const OTHER_PROTOCOL = /wrong.version.number|packet.length.too.long|http.request/i;

/** Whether the other side speaks another protocol than TLS. */
export function isNotTls(error: unknown): boolean {
  const code = systemCodeOf(error);
  if (code === 'EPROTO') return error instanceof Error && OTHER_PROTOCOL.test(error.message);
  return code.startsWith('ERR_SSL_') && OTHER_PROTOCOL.test(code);
}
