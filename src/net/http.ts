import type { IncomingHttpHeaders } from 'node:http';
import request from 'undici/lib/api/api-request.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { openConnections } from './connection.ts';
import { HttpFailure } from './failure.ts';
import { networkDetail, networkErrorName } from './network.ts';
import { secureContextFor, type TrustedCas } from './trust.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL, without a query. */
  readonly path: string;
  /** With its question mark. */
  readonly query?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string | undefined;
  /** Longest answer that is read, in bytes. */
  readonly limit: number;
  readonly timeoutMs: number;
  /** Cancels the request: its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Media type in lower case, without parameters. */
  readonly contentType: string;
  /** From the `Retry-After` header, either form (RFC 9110, 10.2.3). */
  readonly retryAfterSeconds: number | undefined;
  readonly body: Buffer;
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
}

/** Opens nothing yet: the first request connects. */
export function openHttp({ baseUrl, ca, timeoutMs }: HttpOptions): Http {
  const connections = openConnections(secureContextFor(ca), timeoutMs);
  const pool = new Pool(baseUrl.origin, { connect: connections.connect, headersTimeout: 0, bodyTimeout: 0 });

  async function exchange(wanted: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { statusCode, headers, body } = await request.call(pool, {
      method: wanted.method,
      path: baseUrl.pathname + wanted.path + (wanted.query ?? ''),
      headers: wanted.headers,
      body: wanted.body ?? null,
      signal,
    });
    return {
      status: statusCode,
      contentType: mediaTypeOf(headers),
      retryAfterSeconds: retryAfterOf(headers),
      body: await readBody(body, wanted),
    };
  }

  return {
    async send(wanted) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(TIMED_OUT), wanted.timeoutMs);
      const cancel = () => deadline.abort(wanted.signal?.reason);
      wanted.signal?.addEventListener('abort', cancel, { once: true });
      if (wanted.signal?.aborted) cancel();
      try {
        // undici lets a request that still waits for its connection wait on, whatever its signal says.
        return await Promise.race([exchange(wanted, deadline.signal), rejectionBy(deadline.signal)]);
      } catch (error) {
        if (wanted.signal?.aborted && deadline.signal.reason === wanted.signal.reason)
          throw wanted.signal.reason;
        throw failureOf(wanted, error, deadline.signal.aborted, connections.issuerOf(error));
      } finally {
        clearTimeout(timer);
        wanted.signal?.removeEventListener('abort', cancel);
      }
    },
    async close() {
      const closed = pool.destroy();
      connections.destroy();
      await closed;
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

function failureOf(
  wanted: HttpRequest,
  error: unknown,
  timedOut: boolean,
  issuer: string | undefined,
): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const name = timedOut ? 'timeout' : networkErrorName(error);
  // Without its cause, which holds what the other side sent.
  if (name === undefined) return new HttpFailure(wanted, { kind: 'contract', detail: NOT_HTTP });
  return new HttpFailure(wanted, { kind: 'network', name, detail: networkDetail(error, issuer) }, error);
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

function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
}

function retryAfterOf(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const sent = Date.parse(headers.date ?? '');
  const seconds = Math.ceil((Date.parse(value) - sent) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
