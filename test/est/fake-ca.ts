import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { requestPem } from '../support/plain-request.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../support/test-ca.ts';
import { listen, makeServerCertificates } from '../support/tls-server.ts';

/** In what servers differ. */
export interface Dialect {
  /** How base64 is folded, and what is around it. */
  readonly fold?: (base64: string) => string;
  /** Headers of /cacerts and of a certificate; undefined for no Content-Type. */
  readonly cacertsType?: string | undefined;
  readonly enrollType?: string | undefined;
  /** Send the message as it is, without base64. */
  readonly raw?: boolean;
  /** Changes the DER of a message into BER that means the same. */
  readonly ber?: (der: Buffer) => Buffer;
  /** The CA's certificate comes along. */
  readonly withChain?: boolean;
  /** Extensions of what is issued; none at all with an empty list. */
  readonly extensions?: readonly string[];
  readonly subject?: (requested: string) => string;
  readonly csrAttributes?: { readonly status: number; readonly body: string };
  /** openssl's arguments of `genpkey` for the CA's own key; RSA without it. */
  readonly caKey?: readonly string[];
  /** Break connections off whose certificate is not this CA's, and say nothing. */
  readonly breaksOff?: boolean;
  /** What stands in the way of a request before it is looked at; undefined where nothing does. */
  readonly refuse?: (asked: Asked) => Answer | undefined;
  /** What becomes of the answer to a request that was done; by default it is sent. */
  readonly after?: (asked: Asked) => Answer | 'drop' | undefined;
}

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly login: string | undefined;
  /** Subject of the certificate that the connection showed. */
  readonly client: { readonly subject: string; readonly rawSubject: string } | undefined;
  /** Of the requests for certificates, from 1. */
  readonly number: number;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A certification authority for one test, behind a thin EST server that speaks a dialect. */
export interface FakeCa {
  /** Below which the operations are. */
  readonly url: string;
  /** To be trusted for its TLS. */
  readonly caFile: string;
  /** The requests for certificates, in their order. */
  readonly asked: readonly Asked[];
  /** What was issued, PEM. */
  readonly issued: readonly string[];
  dialect: Dialect;
  /** Goes on with another CA; /cacerts tells of this one alone. */
  rollOver(): void;
}

export const PASSWORD = 'Tr0ub4dor&3';
export const loginOf = (loginId: string, password = PASSWORD) => `${loginId}:${password}`;

const root = (folder: string, name: string, newKey: readonly string[] = RSA) =>
  issue(folder, { subject: `/O=Test EST/CN=${name}`, extensions: CA_EXTENSIONS, newKey });

export async function startFakeCa(dialect: Dialect): Promise<FakeCa> {
  const certificates = makeServerCertificates();
  const folder = tempFolder();
  const caFile = join(folder, 'tls.pem');
  writeFileSync(caFile, certificates.ca.pem);
  const asked: Asked[] = [];
  const issued: string[] = [];
  const state = { dialect, ca: root(folder, 'CA 1', dialect.caKey) };
  const { good } = certificates;
  const server = createServer(
    { cert: good.pem, key: good.key, requestCert: true, rejectUnauthorized: false },
    async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      answer(incoming, Buffer.concat(chunks).toString('latin1'), response);
    },
  );
  const answer = (incoming: IncomingMessage, body: string, response: ServerResponse) => {
    const path = (incoming.url ?? '').replace('/.well-known/est/label', '');
    const { dialect: now } = state;
    if (path === '/cacerts')
      return send(response, { status: 200, ...messageOf([state.ca.pem], now, now.cacertsType) });
    if (path === '/csrattrs') return send(response, now.csrAttributes ?? { status: 404 });
    const request = askedBy(incoming, path, body, asked.length + 1);
    if (now.breaksOff && request.client) return void incoming.socket.destroy();
    // Nothing is asked for: it is to say no.
    if (body === '') return send(response, now.refuse?.(request) ?? { status: 400 });
    asked.push(request);
    const refusal = now.refuse?.(request);
    if (refusal) return send(response, refusal);
    const pem = sign(folder, state.ca, request, now);
    issued.push(pem);
    const made = now.after?.(request);
    if (made === 'drop') return void incoming.socket.destroy();
    const chain = now.withChain ? [pem, state.ca.pem] : [pem];
    send(response, made ?? { status: 200, ...messageOf(chain, now, now.enrollType) });
  };
  const url = `https://localhost:${await listen(server)}/.well-known/est/label`;
  return {
    ...{ url, caFile, asked, issued },
    get dialect() {
      return state.dialect;
    },
    set dialect(other) {
      state.dialect = other;
    },
    rollOver() {
      state.ca = root(folder, 'CA 2');
    },
  };
}

