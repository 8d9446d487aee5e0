import { constants } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import type { BankContext } from '../business/context.ts';
import type { TlsMaterial } from '../ca/tls.ts';

/** Like the bank API's: this PC only. */
const ADDRESS = '127.0.0.1';

export interface MutualServer {
  /** Without a path. */
  readonly url: string;
  /** Cuts open connections. */
  close(): Promise<void>;
}

export interface MutualOptions {
  /** 0 for any free one. */
  readonly port: number;
  handle(request: Request, node: NodeConnection): Response | Promise<Response>;
}

/** The connection that a request came by: its socket is TLS, and may have shown a certificate. */
export interface NodeConnection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Serves what asks for a client certificate. TLS lets everyone in, so that an answer can say what is wrong; the names of
 * the bank's CAs go out with the question, so that browsers offer the right certificates. Nothing is resumed: each
 * connection shows its certificate and proves its key.
 * @throws the system's errors: EADDRINUSE, EACCES
 */
export async function serveMutual(
  bank: BankContext,
  tls: TlsMaterial,
  { port, handle }: MutualOptions,
): Promise<MutualServer> {
  // The global Request and Response stay as they are: this runs inside a program that uses them, too.
  const listener = getRequestListener((request, bindings) => handle(request, bindings as NodeConnection), {
    overrideGlobalObjects: false,
  });
  const context = () => contextOf(bank, tls);
  const server = createServer({ ...context(), requestCert: true, rejectUnauthorized: false }, listener);
  const unsubscribe = bank.authorities.onRollOver(() => server.setSecureContext(context()));
  await listen(server, port);
  return {
    url: `https://${ADDRESS}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        unsubscribe();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Asks for certificates of all CAs that the bank has and had: the page says what is wrong with an old one. */
function contextOf(bank: BankContext, tls: TlsMaterial): SecureContextOptions {
  return {
    key: tls.key,
    cert: tls.certificate,
    minVersion: 'TLSv1.2',
    ca: bank.authorities.all.flatMap(({ chain }) => chain),
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
