import type { ErrorName } from '../core/catalogue/index.ts';
import type { Text } from '../core/text.ts';
import type { NamedProxy, ProxyRefusal } from './proxy-refusal.ts';

/** Why there is no answer at all: the catalogue's names of exit code 6. */
export type NetworkErrorName = Extract<
  ErrorName,
  | 'unknown-host'
  | 'connection-refused'
  | 'timeout'
  | 'connection-lost'
  | 'tls-untrusted'
  | 'tls-expired'
  | 'tls-wrong-name'
  | 'tls-failed'
  | 'bank-unreachable'
>;

/** What the other side's own document says of a refusal, in the terms of its protocol. */
export interface Refusal {
  /** The protocol's word for it. */
  readonly code: string;
  /** The other side says itself that the request had no effect: it may be sent again, whatever it was. */
  readonly hadNoEffect: boolean;
  /** It will be the same in a few seconds. */
  readonly isLasting: boolean;
  /** The other side's own number for the request. */
  readonly requestId?: string;
}

/** What went wrong with one request. */
export type Reason =
  | {
      readonly kind: 'network';
      readonly name: NetworkErrorName;
      readonly detail: string | Text;
      /** How long this try really took. */
      readonly waitedMs: number;
      /** What it went through, and which may be what failed or answered. */
      readonly through?: NamedProxy | undefined;
    }
  /** There is no way through the proxy: the other side has not been reached, and the request not been sent. */
  | {
      readonly kind: 'proxy';
      /** Its host and port. */
      readonly proxy: string;
      readonly why: ProxyRefusal;
    }
  /** An answer that breaks the protocol; `detail` names the place, never the content. */
  | {
      readonly kind: 'contract';
      readonly detail: string | Text;
      /** It is no answer of such a service at all, but a page for people, or an answer of a proxy's. */
      readonly isPage?: true;
    }
  /** The other side says no. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds: number | undefined;
      /** Undefined where something else than the expected service answered. */
      readonly refusal: Refusal | undefined;
    };

/** The one type that failed requests have. Who speaks the protocol turns it into what people see. */
export class HttpFailure extends Error {
  readonly method: string;
  /** The path below the base URL, without a query. */
  readonly path: string;
  readonly reason: Reason;

  constructor(request: { method: string; path: string }, reason: Reason, cause?: unknown) {
    super(`${request.method} ${request.path}: ${wordFor(reason)}`, { cause });
    this.name = 'HttpFailure';
    this.method = request.method;
    this.path = request.path;
    this.reason = reason;
  }
}

/** What was waited, as people are told: in tenths of a second. */
export function secondsOf(waitedMs: number): number {
  return Math.max(1, Math.round(waitedMs / 100)) / 10;
}

function wordFor(reason: Reason): string {
  if (reason.kind === 'network') return reason.name;
  if (reason.kind === 'proxy') return reason.why.name;
  if (reason.kind === 'contract') return 'bad answer';
  return `HTTP ${reason.status} ${reason.refusal?.code ?? ''}`.trimEnd();
}
