import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { BankContext } from '../business/context.ts';
import { Problem } from '../business/problem.ts';
import { settleRevocations } from '../business/revocation.ts';
import { certsOnly } from '../ca/certs-only.ts';
import type { FaultName } from '../http/faults.ts';
import { refusalBy } from '../http/faulty.ts';
import { duringRequest, isNoted, recordAct } from '../records/audit.ts';
import { type Asked, enroll, reenroll } from './enrollment.ts';

export interface Circumstances {
  /** What goes wrong at this request on purpose. */
  readonly fault: FaultName | undefined;
  readonly socket: Socket;
}

type Serve = (request: Request, given: Circumstances) => Promise<Response>;

/** With or without the name of a CA (RFC 7030, 3.2.2). */
const PATH = /^\/\.well-known\/est\/(?:[^/]+\/)?([a-z]+)$/;
/** Short, for a rehearsal. */
const RETRY_AFTER_SECONDS = '1';
const PKCS7 = 'application/pkcs7-mime';

/** What is asked for and how it is answered; what is refused for is told in plain words. */
export function estService(bank: BankContext, log: (line: string) => void): Serve {
  /** The requests that were told to wait. */
  const waiting = new Set<string>();
  const answer = async (request: Request, given: Circumstances): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const operation = `${request.method} ${PATH.exec(pathname)?.[1] ?? ''}`;
    const refusal = refusalBy(given.fault, pathname);
    if (refusal) throw refusal;
    if (operation === 'GET cacerts') {
      return certificates(await certsOnly(bank.authorities.all.flatMap(({ chain }) => chain)));
    }
    // None are wanted.
    if (operation === 'GET csrattrs') return new Response(null, { status: 204 });
    if (operation !== 'POST simpleenroll' && operation !== 'POST simplereenroll') {
      return words(404, 'Not found.');
    }
    const asked = await askedIn(request, given.socket);
    const isHeld = given.fault === 'est-pending' && !waiting.has(asked.csr);
    const certificate = await (operation === 'POST simpleenroll' ? enroll : reenroll)(bank, asked, isHeld);
    if (certificate === undefined) {
      waiting.add(asked.csr);
      return new Response(null, { status: 202, headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
    }
    return certificates(await certsOnly([certificate]), `${PKCS7}; smime-type=certs-only`);
  };
  return async (request, given) => {
    settleRevocations(bank);
    const requestId = randomUUID();
    return duringRequest(requestId, () =>
      answer(request, given).catch((error) => {
        if (error instanceof Problem) return refused(bank, error, requestId);
        log(`est: ${error.stack ?? error}`);
        return words(500, 'Internal error.');
      }),
    );
  };
}

/** On one line, and with its length: there are clients that read nothing else. */
function certificates(message: Buffer, type = PKCS7): Response {
  const body = `${message.toString('base64')}\n`;
  const headers = {
    'Content-Type': type,
    'Content-Transfer-Encoding': 'base64',
    'Content-Length': String(body.length),
    'Cache-Control': 'no-store',
  };
  return new Response(body, { headers });
}

function words(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { ...headers, 'Content-Type': 'text/plain' } });
}

/** Who was not let in, is asked for a password; what the bank's rules forbid is forbidden. */
function refused(bank: BankContext, problem: Problem, requestId: string): Response {
  if (!isNoted(bank.database, requestId)) {
    const note = () => recordAct(bank.database, bank.now(), '', 'request-refused', problem.code);
    duringRequest(requestId, () => bank.database.passing(note));
  }
  const { status, code } = problem;
  if (status === 429 || status >= 500) return words(status, code, { 'Retry-After': RETRY_AFTER_SECONDS });
  if (status === 401)
    return words(401, code, { 'WWW-Authenticate': 'Basic realm="cert-tool DEMO", charset="UTF-8"' });
  return words(code === 'csr-refused' || code === 'invalid-request' || code === 'key-used' ? 400 : 403, code);
}

const LONGEST_BODY = 64 * 1024;

/** @throws Problem `invalid-request` */
async function askedIn(request: Request, socket: Socket): Promise<Asked> {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const text = await request.text();
  const base64 = text.replace(/\s/g, '');
  const isRequest =
    type === 'application/pkcs10' && text.length <= LONGEST_BODY && /^[A-Za-z0-9+/]+=*$/.test(base64);
  if (!isRequest) throw new Problem('invalid-request');
  const lines = base64.replace(/.{1,64}/g, '$&\n');
  return {
    csr: `-----BEGIN CERTIFICATE REQUEST-----\n${lines}-----END CERTIFICATE REQUEST-----\n`,
    login: basicIn(request.headers.get('authorization') ?? ''),
    certificate: socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined,
  };
}

/** RFC 7617, as UTF-8. */
function basicIn(header: string): Asked['login'] {
  const [, base64] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header) ?? [];
  if (base64 === undefined) return undefined;
  const text = Buffer.from(base64, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { loginId: text.slice(0, colon), field: text.slice(colon + 1) };
}
