import { type AttemptOptions, attempted } from '../net/attempt.ts';
import { HttpFailure } from '../net/failure.ts';
import type { Http, HttpRequest } from '../net/http.ts';
import type { HttpAnswer } from '../net/http-answer.ts';
import { otherAnswer } from '../net/other-answer.ts';
import { type Repetition, repeat } from '../net/retry.ts';

/** An operation of EST (RFC 7030, 3.2.2). */
export interface Operation<T> {
  readonly method: 'GET' | 'POST';
  /** Below the service's address. */
  readonly path: '/cacerts' | '/csrattrs' | '/simpleenroll' | '/simplereenroll';
  /** What the server may answer with. */
  readonly accept: string;
  /** base64 of a PKCS#10 request; nothing of one where the server is to say no. */
  readonly body?: string;
  /** With its scheme. */
  readonly authorization?: string | undefined;
  readonly repetition: Repetition;
  readonly signal?: AbortSignal | undefined;
  /** The good statuses. */
  readonly expected: readonly number[];
  /** Reads a good answer. Throws `Breach`. */
  readonly read: (answer: HttpAnswer) => T;
}

export interface ApiOptions extends AttemptOptions {
  /** Of cert-tool. */
  readonly version?: string | undefined;
  readonly timeoutMs: number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** As `repeat` has it. */
  readonly patienceMs?: number | undefined;
}

/** An answer that is not what the standard says; the message names the place, never the content. */
export class Breach extends Error {}

/** A refusal with what is needed to tell why. */
export class RefusedAnswer extends HttpFailure {
  /** The `WWW-Authenticate` headers. */
  readonly challenge: string | undefined;
  /** It is a page for people: it may come from something in between. */
  readonly isPage: boolean;

  constructor(wanted: { method: string; path: string }, answer: HttpAnswer, isPage: boolean) {
    const { status, retryAfterSeconds, challenge } = answer;
    super(wanted, { kind: 'status', status, retryAfterSeconds, refusal: undefined });
    this.name = 'RefusedAnswer';
    this.challenge = challenge;
    this.isPage = isPage;
  }
}

/** Room for the certificates of many CAs. */
const LONGEST_ANSWER = 1024 * 1024;

/** Does an operation at a server. @throws HttpFailure, or the signal's reason */
export function perform<T>(http: Http, wanted: Operation<T>, options: ApiOptions): Promise<T> {
  const { method, path, repetition, signal } = wanted;
  const once = (number: number) =>
    attempted(options, {
      ...{ method, path, number },
      send: (sent) => http.send(requestOf(wanted, options, sent)),
      read: (answer) => resultOf(wanted, answer),
    });
  const { wait, random, patienceMs } = options;
  return repeat(once, { repetition, signal, wait, random, patienceMs });
}

function requestOf<T>(wanted: Operation<T>, options: ApiOptions, sent: string | undefined): HttpRequest {
  const { method, path, signal, body, authorization, accept } = wanted;
  return {
    ...{ method, path, signal, body, limit: LONGEST_ANSWER, timeoutMs: options.timeoutMs },
    headers: {
      accept,
      'user-agent': options.version === undefined ? 'cert-tool' : `cert-tool/${options.version}`,
      ...(sent === undefined ? {} : { 'x-request-id': sent }),
      // Of no meaning any more (RFC 8951, 3.1), and asked for by servers that are older.
      ...(body !== undefined && {
        'content-type': 'application/pkcs10',
        'content-transfer-encoding': 'base64',
      }),
      ...(authorization === undefined ? {} : { authorization }),
    },
  };
}

/**
 * The type of a good answer says little: servers leave it out, or name an older one. And what servers say of a refusal is
 * often a page of the software that they run in.
 */
function resultOf<T>(wanted: Operation<T>, answer: HttpAnswer): T {
  const isExpected = wanted.expected.includes(answer.status);
  const isPage = PAGES.includes(answer.contentType);
  const contentType = isPage ? answer.contentType : 'application/octet-stream';
  const isRefusal = !isExpected && answer.status >= 400 && !PROXY_STATUSES.includes(answer.status);
  const isEmpty = isExpected && answer.body.length === 0 && answer.proxyError === undefined;
  const other =
    isEmpty || (isRefusal && answer.proxyError === undefined)
      ? undefined
      : otherAnswer({ ...answer, contentType }, { isExpected, isRefusal: false });
  if (other) throw new HttpFailure(wanted, { kind: 'contract', detail: other, isPage: true });
  if (isExpected) return read(wanted, answer);
  if (isRefusal) throw new RefusedAnswer(wanted, answer, isPage);
  throw breach(wanted, `HTTP ${answer.status}`);
}

const PAGES: readonly string[] = ['text/html', 'application/xhtml+xml'];
/** Proxy Authentication Required (RFC 9110, 15.5.8), Network Authentication Required (RFC 6585, 6). */
const PROXY_STATUSES: readonly number[] = [407, 511];

function read<T>(wanted: Operation<T>, answer: HttpAnswer): T {
  try {
    return wanted.read(answer);
  } catch (error) {
    if (error instanceof Breach) throw breach(wanted, error.message);
    throw error;
  }
}

function breach(wanted: { method: string; path: string }, place: string): HttpFailure {
  const detail = `${wanted.method} ${wanted.path}: ${place}`;
  return new HttpFailure(wanted, { kind: 'contract', detail });
}
