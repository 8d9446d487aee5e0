import { randomBytes } from 'node:crypto';
import { currentCrl } from './business/crl.ts';
import { sendDueNotices } from './business/notices.ts';
import { controlApp } from './control/app.ts';
import { type Endpoint, removeEndpoint, writeEndpoint } from './control/endpoint.ts';
import { CONTROL_PATH } from './control/paths.ts';
import type { RunningEst } from './est/start.ts';
import { bankApp, type Exchange } from './http/app.ts';
import type { Fault } from './http/faults.ts';
import { withFaults } from './http/faulty.ts';
import {
  type FetchHandler,
  loadServing,
  type RunningServer,
  type ServeOptions,
  serve,
} from './http/server.ts';
import { bankFailure, type OpenBank, openBank } from './open.ts';
import { caFileOf } from './place/folder.ts';
import { crlUrlAt, usualPort } from './place/tcp-ports.ts';
import type { RunningPortal } from './portal/portal.ts';

const HOUR_MS = 60 * 60 * 1000;

export interface PracticeBankOptions {
  /** The data folder; a new practice bank is set up when it is empty or missing. */
  readonly dir: string;
  /** 0 takes any free one; by default the practice bank's usual one, if it is free. */
  readonly port?: number;
  /** The portal's, likewise; 0, the default, takes any free one. */
  readonly portalPort?: number;
  /** Set where certificates are to be had by EST, too: its port, 0 for any free one. */
  readonly estPort?: number | undefined;
  /** The real clock. */
  readonly now: () => Date;
  /** How long to wait for another practice bank on this folder to end. */
  readonly waitMs: number;
  /** True for one that serves other commands (`sandbox start`), with a portal; false for a command's own. */
  readonly shared: boolean;
  /** What is to go wrong at requests to the bank API; nothing by default. */
  readonly faults?: readonly Fault[];
  /** Takes what went wrong inside, a line each. */
  readonly log?: (line: string) => void;
  /** Sees every request and answer. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface RunningBank {
  /** Base URL without path, like `https://127.0.0.1:41234`. */
  readonly bankUrl: string;
  /** The login page's; only a shared bank has one. */
  readonly portalUrl?: string;
  /** Of its EST service, where it has one. */
  readonly estUrl?: string;
  /** The certificate to trust for its TLS: file, and its content as PEM. */
  readonly caFile: string;
  readonly ca: string;
  readonly bankId: string;
  /** The bank's date. */
  bankNow(): Date;
  close(): Promise<void>;
}

/**
 * Starts the practice bank on its data folder.
 * @throws CertToolError `practice-bank-busy` when another one has the folder, `practice-bank-failed`,
 * `not-a-practice-bank`
 */
export async function startPracticeBank(options: PracticeBankOptions): Promise<RunningBank> {
  const { dir } = options;
  const bank = await openBank(dir, options.now, options.waitMs, undefined, loadServing);
  let server: RunningServer | undefined;
  let portal: RunningPortal | undefined;
  let est: RunningEst | undefined;
  try {
    const token = randomBytes(32).toString('base64url');
    server = await serveBank(bank, token, options);
    bank.servedAt(server.port);
    await sendDueNotices(bank.context);
    portal = options.shared ? await portalOf(bank, options) : undefined;
    est = options.estPort === undefined ? undefined : await estOf(bank, options.estPort, options);
    const urls = {
      bankUrl: server.url,
      ...(portal && { portalUrl: portal.url }),
      ...(est && { estUrl: est.url }),
    };
    const endpoint: Endpoint = { ...urls, token, shared: options.shared };
    await writeEndpoint(dir, endpoint);
    const others = [portal, est].filter((each) => each !== undefined);
    const servers = [noticesEveryHour(bank, options), server, ...others];
    return running(dir, bank, servers, urls);
  } catch (error) {
    await server?.close();
    await portal?.close();
    await est?.close();
    await bank.close().catch(() => undefined);
    throw bankFailure(error);
  }
}

/** For a bank that runs for days. */
function noticesEveryHour(
  { context }: OpenBank,
  { log = () => undefined }: PracticeBankOptions,
): Pick<RunningServer, 'close'> {
  const send = () => sendDueNotices(context).catch((error) => log(`notices: ${error}`));
  const timer = setInterval(send, HOUR_MS).unref();
  return { close: async () => clearInterval(timer) };
}

async function serveBank(
  bank: OpenBank,
  token: string,
  options: PracticeBankOptions,
): Promise<RunningServer> {
  const { tls, bankId } = bank.secrets;
  const handlers = { handle: handlerOf(bank, token, options), handlePlain: plainHandlerOf(bank, options) };
  const on = (port: number) => serve(tls, { ...handlers, port } satisfies ServeOptions);
  if (options.port !== undefined) return on(options.port);
  return on(usualPort(bankId)).catch(() => on(0));
}

async function portalOf(bank: OpenBank, options: PracticeBankOptions): Promise<RunningPortal> {
  const { startPortal } = await import('./portal/portal.ts');
  const { portalPort = 0, log = () => undefined } = options;
  const portal = await startPortal(bank.context, bank.secrets.tls, portalPort, log);
  bank.portalAt(portal.url);
  return portal;
}

async function estOf(
  { context, secrets }: OpenBank,
  port: number,
  { faults = [], log = () => undefined }: PracticeBankOptions,
): Promise<RunningEst> {
  const { startEst } = await import('./est/start.ts');
  return startEst(context, secrets.tls, { port, faults, log });
}

function handlerOf(bank: OpenBank, token: string, options: PracticeBankOptions): FetchHandler {
  const { log = () => undefined, onExchange } = options;
  const app = bankApp(bank.context, { log, onExchange });
  const control = controlApp(bank.context, token, log);
  const api = withFaults(options.faults ?? [], bank.context, (request, fault) =>
    app.fetch(request, { fault }),
  );
  return (request, node) =>
    new URL(request.url).pathname.startsWith(CONTROL_PATH) ? control.fetch(request) : api(request, node);
}

/** Without TLS there are the revocation lists and nothing else. */
function plainHandlerOf(bank: OpenBank, { log = () => undefined }: PracticeBankOptions): FetchHandler {
  const { pathname } = new URL(crlUrlAt(0));
  const { authorities, bankNow } = bank.context;
  return async ({ method, url }) => {
    const asked = new URL(url);
    const keyId = asked.searchParams.get('authorityKeyId') ?? undefined;
    const wanted = method === 'GET' && asked.pathname === pathname;
    const found = wanted ? authorities.served(keyId, bankNow()) : undefined;
    if (!found) return new Response(null, { status: 404 });
    try {
      const headers = { 'Content-Type': 'application/pkix-crl', 'Cache-Control': 'no-store' };
      return new Response(new Uint8Array(await currentCrl(bank.context, found.generation)), { headers });
    } catch (error) {
      log(`revocation list: ${error}`);
      return new Response(null, { status: 500 });
    }
  };
}

function running(
  dir: string,
  bank: OpenBank,
  servers: readonly Pick<RunningServer, 'close'>[],
  urls: Pick<RunningBank, 'bankUrl' | 'portalUrl' | 'estUrl'>,
): RunningBank {
  const stop = async () => {
    try {
      await Promise.all(servers.map((server) => server.close()));
      await removeEndpoint(dir);
    } finally {
      await bank.close();
    }
  };
  let stopped: Promise<void> | undefined;
  return {
    ...urls,
    caFile: caFileOf(dir),
    ca: bank.secrets.tls.root,
    bankId: bank.secrets.bankId,
    bankNow: bank.context.bankNow,
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
