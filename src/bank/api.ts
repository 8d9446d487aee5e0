import type { Language } from '../core/text.ts';
import { HttpFailure, type Reason } from '../net/failure.ts';
import type { Http, HttpAnswer, HttpRequest } from '../net/http.ts';
import { type Repetition, repeat } from '../net/retry.ts';
import type { Validator } from './generated/answers.js';
import { withoutHint } from './hints.ts';
import { otherAnswer } from './other-answer.ts';
import { type Problem, readProblem, requestIdIn } from './problem.ts';

/** One attempt of one request, for `--verbose` and the log. It holds no secret. */
export interface BankEvent {
  readonly method: string;
  /** Below the base URL, without a query. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly durationMs: number;
  readonly status?: number;
  /** The kind of failure where there was no usable answer. */
  readonly failure?: string;
  /** The name that it was sent with. */
  readonly sent?: string;
  /** The bank's own number for the request. */
  readonly requestId?: string;
}

/** A request of the contract and what its good answer is. */
export interface Call<T> {
  readonly method: HttpRequest['method'];
  readonly path: string;
  /** With its question mark. */
  readonly query?: string | undefined;
  readonly body?: unknown;
  readonly token?: string;
  readonly repetition: Repetition;
  readonly signal?: AbortSignal | undefined;
  /** The good statuses. */
  readonly expected: readonly number[];
  readonly mediaType?: string;
  /** Longest answer that is read, in bytes; a megabyte without it. */
  readonly limit?: number;
  /** Reads a good answer's body. Throws `ContractBreach`. */
  readonly read: (text: string, bytes: Buffer) => T;
}

export interface ApiOptions {
  readonly http: Http;
  readonly language: Language;
  /** Of cert-tool. */
  readonly version?: string | undefined;
  readonly timeoutMs: number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** As `repeat` has it. */
  readonly patienceMs?: number | undefined;
  /** As for `openHttp`: for the durations in the log. */
  readonly elapsed: () => number;
  readonly log: (event: BankEvent) => void;
  /** The name of the next request; none is sent without it. */
  readonly requestId?: (() => string) | undefined;
}

export interface Api {
  /** @throws HttpFailure, or the signal's reason */
  call<T>(wanted: Call<T>): Promise<T>;
}

/** A body that is not what the contract says; the message names the place, never the content. */
class ContractBreach extends Error {}

const LONGEST_ANSWER = 1024 * 1024;
const JSON_TYPE = 'application/json';

export function openApi(options: ApiOptions): Api {
  async function attempt<T>(wanted: Call<T>, number: number): Promise<T> {
    const started = options.elapsed();
    const sent = options.requestId?.();
    const event = { method: wanted.method, path: wanted.path, attempt: number, ...(sent && { sent }) };
    const duration = () => ({ durationMs: Math.round(options.elapsed() - started) });
    let status: number | undefined;
    let requestId: string | undefined;
    try {
      const answer = await options.http.send(requestOf(wanted, options, sent));
      status = answer.status;
      requestId = requestIdIn(answer.requestId);
      const result = resultOf(wanted, answer);
      options.log({ ...event, ...duration(), status, ...(requestId && { requestId }) });
      return result;
    } catch (error) {
      options.log({
        ...event,
        ...duration(),
        ...(status === undefined ? {} : { status }),
        ...(requestId && { requestId }),
        ...traceOf(error),
      });
      throw error;
    }
  }

  return {
    call: (wanted) =>
      repeat((number) => attempt(wanted, number), {
        repetition: wanted.repetition,
        wait: options.wait,
        random: options.random,
        patienceMs: options.patienceMs,
        signal: wanted.signal,
      }),
  };
}

/** Reads a body as JSON of the given schema. @param hints of which what breaks the contract is left out: `withoutHint` */
export function json<T>(schema: Validator<T>, hints: readonly string[] = []): (text: string) => T {
  return (text) => {
    const value = parse(text);
    for (;;) {
      if (schema(value)) return value;
      const [violation] = schema.errors ?? [];
      const { instancePath = '', keyword = '', params = {} } = violation ?? {};
      if (withoutHint(value, instancePath, hints)) continue;
      const missing = typeof params['missingProperty'] === 'string' ? `/${params['missingProperty']}` : '';
      throw new ContractBreach(`${instancePath}${missing} (${keyword})`);
    }
  };
}

/**
 * Reads a body as JSON of the given schema that also says what was asked about.
 * @param echoed what of the answer must be the same as in the request
 */
