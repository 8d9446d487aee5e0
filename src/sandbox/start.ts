import { randomBytes } from 'node:crypto';
import { controlApp } from './control/app.ts';
import { type Endpoint, removeEndpoint, writeEndpoint } from './control/endpoint.ts';
import { CONTROL_PATH } from './control/paths.ts';
import { caFileOf } from './folder.ts';
import { bankApp, type Exchange } from './http/app.ts';
import { bankFailure, type OpenBank, openBank } from './open.ts';
import { type RunningServer, serve } from './server.ts';

export interface PracticeBankOptions {
  /** The data folder; a new practice bank is set up when it is empty or missing. */
  readonly dir: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** The real clock. */
  readonly now: () => Date;
  /** How long to wait for another practice bank on this folder to end. */
  readonly waitMs: number;
  /** True for one that serves other commands (`sandbox start`); false for a command's own. */
  readonly shared: boolean;
  /** Takes what went wrong inside, a line each. */
  readonly log?: (line: string) => void;
  /** Sees every request and answer. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface RunningBank {
  /** Base URL without path, like `https://127.0.0.1:41234`. */
  readonly bankUrl: string;
  /** The certificate to trust for its TLS: file, and its content as PEM. */
  readonly caFile: string;
  readonly ca: string;
  readonly bankId: string;
  close(): Promise<void>;
}

/**
 * Starts the practice bank on its data folder.
 * @throws CertToolError `practice-bank-busy` when another one has the folder, `practice-bank-failed`,
 * `not-a-practice-bank`
 */
export async function startPracticeBank(options: PracticeBankOptions): Promise<RunningBank> {
  const { dir } = options;
  const bank = await openBank(dir, options.now, options.waitMs);
  let server: RunningServer | undefined;
  try {
    const token = randomBytes(32).toString('base64url');
    server = await serve(bank.secrets.tls, options.port ?? 0, handlerOf(bank, token, options));
    const endpoint: Endpoint = { bankUrl: server.url, token, shared: options.shared };
    await writeEndpoint(dir, endpoint);
    return running(dir, bank, server);
  } catch (error) {
    await server?.close();
    await bank.close().catch(() => undefined);
    throw bankFailure(error);
  }
}

function handlerOf(
  bank: OpenBank,
  token: string,
  options: PracticeBankOptions,
): (request: Request) => Response | Promise<Response> {
  const { log = () => undefined, onExchange } = options;
  const app = bankApp(bank.context, { log, onExchange });
  const control = controlApp(bank.context, token);
  return (request) =>
    new URL(request.url).pathname.startsWith(CONTROL_PATH) ? control.fetch(request) : app.fetch(request);
}

function running(dir: string, bank: OpenBank, server: RunningServer): RunningBank {
  const stop = async () => {
    try {
      await server.close();
      await removeEndpoint(dir);
    } finally {
      await bank.close();
    }
  };
  let stopped: Promise<void> | undefined;
  return {
    bankUrl: server.url,
    caFile: caFileOf(dir),
    ca: bank.secrets.tls.root,
    bankId: bank.secrets.bankId,
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
