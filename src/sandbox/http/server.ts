import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { TlsMaterial } from '../ca/tls.ts';

/** Only this PC can reach it, and the URL needs no name resolution, which some PCs answer with ::1. */
const ADDRESS = '127.0.0.1';
/** The first byte of a TLS connection: a handshake record (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 0x16;

/** The connection that a request came by, for answers that no proper server gives. */
export interface NodeConnection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export type FetchHandler = (request: Request, node: NodeConnection) => Response | Promise<Response>;

export interface RunningServer {
  /** Without a path. */
  readonly url: string;
  readonly port: number;
  /** Cuts open connections. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly handle: FetchHandler;
  /** What is answered without TLS, on the same port. */
  readonly handlePlain: FetchHandler;
}

/** Loads what serving takes: Node's HTTP and what Hono has for it, 80 ms when they were never used. */
export function loadServing(): void {
  createServer(listenerOf(() => new Response()));
}

/**
 * Serves over TLS 1.2 or newer, and a little over plain HTTP.
 * @throws the system's errors: EADDRINUSE, EACCES
 */
export async function serve(tls: TlsMaterial, options: ServeOptions): Promise<RunningServer> {
  // With a `ca` Node does not parse its own list of roots, which takes longer than all the rest here.
  const context = { key: tls.key, cert: tls.certificate, ca: tls.root, minVersion: 'TLSv1.2' } as const;
  const secure = createServer(context, listenerOf(options.handle));
  const plain = createHttpServer(listenerOf(options.handlePlain));
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that goes away in the middle is no concern of the bank's.
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return { url: `https://${ADDRESS}:${port}`, port, close: () => close(server, sockets, [secure, plain]) };
}

type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

function listenerOf(handle: FetchHandler): RequestListener {
  // The global Request and Response stay as they are: this runs inside a program that uses them, too.
  const listener = getRequestListener((request, env) => handle(request, env as NodeConnection), {
    overrideGlobalObjects: false,
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}

function listen(server: TcpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function close(
  server: TcpServer,
  sockets: ReadonlySet<Socket>,
  inner: readonly (Server | HttpServer)[],
): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Never listened, but their timers end by it.
    for (const one of inner) one.close();
    for (const socket of sockets) socket.destroy();
  });
}
