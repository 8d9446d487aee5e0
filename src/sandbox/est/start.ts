import type { BankContext } from '../business/context.ts';
import type { TlsMaterial } from '../ca/tls.ts';
import type { Fault, FaultName } from '../http/faults.ts';
import { withFaults } from '../http/faulty.ts';
import { type MutualServer, serveMutual } from '../portal/mutual-tls.ts';
import { estService } from './service.ts';

export type RunningEst = MutualServer;

export interface EstServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly faults: readonly Fault[];
  /** Takes what went wrong inside, a line each. */
  readonly log: (line: string) => void;
}

/** Any name would do: there is one CA. */
const PATH = '/.well-known/est/practice';

/** Those that mean something here; the others are about the bank API's own form. */
const FAULTS: readonly FaultName[] = [
  ...(['drop-after-issue', 'drop-before', 'slow', 'truncated', '503', '429', '500', 'maintenance'] as const),
  ...(['csr-refused', 'web-page', 'est-pending'] as const),
];

/**
 * Serves the bank's certificates by EST (RFC 7030): a certificate may log in, and need not.
 * @returns with the whole address of the service @throws the system's errors: EADDRINUSE, EACCES
 */
export async function startEst(
  bank: BankContext,
  tls: TlsMaterial,
  { port, faults, log }: EstServerOptions,
): Promise<RunningEst> {
  const serve = estService(bank, log);
  const own = faults.filter(({ name }) => FAULTS.includes(name));
  const server = await serveMutual(bank, tls, {
    port,
    handle: (request, node) =>
      withFaults(own, bank, (asked, fault) => serve(asked, { fault, socket: node.incoming.socket }))(
        request,
        node,
      ),
  });
  return { ...server, url: server.url + PATH };
}
