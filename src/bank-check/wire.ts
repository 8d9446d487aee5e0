import type { Http, HttpRequest } from '../net/http.ts';
import type { HttpAnswer } from '../net/http-answer.ts';
import { type Fault, faultsOf, parsed } from './allowed-answer.ts';
import type { Exchange } from './breach.ts';
import { Secrets } from './mask.ts';

/** A request as a case has it. */
export interface Outgoing {
  readonly method: HttpRequest['method'];
  /** Below the base path. */
  readonly path: string;
  /** With its question mark. */
  readonly query?: string;
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, in place of `json`. */
  readonly text?: string;
  /** Of `Accept-Language`; Japanese by default, none at all for an empty one. */
  readonly language?: string;
}

export interface Answer extends HttpAnswer {
  /** The body as JSON; its text where it is none. */
  readonly json: unknown;
  readonly exchange: Exchange;
  /** In what it differs from what the contract declares. */
  readonly faults: readonly Fault[];
}

/** An answer that was not as declared, for the promises that are about every answer. */
export interface Seen {
  readonly fault: Fault;
  readonly exchange: Exchange;
}

export interface WireOptions {
  readonly http: Http;
  /** The path of the base URL. */
  readonly basePath: string;
  /** Of cert-tool. */
  readonly version: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Tells of each request once it is over. */
  readonly log: (event: object) => void;
  wait(ms: number): Promise<void>;
}

const LONGEST_ANSWER = 1024 * 1024;
const LONGEST_USER_LIST = 4 * LONGEST_ANSWER;
const LONGEST_CRL = 16 * LONGEST_ANSWER;
const JSON_TYPE = 'application/json';
/** How often, and how long, a bank is waited for that says that it has too much to do. */
const MOST_WAITS = 5;
const LONGEST_WAIT_SECONDS = 60;

/** Sends requests as they are, good or bad, and remembers every answer that the contract does not have. */
export class Wire {
  readonly secrets = new Secrets();
  readonly #options: WireOptions;
  readonly #seen: Seen[] = [];
  #count = 0;
  #wasBusy = false;
  #last: Exchange | undefined;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  /** Every answer so far that was not as declared. */
  get seen(): readonly Seen[] {
    return this.#seen;
  }

  /** How many answers there were. */
  get count(): number {
    return this.#count;
  }

  /** The last answer, for what is found out about it later. */
  get last(): Exchange | undefined {
    return this.#last;
  }

  /** Whether an answer said that the bank has too much to do, or is closed. */
  get wasBusy(): boolean {
    return this.#wasBusy;
  }

  /** @throws HttpFailure where no answer comes, or one that is none; the signal's reason */
  async send(outgoing: Outgoing): Promise<Answer> {
    for (let waits = 0; ; waits += 1) {
      const answer = await this.#once(outgoing);
      const seconds = answer.retryAfterSeconds;
      if (
        !isBusy(answer) ||
        seconds === undefined ||
        seconds > LONGEST_WAIT_SECONDS ||
        waits === MOST_WAITS
      ) {
        return answer;
      }
      await this.#options.wait(seconds * 1000);
    }
  }

  async #once(outgoing: Outgoing): Promise<Answer> {
    const request = this.#requestOf(outgoing);
    const sent = this.#shown(outgoing, request);
    const answer = await this.#options.http.send(request).catch((error: unknown) => {
      this.#options.log({ method: request.method, path: request.path, failure: String(error) });
      throw Object.assign(error instanceof Error ? error : new Error(String(error)), { exchange: sent });
    });
    this.#count += 1;
    if (isBusy(answer)) this.#wasBusy = true;
    const { method, path } = request;
    this.#options.log({ method, path, status: answer.status, sent: request.headers['x-request-id'] });
    const faults = faultsOf(outgoing, answer);
    const exchange = { ...sent, answer: this.#shownAnswer(answer) };
    this.#last = exchange;
    for (const fault of faults) this.#seen.push({ fault, exchange });
    return { ...answer, json: parsed(answer.body), exchange, faults };
  }

  #requestOf({ method, path, query, token, json, text, language = 'ja' }: Outgoing): HttpRequest {
    const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
    const { version, timeoutMs, signal } = this.#options;
    return {
      ...{ method, path, query, body, timeoutMs, signal },
      limit: path === '/crl' ? LONGEST_CRL : path === '/users' ? LONGEST_USER_LIST : LONGEST_ANSWER,
      headers: {
        accept: `${JSON_TYPE}, application/problem+json, */*`,
        'user-agent': version === undefined ? 'cert-tool' : `cert-tool/${version}`,
        'x-request-id': `check-${this.#count + 1}`,
        ...(language !== '' && { 'accept-language': language }),
        ...(body !== undefined && { 'content-type': JSON_TYPE }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    };
  }

  #shown({ token }: Outgoing, { method, path, query = '', headers, body }: HttpRequest): Exchange {
    const { authorization: _, ...others } = headers;
    return {
      request: {
        method,
        path: this.#options.basePath + path + query,
        headers: { ...others, ...(token !== undefined && { authorization: 'Bearer ********' }) },
        ...(body !== undefined && { body: this.secrets.inRequest(body) }),
      },
    };
  }

  #shownAnswer({ status, headers, contentType, body }: HttpAnswer): NonNullable<Exchange['answer']> {
    const isText = /json|text|pem/.test(contentType) || body.length < 100;
    const masked = Object.entries(headers).map(([name, value]) => [name, this.secrets.inAnswer(value)]);
    return {
      status,
      headers: Object.fromEntries(masked),
      body: isText ? this.secrets.inAnswer(body.toString('utf8')) : `(${body.length} bytes)`,
    };
  }
}

function isBusy({ status }: HttpAnswer): boolean {
  return status === 429 || status === 503;
}
