import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcp, type Socket } from 'node:net';
import type { Issued } from './test-ca.ts';
import { listen } from './tls-server.ts';

export interface ProxyBehaviour {
  /** User names with their passwords; without it nobody is asked. */
  readonly users?: Readonly<Record<string, string>>;
  /** What it says to who sent nothing, and to who sent something wrong; 407 by default. */
  readonly challenge?: (sent: string | undefined) => { status: number; headers: Record<string, string> };
  /** What it says instead of opening a tunnel. */
  readonly instead?: { status: number; headers?: Record<string, string>; body?: string };
  /** Where a host is really. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** It is spoken to by TLS. */
  readonly certificate?: Issued;
}

export interface TestProxy {
  /** `http://127.0.0.1:port`, or `https://localhost:port`. */
  readonly url: string;
  readonly port: number;
  /** What was asked for, and by whom: `CONNECT host:port`, and the Authorization, decoded. */
  readonly asked: { target: string; login: string | undefined }[];
  /** Connections that are open now. */
  open(): number;
}

const CHALLENGE = { status: 407, headers: { 'proxy-authenticate': 'Basic realm="Test"' } };

/** A real forward proxy on a free port, for one test. */
export async function serveProxy(behaviour: ProxyBehaviour = {}): Promise<TestProxy> {
  const { certificate } = behaviour;
  const asked: TestProxy['asked'] = [];
  const server: Server = certificate
    ? createTlsServer({ cert: certificate.pem, key: certificate.key })
    : createServer();
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => {});
    const login = loginIn(request);
    asked.push({ target: request.url ?? '', login });
    const answer = answerTo(login, behaviour);
    if (answer) client.end(answer);
    else passOn(request.url ?? '', client, behaviour);
  });
  const port = await listen(server);
  const url = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return { url, port, asked, open: () => open.size };
}

function loginIn({ headers }: IncomingMessage): string | undefined {
  const sent = headers['proxy-authorization'];
  return sent === undefined ? undefined : Buffer.from(sent.replace(/^Basic /, ''), 'base64').toString();
}

function answerTo(login: string | undefined, behaviour: ProxyBehaviour): string | undefined {
  const { users, challenge = () => CHALLENGE, instead } = behaviour;
  const [user = '', ...password] = (login ?? '').split(':');
  if (users && (login === undefined || users[user] !== password.join(':'))) return said(challenge(login));
  return instead && said(instead);
}

function said({ status, headers = {}, body = '' }: NonNullable<ProxyBehaviour['instead']>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} said by a proxy\r\n${lines.join('')}\r\n${body}`;
}

function passOn(target: string, client: Socket, { hosts = {} }: ProxyBehaviour): void {
  const { hostname, port } = new URL(`http://${target}`);
  const server = connect(Number(port || 80), hosts[hostname] ?? hostname);
  server.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.pipe(client).pipe(server);
  });
  server.on('error', () => client.end(said({ status: 502 })));
  server.on('close', () => client.destroy());
  client.on('close', () => server.destroy());
}

/** Something that takes connections and does as it is told with them. @returns its port */
export function serveTcp(act: (socket: Socket) => void): Promise<number> {
  const server = createTcp((socket) => {
    socket.on('error', () => {});
    act(socket);
  });
  return listen(server);
}
