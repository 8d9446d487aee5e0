import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import buildTlsConnector from 'undici/lib/core/connect.js';
import { throughProxy } from './through-proxy.ts';
import type { ForwardProxy } from './tunnel.ts';

/** Opens TLS connections for undici, and remembers what it needs to know about those that failed. */
export interface Connections {
  readonly connect: buildConnector.connector;
  /** The issuer of the certificate that made this connection fail, where the other side showed one. */
  issuerOf(error: unknown): string | undefined;
  /** Whether it is the proxy that keeps a connection waiting. */
  isAtProxy(): boolean;
  /** Cuts what is still open or opening: nothing may keep the process alive. */
  destroy(): void;
}

/**
 * How long one of several addresses may take to connect before the next one is tried: Node's 250 ms are too few for a
 * slow line, whose first packet may be lost and comes again after one and after three seconds.
 */
const LONGEST_ATTEMPT_MS = 5_000;

/** @param proxy through which all of them go */
export function openConnections(
  secureContext: SecureContext,
  timeoutMs: number,
  proxy?: ForwardProxy,
): Connections {
  const sockets = new Set<Socket>();
  const issuers = new WeakMap<object, string>();
  // Half of the time at most, so that the last of two addresses has its turn too.
  const autoSelectFamilyAttemptTimeout = Math.min(LONGEST_ATTEMPT_MS, Math.ceil(timeoutMs / 2));
  // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED has no say.
  const connectTls = buildTlsConnector({
    secureContext,
    rejectUnauthorized: true,
    timeout: timeoutMs,
    autoSelectFamilyAttemptTimeout,
  });

  function connect(options: buildConnector.Options, callback: buildConnector.Callback): void {
    let issuer: string | undefined;
    const socket = connectTls(options, (...[error, connected]: Parameters<buildConnector.Callback>) => {
      if (error === null) return callback(null, connected);
      if (issuer !== undefined) issuers.set(error, issuer);
      callback(error, null);
    }) as unknown as TLSSocket;
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      options.httpSocket?.destroy();
    });
    // Node judges the certificate in its own listener to this event, and then the certificate is gone.
    socket.prependOnceListener('secure', () => {
      issuer = issuerName(socket);
    });
  }

  const way =
    proxy && throughProxy({ proxy, secureContext, autoSelectFamilyAttemptTimeout, timeoutMs, connect });
  return {
    connect: way?.connect ?? connect,
    isAtProxy: () => way?.isWaiting() ?? false,
    issuerOf: (error) => (typeof error === 'object' && error !== null ? issuers.get(error) : undefined),
    destroy() {
      way?.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const LONGEST_NAME = 100;

function issuerName(socket: TLSSocket): string | undefined {
  const { issuer } = socket.getPeerCertificate();
  const name = issuer?.CN || issuer?.O;
  // The other side is not trusted: its words may hold anything.
  return name ? String(name).replace(/\p{C}/gu, ' ').slice(0, LONGEST_NAME) : undefined;
}