export function jsonAbout<T extends object>(
  schema: Validator<T>,
  echoed: Partial<T>,
  hints: readonly string[] = [],
): (text: string) => T {
  const read = json(schema, hints);
  return (text) => {
    const value = read(text);
    for (const key of Object.keys(echoed) as (keyof T & string)[]) {
      if (value[key] !== echoed[key]) throw new ContractBreach(`/${key}`);
    }
    return value;
  };
}

/** Reads `application/pem-certificate-chain` (RFC 8555, 9.1) as one PEM each. */
export function readChain(text: string): string[] {
  const pems = text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (pems.length === 0) throw new ContractBreach('PEM');
  return pems.map((pem) => `${pem}\n`);
}

/** For answers without a body. */
export function nothing(): void {}

function parse(text: string): unknown {
  try {
    // A mark that something in between put before it may be ignored (RFC 8259, 8.1).
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ContractBreach('JSON');
  }
}

function requestOf<T>(wanted: Call<T>, options: ApiOptions, sent: string | undefined): HttpRequest {
  const { method, path, query, signal, body, token } = wanted;
  return {
    method,
    path,
    query,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
    limit: wanted.limit ?? LONGEST_ANSWER,
    timeoutMs: options.timeoutMs,
    headers: {
      accept: `${wanted.mediaType ?? JSON_TYPE}, application/problem+json`,
      'accept-language': options.language,
      'user-agent': options.version === undefined ? 'cert-tool' : `cert-tool/${options.version}`,
      ...(sent === undefined ? {} : { 'x-request-id': sent }),
      ...(body === undefined ? {} : { 'content-type': JSON_TYPE }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  };
}

function resultOf<T>(wanted: Call<T>, answer: HttpAnswer): T {
  const isExpected = wanted.expected.includes(answer.status);
  const refusal = isExpected ? undefined : problemOf(answer);
  const other = otherAnswer(answer, { isExpected, isRefusal: refusal !== undefined });
  if (other) throw new HttpFailure(wanted, { kind: 'contract', detail: other, isPage: true });
  if (!isExpected) throw new HttpFailure(wanted, refusalOf(wanted, answer, refusal));
  if (answer.coding !== '') throw new HttpFailure(wanted, breach(wanted, codingWord(answer)));
  if (answer.status !== 204 && answer.contentType !== (wanted.mediaType ?? JSON_TYPE)) {
    throw new HttpFailure(wanted, breach(wanted, `Content-Type ${typeWord(answer)}`));
  }
  try {
    return wanted.read(answer.body.toString('utf8'), answer.body);
  } catch (error) {
    if (error instanceof ContractBreach) throw new HttpFailure(wanted, breach(wanted, error.message));
    throw error;
  }
}

/** A status that is no success: the bank's refusal, or something else that speaks HTTP. */
function refusalOf<T>(wanted: Call<T>, answer: HttpAnswer, refusal: Problem | undefined): Reason {
  const { status, retryAfterSeconds } = answer;
  const understood = status >= 500 || status === 429 || (status >= 400 && refusal !== undefined);
  if (understood) return { kind: 'status', status, retryAfterSeconds, refusal };
  return breach(wanted, answer.coding === '' ? `HTTP ${status}, ${typeWord(answer)}` : codingWord(answer));
}

function problemOf({ status, contentType, body }: HttpAnswer): Problem | undefined {
  return contentType === 'application/problem+json' ? readProblem(status, body.toString('utf8')) : undefined;
}

/** Who compresses is found by this word: the bank is asked not to. */
function codingWord({ coding }: HttpAnswer): string {
  return `Content-Encoding ${coding}`;
}

function breach<T>(wanted: Call<T>, place: string): Reason {
  return { kind: 'contract', detail: `${wanted.method} ${wanted.path}: ${place}` };
}

/** The media type if it looks like one: it comes from the other side and is shown. */
function typeWord({ contentType }: HttpAnswer): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(contentType) ? contentType : '-';
}

function traceOf(error: unknown): { failure?: string; requestId?: string } {
  if (!(error instanceof HttpFailure)) return { failure: 'cancelled' };
  const { reason } = error;
  if (reason.kind === 'network') return { failure: reason.name };
  if (reason.kind === 'proxy') return { failure: reason.why.name };
  if (reason.kind === 'contract') return { failure: reason.isPage ? 'other-answer' : 'bad-answer' };
  const { code = 'refused', requestId } = reason.refusal ?? {};
  return { failure: code, ...(requestId ? { requestId } : {}) };
}
