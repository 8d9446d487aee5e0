import { isIPv6, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { TunnelOptions } from './tunnel.ts';

/** Opens connections for undici that go through a proxy. */
export interface ProxyConnections {
  readonly connect: (options: buildConnector.Options, callback: buildConnector.Callback) => void;
  /** Whether the proxy keeps a connection waiting for its answer. */
  isWaiting(): boolean;
  /** Gives up what is still opening. */
  destroy(): void;
}

export interface ThroughProxyOptions extends Omit<TunnelOptions, 'target' | 'signal'> {
  /** For a tunnel, from the first packet to the proxy's answer to the last CONNECT. */
  readonly timeoutMs: number;
  /** Goes on with the tunnel: TLS to the bank, by `httpSocket`. */
  readonly connect: (
    options: buildConnector.Options & { httpSocket: Socket },
    callback: buildConnector.Callback,
  ) => void;
}

export function throughProxy({ timeoutMs, connect, ...given }: ThroughProxyOptions): ProxyConnections {
  const openings = new Set<AbortController>();

  async function open(target: string): Promise<Socket> {
    const opening = new AbortController();
    const timer = setTimeout(() => opening.abort(), timeoutMs);
    openings.add(opening);
    try {
      const { openTunnel } = await import('./tunnel.ts');
      return await openTunnel({ ...given, target, signal: opening.signal });
    } finally {
      clearTimeout(timer);
      openings.delete(opening);
    }
  }

  return {
    connect(options, callback) {
      open(targetOf(options)).then(
        (httpSocket) => connect({ ...options, httpSocket }, callback),
        (error: Error) => callback(error, null),
      );
    },
    isWaiting: () => openings.size > 0,
    destroy() {
      for (const opening of openings) opening.abort();
    },
  };
}

/** @returns `host:port`; undici leaves out the port that is https's own */
function targetOf({ hostname, port }: buildConnector.Options): string {
  return `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port || 443}`;
}
