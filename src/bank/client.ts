import type { Bank, BankStatus } from '../core/ports/bank.ts';
import type { Language } from '../core/text.ts';
import type { RequestEvent } from '../net/attempt.ts';
import { HttpFailure } from '../net/failure.ts';
import { type Http, openHttp } from '../net/http.ts';
import type { TrustedCas } from '../net/trust.ts';
import type { ForwardProxy } from '../net/tunnel.ts';
import { type Api, type Call, openApi } from './api.ts';
import { readBaseUrl } from './base-url.ts';
import { GET_CA, GET_CRL, GET_STATUS, LOG_IN } from './calls.ts';
import type { components } from './generated/contract.ts';
import { statusFrom } from './read.ts';
import { type FullSession, openSession } from './session.ts';
import { type ErrorContext, toError } from './translate.ts';

export interface BankOptions {
  /** https, with or without the base path `/v1`. */
  readonly baseUrl: string;
  readonly ca?: TrustedCas | undefined;
  /** Through which the bank is reached. */
  readonly proxy?: ForwardProxy | undefined;
  /** Where the bank's users log in with a browser, as far as it is set: for words. */
  readonly loginPage?: string | undefined;
  /** For each request. */
  readonly timeoutMs: number;
  readonly language: Language;
  /** Of cert-tool: the bank is told. */
  readonly version?: string | undefined;
  /** What the company calls this PC, to travel with requests for certificates; not at all without it. */
  readonly device?: string | undefined;
  /** Cancels what is under way before a certificate is requested; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly log?: ((event: RequestEvent) => void) | undefined;
  /** Names each request, so that the bank's own log can be searched for it. */
  readonly requestId?: (() => string) | undefined;
  /** Before a request is repeated; an aborted signal ends it at once by throwing the signal's reason. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  readonly random?: (() => number) | undefined;
  /** As `repeat` has it. */
  readonly patienceMs?: number | undefined;
  /** Milliseconds on a clock that nobody sets, to tell how long was waited. */
  readonly elapsed: () => number;
}

/** A bank of this protocol, which can all that there is. */
export interface FullBank extends Required<Omit<Bank, 'withoutLogin'>> {
  logIn(loginId: string, password: string): Promise<FullSession>;
}

/**
 * A bank that serves docs/bank-api.yaml. Connects with the first request.
 * @throws CertToolError `invalid-bank-url`, `unreadable-file` (a CA that is none)
 */
export function createBank(options: BankOptions): FullBank {
  const bank = new HttpBank(options, readBaseUrl(options.baseUrl));
  // A plain record, so that a caller may spread it and replace a part. Each part forwards all of its arguments.
  return {
    offers: bank.offers,
    status: () => bank.status(),
    caChain: (authorityKeyId) => bank.caChain(authorityKeyId),
    crl: (authorityKeyId) => bank.crl(authorityKeyId),
    logIn: (loginId, password) => bank.logIn(loginId, password),
    close: () => bank.close(),
  };
}

class HttpBank implements FullBank {
  readonly offers = ['states', 'confirming', 'proof', 'administration'] as const;
  readonly #options: BankOptions;
  readonly #host: string;
  readonly #http: Http;
  readonly #api: Api;
  #lastStatus: BankStatus | undefined;
  /** Sessions whose certificate is on its way: while there is one, nothing may be cancelled. */
  readonly #committed = new Set<SessionAnswer>();

  constructor(options: BankOptions, baseUrl: URL) {
    const { ca, proxy, timeoutMs, language, version, elapsed } = options;
    this.#options = options;
    this.#host = baseUrl.host;
    this.#http = openHttp({ baseUrl, ca, proxy, timeoutMs, elapsed });
    this.#api = openApi({
      http: this.#http,
      language,
      version,
      timeoutMs,
      elapsed,
      wait: options.wait,
      random: options.random ?? Math.random,
      patienceMs: options.patienceMs,
      log: options.log ?? (() => {}),
      requestId: options.requestId,
    });
  }

  async status(): Promise<BankStatus> {
    this.#lastStatus = statusFrom(await this.#call(GET_STATUS));
    return this.#lastStatus;
  }

  caChain(authorityKeyId?: string): Promise<string[]> {
    return this.#call({ ...GET_CA, query: queryFor(authorityKeyId) });
  }

  crl(authorityKeyId?: string): Promise<Buffer> {
    return this.#call({ ...GET_CRL, query: queryFor(authorityKeyId) });
  }

  async logIn(loginId: string, password: string): Promise<FullSession> {
    const answer = await this.#call({ ...LOG_IN, body: { loginId, password } }, loginId);
    return openSession(answer, {
      api: this.#api,
      signal: this.#options.signal,
      device: this.#options.device,
      toError: (failure, target) => toError(failure, { ...this.#errorContext(loginId), target }),
      onCommit: () => this.#committed.add(answer),
      onEnd: () => this.#committed.delete(answer),
    });
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #call<T>(wanted: Call<T>, loginId?: string): Promise<T> {
    const signal = this.#committed.size === 0 ? this.#options.signal : undefined;
    try {
      return await this.#api.call({ ...wanted, signal });
    } catch (error) {
      throw error instanceof HttpFailure ? toError(error, this.#errorContext(loginId)) : error;
    }
  }

  #errorContext(loginId: string | undefined): ErrorContext {
    const { support, rules, until, loginPage } = this.#lastStatus ?? {};
    const page = this.#options.loginPage ?? loginPage;
    return { host: this.#host, loginId, support, rules, until, loginPage: page };
  }
}

type SessionAnswer = components['schemas']['Session'];

/** Which CA is asked about; the present one without a query. */
function queryFor(authorityKeyId: string | undefined): string | undefined {
  return authorityKeyId === undefined ? undefined : `?authorityKeyId=${encodeURIComponent(authorityKeyId)}`;
}
