import type { HttpBindings } from '@hono/node-server';
import type { BankContext } from '../business/context.ts';
import type { TlsMaterial } from '../ca/tls.ts';
import { portalApp } from './app.ts';
import { type MutualServer, serveMutual } from './mutual-tls.ts';

export type RunningPortal = MutualServer;

/** Serves the bank's login page. @param port 0 for any free one @throws the system's errors: EADDRINUSE, EACCES */
export async function startPortal(
  bank: BankContext,
  tls: TlsMaterial,
  port: number,
  log: (line: string) => void,
): Promise<RunningPortal> {
  const app = portalApp(bank, log);
  return serveMutual(bank, tls, {
    port,
    handle: (request, node) => app.fetch(request, node as HttpBindings),
  });
}
