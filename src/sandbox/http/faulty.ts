import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { BankContext } from '../business/context.ts';
import { Problem, type ProblemCode } from '../business/problem.ts';
import { createAuthority } from '../ca/create-authority.ts';
import type { components } from '../generated/contract.ts';
import { type CertificateEntry, certificateBySerialNumber } from '../records/certificates.ts';
import { type Fault, type FaultName, strike } from './faults.ts';
import type { FetchHandler, NodeConnection } from './server.ts';

type Issued = components['schemas']['IssuedCertificate'];

/** Long enough to be noticed and for a small `--timeout`; the answer comes. */
const SLOW_MS = 2_000;

/** The faults that are proper answers of the contract: the bank refuses before it does anything. */
const REFUSALS: Readonly<Partial<Record<FaultName, ProblemCode>>> = {
  '503': 'unavailable',
  '429': 'too-many-requests',
  '500': 'internal',
  maintenance: 'maintenance',
  'password-change-required': 'password-change-required',
  suspended: 'suspended',
  'service-not-enabled': 'service-not-enabled',
  'otp-expired': 'otp-expired',
  'session-ended': 'session-ended',
  'session-lost': 'session-required',
  'csr-refused': 'csr-refused',
};

/** What the bank refuses by this fault; under maintenance its status tells that itself. */
export function refusalBy(fault: FaultName | undefined, path: string): Problem | undefined {
  const code = fault && REFUSALS[fault];
  if (code === undefined || (code === 'maintenance' && path === '/v1/status')) return undefined;
  return new Problem(code);
}

/**
 * The bank API with faults. All but `drop-before…`, `web-page` and the refusals let the bank do what was asked, and harm its answer
 * on the way.
 * @param answer the bank itself, told which fault strikes
 */
export function withFaults(
  faults: readonly Fault[],
  bank: BankContext,
  answer: (request: Request, fault: FaultName | undefined) => Response | Promise<Response>,
  random: () => number = Math.random,
): FetchHandler {
  if (faults.length === 0) return (request) => answer(request, undefined);
  const strangers = once((generation) => createAuthority(bank.now(), generation));
  return async (request, node) => {
    const { pathname } = new URL(request.url);
    const fault = strike(faults, request.method, pathname, random);
    if (fault === 'drop-before' || fault === 'drop-before-confirm') return drop(node);
    if (fault === 'web-page') return webPage();
    if (fault === 'unknown-refusal') return refusalOfAnotherContract();
    const response = await answer(request, fault);
    switch (fault) {
      case 'slow':
        await wait(SLOW_MS, undefined, { ref: false });
        return response;
      case 'drop-after-issue':
      case 'drop-after-revoke':
        return response.ok ? drop(node) : response;
      case 'truncated':
        return sendHalf(response, node);
      case 'bad-json':
        return garble(response);
      case 'bad-crl':
        return withOtherLastByte(response);
      case 'wrong-key':
        return altered(response, async (issued) => ({ ...issued, ...(await otherKey(bank, issued)) }));
      case 'bad-chain':
        return altered(response, async (issued) => {
          const { chain } = await strangers(recordOf(bank, issued).generation);
          return { ...issued, chain: [...chain] };
        });
      default:
        return response;
    }
  };
}

/** Cuts the connection without an answer. */
function drop({ incoming }: NodeConnection): Response {
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** What a filter, or the login page of a network, has for everybody. */
function webPage(): Response {
  return new Response('<!doctype html><title>Login</title>', { headers: { 'content-type': 'text/html' } });
}

/** A reason that came with a later contract, which this one does not know. */
function refusalOfAnotherContract(): Response {
  const body = { type: 'about:blank', title: 'Refused', status: 403, code: 'reason-of-a-later-contract' };
  const headers = { 'content-type': 'application/problem+json' };
  return new Response(JSON.stringify(body), { status: 403, headers });
}

/** The signature, with which it ends, fits no more. */
async function withOtherLastByte(response: Response): Promise<Response> {
  if (!response.ok) return response;
  const body = Buffer.from(await response.arrayBuffer());
  const last = body.length - 1;
  body.writeUInt8(body.readUInt8(last) ^ 1, last);
  return new Response(body, { status: response.status, headers: response.headers });
}

/** Promises all of the body, sends half of it, and cuts the connection. */
async function sendHalf(response: Response, node: NodeConnection): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length === 0) return drop(node);
  const { incoming, outgoing } = node;
  const headers = { ...Object.fromEntries(response.headers), 'content-length': String(body.length) };
  outgoing.writeHead(response.status, headers);
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** JSON that breaks off, in an answer that is complete otherwise. */
async function garble(response: Response): Promise<Response> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return response;
  const text = await response.text();
  return new Response(text.slice(0, -1), { status: response.status, headers: response.headers });
}

async function altered(response: Response, change: (issued: Issued) => Promise<Issued>): Promise<Response> {
  if (!response.ok) return response;
  const issued = (await response.json()) as Issued;
  const body = JSON.stringify(await change(issued));
  return new Response(body, { status: response.status, headers: response.headers });
}

/** The same certificate but for its key, which nobody has. */
async function otherKey(bank: BankContext, issued: Issued): Promise<Pick<Issued, 'certificate'>> {
  const authority = await bank.authorities.signing(recordOf(bank, issued).generation);
  return { certificate: await authority.reissueForOtherKey(issued.certificate) };
}

/** The bank's own record of what it has just answered. */
function recordOf(bank: BankContext, { serialNumber }: Issued): CertificateEntry {
  const record = certificateBySerialNumber(bank.database, serialNumber);
  if (!record) throw new Error(`no certificate ${serialNumber}`);
  return record;
}

/** Makes one for each number, when it is wanted first. */
function once<T>(make: (wanted: number) => Promise<T>): (wanted: number) => Promise<T> {
  const made = new Map<number, Promise<T>>();
  return (wanted) => {
    const known = made.get(wanted) ?? make(wanted);
    made.set(wanted, known);
    return known;
  };
}
