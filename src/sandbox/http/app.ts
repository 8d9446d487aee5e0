import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { BankContext } from '../business/context.ts';
import { languageOf } from '../business/language.ts';
import { Problem } from '../business/problem.ts';
import { settleRevocations } from '../business/revocation.ts';
import { duringRequest, isNoted, recordAct } from '../records/audit.ts';
import { refusalBy } from './faulty.ts';
import type { BankEnv, BankRequest } from './request.ts';
import { addBankRoutes, addCertificateRoutes, addSessionRoutes, addUserRoutes } from './routes.ts';

/** One request and its answer as they went over the wire, for checks against the contract. */
export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly requestHeaders: Headers;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: string;
}

export interface AppHooks {
  readonly log: (line: string) => void;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Short, for a rehearsal. */
const RETRY_AFTER_SECONDS = '1';

/** The contract of docs/bank-api.yaml as a web application. What it does not serve is 404 `not-found`. */
export function bankApp(bank: BankContext, hooks: AppHooks): Hono<BankEnv> {
  const app = new Hono<BankEnv>();
  const { onExchange } = hooks;
  if (onExchange) app.use(observe(onExchange));
  app.use(async (c, next) => {
    const requestId = randomUUID();
    settleRevocations(bank);
    c.set('requestId', requestId);
    c.set('language', languageOf(c.req.header('accept-language')));
    // Before there is an answer: to add a header to one, Hono makes it anew.
    for (const [name, value] of Object.entries(headersOf(requestId))) c.header(name, value);
    await duringRequest(requestId, next);
  });
  app.use(async (c, next) => {
    const refusal = refusalBy(c.env.fault, c.req.path);
    if (refusal) throw refusal;
    await next();
  });
  addBankRoutes(app, bank);
  addSessionRoutes(app, bank);
  addCertificateRoutes(app, bank);
  addUserRoutes(app, bank);
  app.notFound((c) => refuse(c, bank, new Problem('not-found')));
  app.onError((error, c) => {
    if (error instanceof Problem) return refuse(c, bank, error);
    hooks.log(`${c.get('requestId')} ${error.stack ?? error}`);
    return refuse(c, bank, new Problem('internal'));
  });
  return app;
}

/** Whoever is told the number of a request is to find it in the log, whatever it was refused for. */
function refuse(c: BankRequest, bank: BankContext, problem: Problem): Response {
  const requestId = c.get('requestId');
  if (!isNoted(bank.database, requestId)) {
    const note = () => recordAct(bank.database, bank.now(), '', 'request-refused', problem.code);
    duringRequest(requestId, () => bank.database.passing(note));
  }
  return answerProblem(c, problem);
}

function answerProblem(c: BankRequest, problem: Problem): Response {
  const requestId = c.get('requestId');
  const body = problem.body(c.get('language'), requestId);
  const headers = new Headers({ 'Content-Type': 'application/problem+json', ...headersOf(requestId) });
  if (problem.status === 429 || problem.status === 503) headers.set('Retry-After', RETRY_AFTER_SECONDS);
  if (problem.status === 401) headers.set('WWW-Authenticate', 'Bearer');
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

/** What every answer says. */
function headersOf(requestId: string): Record<string, string> {
  return { 'Cache-Control': 'no-store', 'X-Request-ID': requestId };
}

function observe(onExchange: (exchange: Exchange) => void) {
  return async (c: BankRequest, next: () => Promise<void>): Promise<void> => {
    const { method, url } = c.req;
    const { pathname, search } = new URL(url);
    await next();
    const answer = c.res.clone();
    onExchange({
      method,
      path: pathname + search,
      requestHeaders: new Headers(c.req.raw.headers),
      requestBody: await c.req.text().catch(() => ''),
      status: answer.status,
      responseHeaders: new Headers(answer.headers),
      responseBody: await answer.text(),
    });
  };
}
