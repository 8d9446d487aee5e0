import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Exchange } from '../../src/sandbox/http/app.ts';
import {
  controlPracticeBank,
  type Fault,
  type RunningBank,
  startPracticeBank,
} from '../../src/sandbox/index.ts';
import { checkExchange } from '../support/contract.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the bank answered is what the tests look at
  readonly body: any;
}

export interface CallOptions {
  readonly token?: string;
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** A practice bank of the test's own, whose every exchange is checked against the contract when the test ends. */
export interface TestBank extends RunningBank {
  readonly dir: string;
  /** The real clock as this bank sees it; moving it does not touch TLS. */
  readonly clock: { ms: number };
  readonly exchanges: Exchange[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A full login with the demo password and a handed-out code; the token. */
  logIn(loginId: string): Promise<string>;
  codeFor(loginId: string): Promise<string>;
}

let template: string | undefined;

/** Seeds once for a test file; each test gets a copy. */
export function useSeededFolder(): void {
  beforeAll(async () => {
    template = makeTempFolder();
    const bank = await startPracticeBank({ dir: template, now: () => new Date(), waitMs: 0, shared: false });
    await bank.close();
  });
  afterAll(() => rmSync(template ?? '', { recursive: true, force: true }));
}

export async function startTestBank(
  dir: string = copyOfSeeded(),
  shared = true,
  faults: readonly Fault[] = [],
): Promise<TestBank> {
  const clock = { ms: Date.now() };
  const now = () => new Date(clock.ms);
  const exchanges: Exchange[] = [];
  const log: string[] = [];
  const running = await startPracticeBank({
    dir,
    now,
    waitMs: 0,
    shared,
    faults,
    log: (line) => log.push(line),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  onTestFinished(async () => {
    await running.close();
    expect(log).toEqual([]);
    for (const exchange of exchanges) checkExchange(exchange);
  });
  const call = (method: string, path: string, options: CallOptions = {}) =>
    send(running, method, path, options);
  const codeFor = async (loginId: string) => {
    const control = await controlPracticeBank(dir, now);
    const user = (await control.info()).users.find((one) => one.loginId === loginId);
    await control.close();
    return user?.otp.code ?? '';
  };
  const logIn = async (loginId: string) => {
    const opened = await call('POST', '/v1/sessions', { json: { loginId, password: `demo-${loginId}` } });
    expect(opened.status).toBe(201);
    const { token, state } = opened.body;
    if (state === 'authenticated') return token;
    const json = { code: await codeFor(loginId) };
    expect((await call('POST', '/v1/sessions/current/otp', { token, json })).status).toBe(200);
    return token;
  };
  return { ...running, dir, clock, exchanges, call, logIn, codeFor };
}

export function copyOfSeeded(): string {
  const dir = join(tempFolder(), 'practice-bank');
  cpSync(template ?? '', dir, { recursive: true });
  return dir;
}

export function send(
  bank: Pick<RunningBank, 'bankUrl' | 'ca'>,
  method: string,
  path: string,
  { token, json, raw, headers = {} }: CallOptions,
): Promise<Answer> {
  const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const allHeaders = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const options = { method, headers: allHeaders, ca: bank.ca, agent: false as const };
    const sent = request(bank.bankUrl + path, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, text, body: isJson ? JSON.parse(text) : undefined });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const keys = new Map<string, string>();

/** A private key (PKCS#8, PEM) of this name; made once for all files and processes of a run, for RSA keys take long. */
export function keyNamed(name: string, bits = 2048): string {
  const id = `named-${encodeURIComponent(name)}-${bits}.pem`;
  const pem = keys.get(id) ?? keptKey(id) ?? newKey(id, bits);
  keys.set(id, pem);
  return pem;
}

/** Of the keys that are kept for a run (test/support/kept-keys.ts). */
const keptFolder = process.env['KEPT_KEYS'];

function keptKey(id: string): string | undefined {
  const file = keptFolder && join(keptFolder, id);
  return file && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function newKey(id: string, modulusLength: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  if (keptFolder) {
    const unfinished = join(keptFolder, `${id}.${process.pid}`);
    writeFileSync(unfinished, pem, { mode: 0o600 });
    renameSync(unfinished, join(keptFolder, id));
  }
  return pem;
}

/** A PKCS#10 request made by the openssl program. */
export function requestBy(keyPem: string, subject: string, ...options: string[]): string {
  const folder = tempFolder();
  const keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, keyPem);
  return execFileSync('openssl', [
    'req',
    '-new',
    '-key',
    keyFile,
    '-subj',
    subject,
    '-sha256',
    ...options,
  ]).toString();
}

/** The text of every e-mail with a code in the outbox, oldest first. */
export function emails(dir: string): string[] {
  return everyEmail(dir).filter((email) => codeIn(email) !== '');
}

/** The texts of all 40-day notices to a login ID. */
export function notices(dir: string, loginId: string): string[] {
  const bodies = everyEmail(dir).map((email) => {
    const [headers = '', body = ''] = email.split('\r\n\r\n');
    return { headers, text: Buffer.from(body, 'base64').toString() };
  });
  return bodies
    .filter(({ headers, text }) => headers.includes(`To: <${loginId}@`) && text.includes('expires on'))
    .map(({ text }) => text);
}

function everyEmail(dir: string): string[] {
  const outbox = join(dir, 'outbox');
  return readdirSync(outbox)
    .sort()
    .map((name) => readFileSync(join(outbox, name), 'utf8'));
}

export function codeIn(email: string): string {
  const [, body = ''] = email.split('\r\n\r\n');
  return /One-time password: (\d{6})/.exec(Buffer.from(body, 'base64').toString())?.[1] ?? '';
}

/** Bundles a script of `children` as the program is bundled: CommonJS, with SQLite's WebAssembly file beside it. */
export async function buildChild(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'children', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const require = createRequire(import.meta.url);
  const sqlite = dirname(require.resolve('node-sqlite3-wasm'));
  cpSync(join(sqlite, 'node-sqlite3-wasm.wasm'), join(folder, 'node-sqlite3-wasm.wasm'));
  return outfile;
}
