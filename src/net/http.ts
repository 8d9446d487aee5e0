import request from 'undici/lib/api/api-request.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import type { ClientKey } from '../core/ports/store.ts';
import { proxyName } from '../core/proxy-address.ts';
import { openConnections } from './connection.ts';
import { HttpFailure, secondsOf } from './failure.ts';
import { answerOf, type HttpAnswer } from './http-answer.ts';
import { networkDetail, networkErrorName } from './network-errors.ts';
import { silentProxy } from './proxy-failure.ts';
import { NoTunnel, type ProxyRefusal } from './proxy-refusal.ts';
import { secureContextFor, type TrustedCas } from './trust.ts';
import type { ForwardProxy } from './tunnel.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL, without a query. */
  readonly path: string;
  /** With its question mark. */
  readonly query?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** ASCII, or UTF-8. */
  readonly body?: string | undefined;
  /** Longest answer that is read, in bytes. */
  readonly limit: number;
  readonly timeoutMs: number;
  /** Cancels the request: its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one origin. Redirects are not followed. */
export interface Http {
  /** @throws HttpFailure of the kinds `network` and `contract`; the signal's reason when cancelled */
  send(wanted: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly baseUrl: URL;
  readonly ca: TrustedCas | undefined;
  readonly timeoutMs: number;
  /** Through which all connections go. */
  readonly proxy?: ForwardProxy | undefined;
  /** What the client shows where the other side asks for a certificate. */
  readonly client?: ClientKey | undefined;
  /** Milliseconds on a clock that nobody sets, to tell how long was waited. */
  readonly elapsed: () => number;
}

/** Opens nothing yet: the first request connects. */
export function openHttp(options: HttpOptions): Http {
  const http = openConnected(options);
  return options.proxy ? askingAt(options.proxy, http) : http;
}

function openConnected({ baseUrl, ca, timeoutMs, proxy, client, elapsed }: HttpOptions): Http {
  const connections = openConnections(secureContextFor(ca, tlsKeyOf(client)), timeoutMs, proxy);
  const pool = new Pool(baseUrl.origin, { connect: connections.connect, headersTimeout: 0, bodyTimeout: 0 });

  async function exchange(wanted: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { statusCode, headers, body } = await request.call(pool, {
      method: wanted.method,
      path: baseUrl.pathname + wanted.path + (wanted.query ?? ''),
      // Without it any coding may be used (RFC 9110, 12.5.3).
      headers: { 'accept-encoding': 'identity', ...wanted.headers },
      body: wanted.body ?? null,
      signal,
    });
    return answerOf(statusCode, headers, await readBody(body, wanted));
  }

  return {
    async send(wanted) {
      const began = elapsed();
      const deadline = deadlineOf(wanted);
      const { signal } = deadline;
      try {
        // undici lets a request that still waits for its connection wait on, whatever its signal says.
        return await Promise.race([exchange(wanted, signal), rejectionBy(signal)]);
      } catch (error) {
        if (wanted.signal?.aborted && signal.reason === wanted.signal.reason) throw wanted.signal.reason;
        throw failureOf(wanted, error, {
          timedOut: signal.aborted,
          isAtProxy: connections.isAtProxy(),
          issuer: connections.issuerOf(error),
          waitedMs: elapsed() - began,
          proxy,
        });
      } finally {
        deadline.clear();
      }
    },
    async close() {
      const closed = pool.destroy();
      connections.destroy();
      await closed;
    },
  };
}

function tlsKeyOf(client: ClientKey | undefined) {
  return client && { key: client.key, cert: client.certificate };
}

/** Where the proxy wants another user name or password, a person is asked: nothing has been sent to the bank yet. */
function askingAt(proxy: ForwardProxy, http: Http): Http {
  return {
    ...http,
    async send(wanted) {
      for (;;) {
        try {
          return await http.send(wanted);
        } catch (error) {
          if (!wantsProxyLogin(error) || !(await proxy.login.ask())) throw error;
        }
      }
    },
  };
}

function wantsProxyLogin(error: unknown): boolean {
  const reason = error instanceof HttpFailure ? error.reason : undefined;
  return reason?.kind === 'proxy' && reason.why.wantsLogin === true;
}

/** The end of a request's time, or its cancellation, whose reason it has then. */
function deadlineOf({ signal, timeoutMs }: HttpRequest): { signal: AbortSignal; clear(): void } {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(TIMED_OUT), timeoutMs);
  const cancel = () => deadline.abort(signal?.reason);
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  return {
    signal: deadline.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const NOT_HTTP = { ja: 'HTTP の応答ではありません', en: 'it is not HTTP' };
const TIMED_OUT = new Error('no answer in time');

interface Circumstances {
  readonly timedOut: boolean;
  readonly isAtProxy: boolean;
  readonly issuer: string | undefined;
  readonly waitedMs: number;
  readonly proxy: ForwardProxy | undefined;
}

function failureOf(wanted: HttpRequest, error: unknown, given: Circumstances): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const { timedOut, issuer, waitedMs, proxy } = given;
  const why = proxy && noTunnelIn(error, proxy, given);
  if (why) return new HttpFailure(wanted, { kind: 'proxy', proxy: proxyName(proxy.address), why }, error);
  const name = timedOut ? 'timeout' : networkErrorName(error);
  // Without its cause, which holds what the other side sent.
  if (name === undefined) return new HttpFailure(wanted, { kind: 'contract', detail: NOT_HTTP });
  const detail = networkDetail(error, issuer);
  return new HttpFailure(wanted, { kind: 'network', name, detail, waitedMs, through: proxy }, error);
}

/** Why there is no way through the proxy, if that is what the failure is. */
function noTunnelIn(
  error: unknown,
  proxy: ForwardProxy,
  { timedOut, isAtProxy, waitedMs }: Circumstances,
): ProxyRefusal | undefined {
  if (error instanceof NoTunnel) return error.refusal;
  return timedOut && isAtProxy ? silentProxy(proxy, secondsOf(waitedMs)) : undefined;
}

/** @throws HttpFailure when the body is longer than it may be */
async function readBody(body: AsyncIterable<Uint8Array>, wanted: HttpRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > wanted.limit) {
      const detail = {
        ja: `${wanted.limit} バイトを超えています`,
        en: `it is longer than ${wanted.limit} bytes`,
      };
      throw new HttpFailure(wanted, { kind: 'contract', detail });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