function askedBy(incoming: IncomingMessage, path: string, body: string, number: number): Asked {
  const [, base64] = /^Basic (.+)$/.exec(incoming.headers.authorization ?? '') ?? [];
  const shown = (incoming.socket as TLSSocket).getPeerX509Certificate();
  return {
    ...{ path, headers: incoming.headers, body, number },
    login: base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString(),
    client: shown && { subject: shown.subject, rawSubject: subjectOf('x509', shown.toString()) },
  };
}

/** As openssl prints it, types of strings included. */
function subjectOf(kind: 'x509' | 'req', pem: string): string {
  return openssl([kind, '-noout', '-subject', '-nameopt', 'RFC2253,show_type'], pem).toString();
}

/** The raw subject of a request, to be compared. */
export function requestedSubject(body: string): string {
  return subjectOf('req', requestPem(body));
}

function sign(folder: string, ca: Issued, { body, number }: Asked, dialect: Dialect): string {
  const csr = requestPem(body);
  const slashed = openssl(['req', '-noout', '-subject', '-nameopt', 'compat'], csr).toString();
  const requested = slashed.replace(/^subject=\s*/, '').trim();
  const subject = dialect.subject?.(requested) ?? requested;
  const { extensions = CLIENT_EXTENSIONS } = dialect;
  const serial = (0x1000 + number).toString(16);
  const day = (from: number) =>
    new Date(Date.now() + from * 86_400_000)
      .toISOString()
      .replace(/[-:T]|\..*/g, '')
      .concat('Z');
  const dates = { from: day(-3), until: day(7 - 3) };
  return issue(folder, {
    subject,
    csr,
    issuer: ca,
    serial,
    ...dates,
    ...(extensions.length > 0 && { extensions }),
  }).pem;
}

/** openssl writes the message. */
function messageOf(
  pems: readonly string[],
  { fold = inLines(64, '\n'), raw, ber }: Dialect,
  type: string | undefined,
) {
  const file = join(tempFolder(), 'chain.pem');
  writeFileSync(file, pems.join(''));
  const plain = openssl(['crl2pkcs7', '-nocrl', '-certfile', file, '-outform', 'DER']);
  const der = ber?.(plain) ?? plain;
  const body = raw ? der.toString('latin1') : fold(der.toString('base64'));
  return { body, headers: { ...(type === undefined ? {} : { 'Content-Type': type }) } };
}

export const inLines = (length: number, end: string) => (base64: string) =>
  base64.replace(new RegExp(`.{1,${length}}`, 'g'), `$&${end}`);

/** The outer two elements with lengths that are found by their ends only (X.690, 8.1.3.6). */
export function openEnded(der: Buffer): Buffer {
  const content = (bytes: Buffer) => {
    const first = bytes.readUInt8(1);
    return bytes.subarray(2 + (first < 0x80 ? 0 : first & 0x7f));
  };
  const outer = content(der);
  const type = outer.subarray(0, 2 + outer.readUInt8(1));
  const explicit = outer.subarray(type.length);
  const end = Buffer.from([0, 0]);
  const wrapped = Buffer.concat([Buffer.from([explicit.readUInt8(0), 0x80]), content(explicit), end]);
  return Buffer.concat([Buffer.from([0x30, 0x80]), type, wrapped, end]);
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.sendDate = true;
  response.writeHead(status, headers);
  response.end(Buffer.from(body, 'latin1'));
}
