import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { TlsMaterial } from './ca/tls.ts';

/** Only this PC can reach it, and the URL needs no name resolution, which some PCs answer with ::1. */
const ADDRESS = '127.0.0.1';

export type FetchHandler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

export interface RunningServer {
  /** Without a path. */
  readonly url: string;
  /** Cuts open connections. */
  close(): Promise<void>;
}

/**
 * Serves over TLS 1.2 or newer.
 * @param port 0 for any free one
 * @param further settings of the TLS server, such as asking for client certificates
 * @throws the system's errors: EADDRINUSE, EACCES
 */
export async function serve(
  tls: TlsMaterial,
  port: number,
  handle: FetchHandler,
  further: ServerOptions = {},
): Promise<RunningServer> {
  // The global Request and Response stay as they are: this runs inside a program that uses them, too.
  const listener = getRequestListener((request, bindings) => handle(request, bindings as HttpBindings), {
    overrideGlobalObjects: false,
  });
  // With a `ca` Node does not parse its own list of roots, which takes longer than all the rest here.
  const context = { key: tls.key, cert: tls.certificate, ca: tls.root, minVersion: 'TLSv1.2' } as const;
  const server = createServer({ ...context, ...further }, listener);
  await listen(server, port);
  return {
    url: `https://${ADDRESS}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
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
