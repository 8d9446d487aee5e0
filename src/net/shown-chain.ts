import http from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { secureContextFor, type TrustedCas } from './trust.ts';
import { type ForwardProxy, openTunnel } from './tunnel.ts';

export interface LookOptions {
  readonly url: URL;
  readonly ca: TrustedCas | undefined;
  readonly proxy?: ForwardProxy | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
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
  const socket = await openTls(options);
  try {
    const chain = chainOf(socket.getPeerCertificate(true));
    const last = chain.at(-1);
    const time = await timeOf(socket, options).catch(() => undefined);
    return {
      certificates: chain.map(({ raw }) => raw),
      root: nameOf(last),
      isPublic: chain.some(({ raw }) => publicRoots().has(raw.toString('base64'))),
      isTrusted: socket.authorized,
      ...(time && { time }),
    };
  } finally {
    socket.destroy();
  }
}

async function openTls({ url, ca, proxy, signal }: LookOptions): Promise<TLSSocket> {
  const secureContext = secureContextFor(ca);
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
    const socket = tls.connect({ socket: way, secureContext, servername, host, rejectUnauthorized: false });
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

function timeOf(socket: TLSSocket, { url, signal }: LookOptions): Promise<Date | undefined> {
  return new Promise((resolve, reject) => {
    const path = `${url.pathname.replace(/\/$/, '')}/status`;
    const sent = http.request(
      { createConnection: () => socket, method: 'GET', path, headers: { host: url.host }, signal },
      ({ headers, statusCode = 0 }) => {
        const time = new Date(headers.date ?? '');
        resolve(statusCode < 500 && !Number.isNaN(time.getTime()) ? time : undefined);
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}
