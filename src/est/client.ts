import type { CertToolError } from '../core/error.ts';
import type { Bank, BankStatus, Shown } from '../core/ports/bank.ts';
import { BankRefusal } from '../core/ports/bank-refusals.ts';
import type { ClientKey } from '../core/ports/store.ts';
import type { RequestEvent } from '../net/attempt.ts';
import { HttpFailure } from '../net/failure.ts';
import { type Http, openHttp } from '../net/http.ts';
import type { TrustedCas } from '../net/trust.ts';
import type { ForwardProxy } from '../net/tunnel.ts';
import { bankIdOf, nameOfService, readEstAddress } from './address.ts';
import { type ApiOptions, type Operation, perform, RefusedAnswer } from './api.ts';
import { type LoginTemplates, otpIn, USUAL_LOGIN } from './basic.ts';
import { type Bag, chainOfKey, presentChain } from './chains.ts';
import { type CsrAttributes, otherKeyWanted, readCsrAttributes } from './csr-attributes.ts';
import { ASK_NOTHING, type CaCertificates, GET_CA_CERTIFICATES, GET_CSR_ATTRIBUTES } from './operations.ts';
import { openSession } from './session.ts';
import { otherKey, toError } from './translate.ts';

export interface EstOptions {
  /** Below which the operations are, like `https://ca.example/.well-known/est/label`. */
  readonly address: string;
  readonly ca?: TrustedCas | undefined;
  /** Through which the service is reached. */
  readonly proxy?: ForwardProxy | undefined;
  /** What goes into the fields of HTTP Basic. */
  readonly login?: Partial<LoginTemplates> | undefined;
  /** For each request. */
  readonly timeoutMs: number;
  /** Of cert-tool: the service is told. */
  readonly version?: string | undefined;
  /** Cancels what is under way before a certificate is requested; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly log?: ((event: RequestEvent) => void) | undefined;
  /** Names each request. */
  readonly requestId?: (() => string) | undefined;
  /** Told of what must not be shown: the header as it travels. */
  readonly hide?: ((secret: string) => void) | undefined;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  readonly random?: (() => number) | undefined;
  readonly patienceMs?: number | undefined;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsed: () => number;
  /** This PC's time, where the server does not tell its own. */
  readonly now: () => Date;
}

/**
 * A CA that is spoken to by EST (RFC 7030, RFC 8951). Connects with the first request.
 * @throws CertToolError `invalid-bank-url`, `unreadable-file` (a CA that is none)
 */
export function createEstBank(options: EstOptions): Bank {
  const service = new Service(options, readEstAddress(options.address));
  const login = { ...USUAL_LOGIN, ...options.login };
  const session = (loginId: string, shown: Shown) => openSession(loginId, shown, service.contextFor(login));
  const otp = otpIn(login);
  return {
    offers: [],
    withoutLogin: {
      ...{ session, keepsSubject: true, ...(otp && { otp }) },
      checkKey: ({ rsaBits }) => service.checkKey(rsaBits),
    },
    status: () => service.status(),
    caChain: (authorityKeyId) => service.caChain(authorityKeyId),
    logIn: async (loginId, password) => session(loginId, { password }),
    close: () => service.close(),
  };
}

class Service {
  readonly #options: EstOptions;
  readonly #address: URL;
  readonly #api: ApiOptions;
  readonly #http: Http;
  /** Connections that show a certificate, by what they show. */
  readonly #shown = new Map<string, Http>();
  #bag: Bag = [];
  #asked: Promise<CaCertificates> | undefined;
  #csrAttributes: Promise<CsrAttributes> | undefined;

  constructor(options: EstOptions, address: URL) {
    const { elapsed, version, timeoutMs, wait, patienceMs, requestId } = options;
    this.#options = options;
    this.#address = address;
    this.#http = this.#open(undefined);
    this.#api = {
      ...{ elapsed, version, timeoutMs, wait, patienceMs, requestId },
      log: options.log ?? (() => {}),
      random: options.random ?? Math.random,
    };
  }

  async status(): Promise<BankStatus> {
    const { time = this.#options.now() } = await this.#caCertificates();
    const address = this.#address;
    return { bankId: bankIdOf(address), name: nameOfService(address), protocol: 'est', status: 'ok', time };
  }

  async caChain(authorityKeyId?: string): Promise<string[]> {
    const { bag } = await this.#caCertificates();
    if (authorityKeyId === undefined) return presentChain(bag);
    const chain = chainOfKey(bag, authorityKeyId);
    if (!chain) throw new BankRefusal('not-found', 404, { params: { host: this.#address.host } });
    return chain;
  }

  contextFor(templates: LoginTemplates) {
    return {
      templates,
      hide: this.#options.hide ?? (() => {}),
      perform: <T>(operation: Operation<T>, { certificate }: Shown) =>
        perform(certificate ? this.#showing(certificate) : this.#http, operation, this.#api),
      knownBag: () => this.#bag,
      freshBag: async () => (await this.#caCertificates()).bag,
      wantsLink: async () => (await this.#attributes()).wantsLink,
      challenge: () => this.#challenge(),
      error: this.#place(),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#http, ...this.#shown.values()].map((each) => each.close()));
  }

  /** Whoever asks while an answer is on its way waits for that one. */
  async #caCertificates(): Promise<CaCertificates> {
    const asked = this.#asked ?? this.#ask(GET_CA_CERTIFICATES);
    this.#asked = asked;
    try {
      const answer = await asked;
      this.#bag = answer.bag;
      return answer;
    } finally {
      if (this.#asked === asked) this.#asked = undefined;
    }
  }

  async checkKey(rsaBits: number): Promise<void> {
    const other = otherKeyWanted(await this.#attributes(), rsaBits);
    if (other) throw otherKey(this.#address.host, rsaBits, other);
  }

  /** Asked for once. Many servers have none: whatever fails, nothing is known. */
  #attributes(): Promise<CsrAttributes> {
    this.#csrAttributes ??= this.#ask(GET_CSR_ATTRIBUTES).then(readCsrAttributes, () => {
      this.#options.signal?.throwIfAborted();
      return readCsrAttributes(undefined);
    });
    return this.#csrAttributes;
  }

  async #challenge(): Promise<string | undefined> {
    const { signal } = this.#options;
    const refused = await perform(this.#http, { ...ASK_NOTHING, signal }, this.#api).catch((error) => error);
    signal?.throwIfAborted();
    return refused instanceof RefusedAnswer ? refused.challenge : undefined;
  }

  async #ask<T>(operation: Operation<T>): Promise<T> {
    try {
      return await perform(this.#http, { ...operation, signal: this.#options.signal }, this.#api);
    } catch (error) {
      throw error instanceof HttpFailure ? this.#toError(error) : error;
    }
  }

  #toError(failure: HttpFailure): CertToolError {
    return toError(failure, this.#place());
  }

  #place() {
    return { host: this.#address.host, address: this.#address.href };
  }

  #showing(client: ClientKey): Http {
    const http = this.#shown.get(client.certificate) ?? this.#open(client);
    this.#shown.set(client.certificate, http);
    return http;
  }

  #open(client: ClientKey | undefined): Http {
    const { ca, proxy, timeoutMs, elapsed } = this.#options;
    return openHttp({ baseUrl: this.#address, ca, proxy, client, timeoutMs, elapsed });
  }
}
