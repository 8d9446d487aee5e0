import http from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { ClientKey } from '../core/ports/store.ts';
import { secureContextFor, type TrustedCas } from './trust.ts';
import { type ForwardProxy, openTunnel } from './tunnel.ts';

export interface LookOptions {
  readonly url: URL;
  readonly ca: TrustedCas | undefined;
  readonly proxy?: ForwardProxy | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

export interface VisitOptions extends LookOptions {
  readonly client?: ClientKey | undefined;
}

/** What a page answered. */
export interface Visited extends Pick<ShownChain, 'root' | 'isPublic'> {
  readonly status: number;
}

/** What the other side shows of itself, whoever that is. */
export interface ShownChain {
  /** DER, the server's own first. */
  readonly certificates: readonly Buffer[];
  /** Who issued the last one: CN, else O. */
  readonly root: string;
  /** By Node's list of public CAs alone, whatever this PC trusts besides. */
  readonly isPublic: boolean;
  /** As a connection of ours would judge it. */
  readonly isTrusted: boolean;
  /** By the `Date` of an answer (RFC 9110, 6.6.1). */
  readonly time?: Date;
}

/** What a certificate is worth is told here and trusted nowhere: nothing secret goes over this connection. */
export async function lookAtChain(options: LookOptions): Promise<ShownChain> {
  const socket = await openTls(options, { rejectUnauthorized: false });
  try {
    const time = await timeOf(socket, options).catch(() => undefined);
    return { ...shownBy(socket), isTrusted: socket.authorized, ...(time && { time }) };
  } finally {
    socket.destroy();
  }
}

/**
 * Asks for a page as a browser does: with the client certificate, once the server's own has proved to be good.
 * @throws the errors of Node and OpenSSL; NoTunnel
 */
export async function visitPage(options: VisitOptions): Promise<Visited> {
  const { url, client } = options;
  const own = client && { key: client.key, cert: client.certificate };
  const socket = await openTls(options, { rejectUnauthorized: true, ...own });
  try {
    const { root, isPublic } = shownBy(socket);
    const { status } = await ask(socket, options, url.pathname + url.search);
    return { root, isPublic, status };
  } finally {
    socket.destroy();
  }
}

function shownBy(socket: TLSSocket): Pick<ShownChain, 'certificates' | 'root' | 'isPublic'> {
  const chain = chainOf(socket.getPeerCertificate(true));
  return {
    certificates: chain.map(({ raw }) => raw),
    root: nameOf(chain.at(-1)),
    isPublic: chain.some(({ raw }) => publicRoots().has(raw.toString('base64'))),
  };
}

async function openTls(
  { url, ca, proxy, signal }: LookOptions,
  more: Pick<tls.ConnectionOptions, 'rejectUnauthorized' | 'key' | 'cert'>,
): Promise<TLSSocket> {
  const secureContext = secureContextFor(ca, more);
  const port = Number(url.port || 443);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const autoSelectFamilyAttemptTimeout = 2_500;
  const way: Socket = proxy
    ? await openTunnel({
        ...{ proxy, secureContext, autoSelectFamilyAttemptTimeout, signal },
        target: `${url.hostname}:${port}`,
      })
    : connect({ host, port, autoSelectFamilyAttemptTimeout, signal });
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? host : '';
    const socket = tls.connect({
      ...{ socket: way, secureContext, servername, host },
      rejectUnauthorized: more.rejectUnauthorized === true,
    });
    const end = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    way.once('error', reject);
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', end));
    socket.once('secureConnect', () => resolve(socket));
  });
}

/** The server's certificate and those above it, as far as the server or the list of roots has them. */
function chainOf(first: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  const seen = new Set<string>();
  for (let each: DetailedPeerCertificate | undefined = first; each?.raw; each = each.issuerCertificate) {
    if (seen.has(each.fingerprint256)) break;
    seen.add(each.fingerprint256);
    chain.push(each);
  }
  return chain;
}

const LONGEST_NAME = 100;

function nameOf(certificate: DetailedPeerCertificate | undefined): string {
  const name = certificate?.issuer?.CN || certificate?.issuer?.O || '?';
  // The other side is not trusted: its words may hold anything.
  return String(name).replace(/\p{C}/gu, ' ').slice(0, LONGEST_NAME);
}

/** Not those of the system, where a company puts its own. */
function publicRoots(): ReadonlySet<string> {
  return new Set(tls.rootCertificates.map((pem) => pem.replace(/-----[^-]+-----|\s/g, '')));
}

async function timeOf(socket: TLSSocket, options: LookOptions): Promise<Date | undefined> {
  const { date, status } = await ask(socket, options, `${options.url.pathname.replace(/\/$/, '')}/status`);
  const time = new Date(date ?? '');
  return status < 500 && !Number.isNaN(time.getTime()) ? time : undefined;
}

interface Asked {
  readonly status: number;
  readonly date: string | undefined;
}

function ask(socket: TLSSocket, { url, signal }: LookOptions, path: string): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { createConnection: () => socket, method: 'GET', path, headers: { host: url.host }, signal },
      ({ headers, statusCode = 0 }) => resolve({ status: statusCode, date: headers.date }),
    );
    sent.once('error', reject);
    sent.end();
  });
}
