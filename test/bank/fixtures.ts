import { onTestFinished } from 'vitest';
import { type BankOptions, createBank, type FullBank } from '../../src/bank/client.ts';
import { CertToolError } from '../../src/core/error.ts';
import { monotonicMs } from '../../src/system/clock.ts';
import type { Handler, Seen } from '../support/tls-server.ts';

export const STATUS = {
  bankId: 'demo',
  name: 'デモ銀行',
  status: 'ok',
  time: '2026-11-22T05:00:00Z',
  apiVersion: '1.0',
  support: { name: 'サポートデスク', phone: '0120-000-000', hours: '平日 9:00-18:00' },
};
export const SERIAL = '5b8e869e2bc4b2225302f34ada65184e';
export const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
export const SESSION = {
  token: '3q2-7wAAAAAAAAAAAAAAAAAAAAAA',
  state: 'authenticated',
  challenge: 'l5FhX0kz0n1u2ZJmVtKk1w',
  expiresAt: '2026-11-22T05:10:00Z',
};
export const WAITING = {
  ...SESSION,
  state: 'otp-required',
  otp: { method: 'token', digits: 6, expiresAt: '2026-11-22T05:05:00Z', attemptsLeft: 5 },
};
export const ME = {
  loginId: 'jirodt',
  name: 'データ二郎',
  role: 'general',
  certificate: { state: 'not-issued' },
  notices: [],
};
export const ISSUED = {
  certificate: PEM,
  chain: [PEM, PEM],
  serialNumber: SERIAL,
  notBefore: '2026-11-22T05:00:00Z',
  notAfter: '2027-11-22T23:59:59Z',
  confirmed: false,
};

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function problem(
  status: number,
  code: string,
  members: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Handler {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: 'RAW WORDS',
    requestId: 'r-1',
    ...members,
  };
  return json(status, body, { 'content-type': 'application/problem+json', ...headers });
}

export const empty: Handler = (_, response) => response.writeHead(204).end();
/** Takes the request and cuts the connection. */
export const cut: Handler = (_, response) => response.destroy();
/** A gateway that has passed the request on, and then lost patience. */
export const gateway: Handler = (_, response) => {
  response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '1' }).end('<h1>Sorry</h1>');
};
export const silence: Handler = () => {};

/**
 * Answers by `METHOD /path` below /v1: the first handler for the first such request and so on; the last one stays.
 */
export function routes(table: Readonly<Record<string, Handler | Handler[]>>): Handler {
  const counts = new Map<string, number>();
  return (request, response) => {
    const name = nameOf(request);
    const entry = table[name];
    if (entry === undefined) {
      response.writeHead(418).end(name);
      return;
    }
    const handlers = Array.isArray(entry) ? entry : [entry];
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    handlers[Math.min(count, handlers.length - 1)]?.(request, response);
  };
}

export function nameOf({ method, path }: Seen): string {
  return `${method} ${path.replace(/^\/v1/, '')}`;
}

/** A client whose waits take no time but are written down. */
export function connect(
  url: string,
  ca: string,
  options: Partial<BankOptions> = {},
): { bank: FullBank; waits: number[] } {
  const waits: number[] = [];
  const bank = createBank({
    elapsed: monotonicMs,
    baseUrl: url,
    ca: { only: ca },
    timeoutMs: 10_000,
    language: 'en',
    random: () => 1,
    wait: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  onTestFinished(() => bank.close());
  return { bank, waits };
}

/** The error that a promise must end with. */
export async function errorOf(promise: Promise<unknown>): Promise<CertToolError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CertToolError) return error;
    throw error;
  }
  throw new Error('it should have failed');
}
