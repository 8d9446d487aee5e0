import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { tempFolder } from '../support/temp-folder.ts';
import { listen, makeServerCertificates } from '../support/tls-server.ts';
import type { FakeCa } from './fake-ca.ts';

/** Where the next connection is cut that carries a request for `path`; bytes are those inside TLS. */
export interface Cut {
  readonly path: '/cacerts' | '/simpleenroll' | '/simplereenroll';
  /** How much of the request is taken before the cut: the CA never sees it. */
  readonly request?: (size: Sizes) => number;
  /** How much of the CA's answer goes out before the cut: none of it with 0. */
  readonly answer?: (size: Sizes) => number;
  /** By default the connection is broken off; or closed as if all had been said. */
  readonly closes?: boolean;
}

/** Bytes of a message's head, its empty line included, and of all of it. */
export interface Sizes {
  readonly head: number;
  readonly all: number;
}

export interface CuttingServer extends Pick<FakeCa, 'url' | 'caFile'> {
  /** The bodies of requests for certificates that came whole. */
  readonly bodies: string[];
  /** Changes the CA's answers on their way, byte by byte. */
  rewrite: (answer: Buffer) => Buffer;
  /** Cuts once. */
  cut: Cut | undefined;
}

/** In front of the CA: a server that knows bytes alone, one request a connection. */
export async function cutInFrontOf(ca: Pick<FakeCa, 'url'>): Promise<CuttingServer> {
  const certificates = makeServerCertificates();
  const caFile = join(tempFolder(), 'tls.pem');
  writeFileSync(caFile, certificates.ca.pem);
  const bodies: string[] = [];
  const behind = new URL(ca.url);
  const { good } = certificates;
  const server = createServer(
    { cert: good.pem, key: good.key, requestCert: true, rejectUnauthorized: false },
    (socket) => void serveOnce(socket).catch(() => socket.destroy()),
  );
  const cutting = { url: '', caFile, bodies, rewrite: (answer: Buffer) => answer, cut: undefined } as {
    -readonly [K in keyof CuttingServer]: CuttingServer[K];
  };
  const serveOnce = async (socket: TLSSocket): Promise<void> => {
    socket.on('error', () => {});
    const isCut = (): Cut | undefined => (cutting.cut && isFor(cutting.cut) ? cutting.cut : undefined);
    let taken = Buffer.alloc(0);
    const isFor = ({ path }: Cut) => taken.includes(`${path} HTTP/1.1\r\n`);
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      taken = Buffer.concat([taken, chunk]);
      const sizes = sizesOf(taken);
      const cut = isCut();
      if (sizes && cut?.request && taken.length >= cut.request(sizes)) return cutOff(socket, cut);
      if (sizes && taken.length >= sizes.all) break;
    }
    const cut = isCut();
    const { head } = sizesOf(taken) ?? { head: 0 };
    if (!taken.includes('GET ')) bodies.push(taken.subarray(head).toString());
    const answer = cutting.rewrite(await askedOf(behind, taken));
    if (!cut?.answer) return void socket.end(answer);
    const sizes = sizesOf(answer);
    if (!sizes) throw new TypeError('the CA gave no answer');
    socket.write(answer.subarray(0, cut.answer(sizes)), () => cutOff(socket, cut));
  };
  const cutOff = (socket: TLSSocket, { closes }: Cut) => {
    cutting.cut = undefined;
    if (closes) socket.end();
    else socket.destroy();
  };
  cutting.url = `https://localhost:${await listen(server)}${behind.pathname}`;
  return cutting;
}

/** Undefined while the head has not come whole. */
function sizesOf(message: Buffer): Sizes | undefined {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = end + 4;
  const [, length = '0'] = /^content-length: *(\d+)/im.exec(message.subarray(0, head).toString()) ?? [];
  const all =
    length === '0' && !/^(GET|POST) /.test(message.toString()) ? message.length : head + Number(length);
  return { head, all };
}

/** The whole answer of the CA, which closes the connection after it. */
async function askedOf({ port }: URL, request: Buffer): Promise<Buffer> {
  const once = request.toString('latin1').replace(/^connection: .*$/im, 'connection: close');
  const socket = connect({ host: 'localhost', port: Number(port), rejectUnauthorized: false });
  socket.write(Buffer.from(once, 'latin1'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks);
}
