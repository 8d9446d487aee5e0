import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeTempFolder } from './temp-folder.ts';
import { CA_EXTENSIONS, type Issued, issue } from './test-ca.ts';

/** Certificates for servers on localhost, good and bad. */
export interface ServerCertificates {
  readonly ca: Issued;
  readonly good: Issued;
  readonly expired: Issued;
  readonly notYetValid: Issued;
  readonly otherName: Issued;
  readonly selfSigned: Issued;
}

const SERVER_EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  'subjectKeyIdentifier=hash',
];

let made: ServerCertificates | undefined;

/** Made by openssl, once for all test files of a process. */
export function makeServerCertificates(): ServerCertificates {
  made ??= newServerCertificates();
  return made;
}

/** In a folder that is gone again afterwards. */
function newServerCertificates(): ServerCertificates {
  const folder = makeTempFolder();
  const extensions = [...SERVER_EXTENSIONS, 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  try {
    const ca = issue(folder, { subject: '/CN=Test Inspection Root', extensions: CA_EXTENSIONS });
    const server = { subject: '/CN=server', issuer: ca, extensions };
    const elsewhere = [...SERVER_EXTENSIONS, 'subjectAltName=DNS:bank.example'];
    return {
      ca,
      good: issue(folder, server),
      expired: issue(folder, { ...server, from: '20200101000000Z', until: '20210101000000Z' }),
      notYetValid: issue(folder, { ...server, from: '20900101000000Z', until: '20910101000000Z' }),
      otherName: issue(folder, { ...server, extensions: elsewhere }),
      selfSigned: issue(folder, { subject: '/CN=alone', extensions }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Handler = (request: Seen, response: ServerResponse) => void;

/** A real HTTPS server on a free port, for one test. */
export async function serveTls(
  certificate: Issued,
  handler: Handler,
): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer({ cert: certificate.pem, key: certificate.key }, async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    seen.push(request);
    handler(request, response);
  });
  return { url: `https://localhost:${await listen(server)}`, seen };
}

/** Listens on a free port of 127.0.0.1 until the test is over. */
export async function listen(server: NetServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
