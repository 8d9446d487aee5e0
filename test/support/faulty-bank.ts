import type { Http, HttpRequest } from '../../src/net/http.ts';
import type { HttpAnswer } from '../../src/net/http-answer.ts';

/** A promise that is broken: what the client sees of a bank that keeps all others. */
export type Broken = (pass: Http['send'], asked: HttpRequest) => Promise<HttpAnswer>;

/** A bank with one promise broken, as a thin layer before a good one. */
export function faultyBank(broken: Broken): (http: Http) => Http {
  return (http) => ({ ...http, send: (asked) => broken((request) => http.send(request), asked) });
}

// biome-ignore lint/suspicious/noExplicitAny: faulty answers have any shape
type Json = any;

/** Which requests: method and path, e.g. `GET /me`; of the path a regular expression. */
function isMeant(asked: HttpRequest, wanted: string): boolean {
  return new RegExp(`^${wanted}$`).test(`${asked.method} ${asked.path}`);
}

/** Changes the JSON of good answers, or of all those that `when` picks. */
export function told(
  wanted: string,
  change: (json: Json, asked: HttpRequest) => void,
  when = ({ status }: HttpAnswer) => status < 300,
): Broken {
  return answered(wanted, when, (answer, asked) => {
    const json = jsonOf(answer);
    change(json, asked);
    return { ...answer, body: Buffer.from(JSON.stringify(json)) };
  });
}

/** Changes whole answers. */
export function answered(
  wanted: string,
  when: (answer: HttpAnswer, asked: HttpRequest) => boolean,
  change: (answer: HttpAnswer, asked: HttpRequest) => HttpAnswer,
): Broken {
  return async (pass, asked) => {
    const answer = await pass(asked);
    return isMeant(asked, wanted) && when(answer, asked) ? change(answer, asked) : answer;
  };
}

/** Changes requests on their way to the bank. */
export function passedOn(wanted: string, change: (asked: HttpRequest) => HttpRequest): Broken {
  return (pass, asked) => pass(isMeant(asked, wanted) ? change(asked) : asked);
}

/** Refuses, by another code, what the bank answers with one of these statuses. */
export function refusedAs(wanted: string, from: number, status: number, code: string, extras = {}): Broken {
  return answered(
    wanted,
    (answer) => answer.status === from,
    () => problem(status, code, extras),
  );
}

/** Takes what the bank refuses with this status for good. @param json the answer; none for an empty one */
export function takenFor(wanted: string, from: number, status: number, json?: Json): Broken {
  return answered(
    wanted,
    (answer) => answer.status === from,
    () => good(status, json),
  );
}

/** As `takenFor`, with the last good answer of the kind that is meant. */
export function replayed(wanted: string, from: number, status: number): Broken {
  let last: HttpAnswer | undefined;
  return async (pass, asked) => {
    const answer = await pass(asked);
    if (!isMeant(asked, wanted)) return answer;
    if (answer.status < 300) last = answer;
    return answer.status === from && last ? { ...last, status } : answer;
  };
}

export function problem(status: number, code: string, extras: object = {}): HttpAnswer {
  const json = { type: 'about:blank', title: code, status, code, detail: '拒否', requestId: 'x', ...extras };
  return {
    ...good(status, json),
    contentType: 'application/problem+json',
    headers: { 'www-authenticate': 'Bearer' },
  };
}

export function good(status: number, json?: Json): HttpAnswer {
  return {
    status,
    contentType: json === undefined ? '' : 'application/json',
    headers: { 'cache-control': 'no-store' },
    retryAfterSeconds: undefined,
    body: Buffer.from(json === undefined ? '' : JSON.stringify(json)),
    coding: '',
    location: undefined,
    requestId: undefined,
    proxyError: undefined,
  };
}

export function jsonOf({ body }: { readonly body?: Uint8Array | string | undefined }): Json {
  return JSON.parse(Buffer.from(body ?? '').toString());
}
