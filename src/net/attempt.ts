import { HttpFailure } from './failure.ts';
import type { HttpAnswer } from './http-answer.ts';

/** One attempt of one request, for `--verbose` and the log. It holds no secret. */
export interface RequestEvent {
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
  /** The other side's own number for the request. */
  readonly requestId?: string;
}

export interface AttemptOptions {
  /** As for `openHttp`: for the durations in the log. */
  readonly elapsed: () => number;
  readonly log: (event: RequestEvent) => void;
  /** The name of the next request; none is sent without it. */
  readonly requestId?: (() => string) | undefined;
}

export interface Attempt<T> {
  readonly method: string;
  readonly path: string;
  /** From 1. */
  readonly number: number;
  /** @param sent the request's name, where it has one */
  send(sent: string | undefined): Promise<HttpAnswer>;
  /** What the answer means. Throws `HttpFailure`. */
  read(answer: HttpAnswer): T;
}

/** Sends a request once and tells the log how that went. Throws what `send` and `read` throw. */
export async function attempted<T>(options: AttemptOptions, attempt: Attempt<T>): Promise<T> {
  const { method, path, number } = attempt;
  const started = options.elapsed();
  const sent = options.requestId?.();
  const event = { method, path, attempt: number, ...(sent && { sent }) };
  const duration = () => ({ durationMs: Math.round(options.elapsed() - started) });
  let status: number | undefined;
  let requestId: string | undefined;
  try {
    const answer = await attempt.send(sent);
    status = answer.status;
    requestId = requestIdIn(answer.requestId);
    const result = attempt.read(answer);
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

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** A number of the other side's for a request; undefined for what none can be. */
export function requestIdIn(value: unknown): string | undefined {
  return typeof value === 'string' && REQUEST_ID.test(value) ? value : undefined;
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
