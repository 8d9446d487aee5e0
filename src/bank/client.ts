import { setTimeout as sleep } from 'node:timers/promises';
import type { Bank, BankStatus } from '../core/ports/bank.ts';
import type { Language } from '../core/text.ts';
import { type BankEvent, type Call, json, openApi, readChain } from './api.ts';
import { readBaseUrl } from './base-url.ts';
import { HttpFailure } from './failure.ts';
import { Session as SessionSchema, Status as StatusSchema } from './generated/answers.js';
import { openHttp } from './http.ts';
import { statusFrom } from './read.ts';
import { openSession, type SessionContext } from './session.ts';
import { type ErrorContext, toError } from './translate.ts';
import type { TrustedCas } from './trust.ts';

export interface BankOptions {
  /** https, with or without the base path `/v1`. */
  readonly baseUrl: string;
  readonly ca?: TrustedCas | undefined;
  /** For each request. */
  readonly timeoutMs: number;
  readonly language: Language;
  /** Cancels what is under way before a certificate is requested; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly log?: ((event: BankEvent) => void) | undefined;
  readonly wait?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
  /** This PC's clock, for the durations in the log. */
  readonly now?: (() => Date) | undefined;
}

/**
 * A bank that serves docs/bank-api.yaml. Connects with the first request.
 * @throws CertToolError `invalid-bank-url`, `unreadable-file` (a CA that is none)
 */
export function createBank(options: BankOptions): Bank {
  const { timeoutMs, language, signal } = options;
  const baseUrl = readBaseUrl(options.baseUrl);
  const http = openHttp({ baseUrl, ca: options.ca, timeoutMs });
  const api = openApi({
    http,
    language,
    timeoutMs,
    wait: options.wait ?? defaultWait,
    random: options.random ?? Math.random,
    now: options.now,
    log: options.log ?? (() => {}),
  });
  let lastStatus: BankStatus | undefined;
  /** Sessions whose certificate is on its way: while there is one, nothing may be cancelled. */
  const committed = new Set<string>();

  function context(loginId?: string): ErrorContext {
    const { support, until } = lastStatus ?? {};
    return { host: baseUrl.host, timeoutMs, loginId, support, until };
  }

  async function call<T>(wanted: Call<T>, loginId?: string): Promise<T> {
    try {
      return await api.call(wanted);
    } catch (error) {
      throw error instanceof HttpFailure ? toError(error, context(loginId)) : error;
    }
  }

  const cancel = () => (committed.size === 0 ? signal : undefined);

  return {
    async status() {
      const answer = await call({ ...GET_STATUS, signal: cancel() });
      lastStatus = statusFrom(answer);
      return lastStatus;
    },
    caChain: () => call({ ...GET_CA, signal: cancel() }),
    async logIn(loginId, password) {
      const answer = await call({ ...LOG_IN, body: { loginId, password }, signal: cancel() }, loginId);
      const session: SessionContext = {
        api,
        signal,
        toError: (failure) => toError(failure, context(loginId)),
        onCommit: () => committed.add(answer.token),
        onEnd: () => committed.delete(answer.token),
      };
      return openSession(answer, session);
    },
    close: () => http.close(),
  };
}

const GET_STATUS = {
  method: 'GET',
  path: '/status',
  repetition: 'safe',
  expected: [200],
  read: json(StatusSchema),
} as const;

const GET_CA = {
  method: 'GET',
  path: '/ca',
  repetition: 'safe',
  expected: [200],
  mediaType: 'application/pem-certificate-chain',
  read: readChain,
} as const;

const LOG_IN = {
  method: 'POST',
  path: '/sessions',
  repetition: 'unprocessed',
  expected: [201],
  read: json(SessionSchema),
} as const;

async function defaultWait(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.reason ?? error;
  }
}
