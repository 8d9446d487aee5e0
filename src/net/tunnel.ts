import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { loginRefusal } from './login-refusal.ts';
import { noTunnelBy } from './proxy-failure.ts';
import type { Credentials, ProxyLogin } from './proxy-login.ts';
import {
  isChallenge,
  type NamedProxy,
  NoTunnel,
  noProxy,
  offersBasic,
  otherScheme,
  schemesIn,
  statusRefusal,
} from './proxy-refusal.ts';

/** A proxy that connections go through. */
export interface ForwardProxy extends NamedProxy {
  readonly login: ProxyLogin;
}

export interface TunnelOptions {
  readonly proxy: ForwardProxy;
  /** `host:port` of the bank. */
  readonly target: string;
  /** For a proxy that is spoken to by TLS. */
  readonly secureContext: SecureContext;
  readonly autoSelectFamilyAttemptTimeout: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

interface Answer {
  readonly answer: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/**
 * A way through the proxy to the bank, by CONNECT (RFC 9110, 9.3.6). Who is there is told by Basic (RFC 7617), as UTF-8, and
 * only when the proxy has asked.
 * @throws NoTunnel
 */
export async function openTunnel(options: TunnelOptions): Promise<Socket> {
  const { proxy } = options;
  try {
    const first = await connect(options);
    if (!isChallenge(first.answer)) return socketOf(first, proxy);
    first.socket.destroy();
    const schemes = schemesIn(first.answer);
    if (!offersBasic(schemes)) throw new NoTunnel(otherScheme(schemes));
    return await openWithLogin(options);
  } catch (error) {
    throw noTunnelBy(error, proxy);
  }
}

async function openWithLogin(options: TunnelOptions): Promise<Socket> {
  const { proxy, signal } = options;
  const second = await proxy.login.use(async (credentials) => {
    const answer = await connect(options, credentials);
    // What it says of the bank it says to those alone whom it knows.
    return { answer, isTaken: !isChallenge(answer.answer) };
  }, signal);
  if (second && !isChallenge(second.answer)) return socketOf(second, proxy);
  second?.socket.destroy();
  throw new NoTunnel(loginRefusal(proxy.login, proxy));
}

/** Sends CONNECT; resolves with whatever is answered. */
function connect(options: TunnelOptions, credentials?: Credentials): Promise<Answer> {
  const { target } = options;
  return new Promise((resolve, reject) => {
    const sent = requestTo(options, {
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(credentials && { 'proxy-authorization': basic(credentials) }) },
    });
    sent.once('connect', (answer, socket: Socket, head) => {
      // Whoever takes it over listens, too.
      socket.on('error', () => {});
      resolve({ answer, socket, head });
    });
    sent.once('error', reject);
    sent.end();
  });
}

function requestTo(
  { proxy, secureContext, signal, autoSelectFamilyAttemptTimeout }: TunnelOptions,
  wanted: http.RequestOptions,
): ClientRequest {
  const { isTls, host, port } = proxy.address;
  const options = { ...wanted, host, port, agent: false as const, signal, autoSelectFamilyAttemptTimeout };
  if (!isTls) return http.request(options);
  // Left out, Node would take the bank's name for the proxy's; a number is no server name (RFC 6066, 3).
  const servername = isIP(host) === 0 ? host : '';
  const tls = { ...options, servername, secureContext, rejectUnauthorized: true };
  return https.request(tls);
}

function basic({ userName, password }: Credentials): string {
  return `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}`;
}

function isTunnel({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** @throws NoTunnel for an answer that is no tunnel */
function socketOf({ answer, socket, head }: Answer, proxy: ForwardProxy): Socket {
  if (isTunnel(answer) && head.length === 0) return socket;
  socket.destroy();
  // By TLS the client speaks first: what comes already is a page.
  if (isTunnel(answer)) throw new NoTunnel(noProxy(proxy, `HTTP ${answer.statusCode}`));
  throw new NoTunnel(statusRefusal(answer, proxy));
}
