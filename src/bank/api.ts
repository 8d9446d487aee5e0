import type { Language } from '../core/text.ts';
import { type AttemptOptions, attempted } from '../net/attempt.ts';
import { HttpFailure, type Reason } from '../net/failure.ts';
import type { Http, HttpRequest } from '../net/http.ts';
import type { HttpAnswer } from '../net/http-answer.ts';
import { otherAnswer } from '../net/other-answer.ts';
import { type Repetition, repeat } from '../net/retry.ts';
import type { Validator } from './generated/answers.js';
import { withoutHint } from './hints.ts';
import { type Problem, readProblem } from './problem.ts';

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

export interface ApiOptions extends AttemptOptions {
  readonly http: Http;
  readonly language: Language;
  /** Of cert-tool. */
  readonly version?: string | undefined;
  readonly timeoutMs: number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** As `repeat` has it. */
  readonly patienceMs?: number | undefined;
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
  const attempt = <T>(wanted: Call<T>, number: number) =>
    attempted(options, {
      ...{ method: wanted.method, path: wanted.path, number },
      send: (sent) => options.http.send(requestOf(wanted, options, sent)),
      read: (answer) => resultOf(wanted, answer),
    });

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
