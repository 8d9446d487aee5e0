import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import type { TextParams } from '../../src/core/text.ts';
import { buildChildScript } from '../support/child-script.ts';
import type { windowsTools } from './windows-tools.ts';
import { nodeExe, type WindowsPc, windowsPath } from './wine.ts';
import { revive, serialize } from './wire.ts';

type Tools = Awaited<ReturnType<typeof windowsTools>>;

/** The tools, asked for from afar. */
export type RemoteTools = {
  readonly [Name in keyof Tools]: (...args: Parameters<Tools[Name]>) => Promise<ReturnType<Tools[Name]>>;
};

export interface NativeBridge {
  /** The native store of the PC. @param pendingDir a Linux path */
  store(pendingDir: string): CertificateStore;
  readonly tools: RemoteTools;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { errorName?: ErrorName; params?: TextParams; cause?: string; message?: string };
}

/** Starts a process of Windows' Node on the PC that works the native store for the tests. */
export async function bridgeTo(pc: WindowsPc): Promise<NativeBridge> {
  const script = await buildChildScript('wine/bridge.ts', pc.folder);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const child = pc.start(nodeExe, [windowsPath(script), String(port)]);
  const early = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the bridge ended: ${code}`)));
  const [socket] = (await Promise.race([once(server, 'connection'), early])) as [Socket];
  early.catch(() => undefined);
  server.close();
  const ask = conversation(socket);
  return {
    store: (pendingDir) =>
      remote((operation, args) => ask(windowsPath(pendingDir), operation, args), {
        kind: 'native',
      }) as CertificateStore,
    tools: remote((operation, args) => ask(undefined, operation, args), {}) as RemoteTools,
    async close() {
      const ended = once(child, 'close');
      socket.destroy();
      await ended;
    },
  };
}

type Ask = (pendingDir: string | undefined, operation: string, args: readonly unknown[]) => Promise<unknown>;

function conversation(socket: Socket): Ask {
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  let asked = 0;
  createInterface(socket).on('line', (line) => {
    const answer = revive(line) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.on('close', () => {
    for (const take of waiting.values()) take(undefined);
  });
  return async (pendingDir, operation, args) => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Answer | undefined>((take) => waiting.set(id, take));
    socket.write(serialize({ id, pendingDir, operation, args }));
    const answer = await answered;
    if (!answer) throw new Error('the bridge is gone');
    if (answer.error) throw errorOf(answer.error);
    return answer.value;
  };
}

function errorOf({ errorName, params, cause, message }: NonNullable<Answer['error']>): Error {
  return errorName
    ? new CertToolError(errorName, { ...(params ? { params } : {}), cause })
    : new Error(message);
}

/** What no store there has: what is awaited is asked for `then`, and Windows gives no key to TLS. */
const NOT_THERE: readonly PropertyKey[] = ['then', 'tlsKey'];

/** An object whose every method is carried out elsewhere. */
function remote(
  ask: (operation: string, args: readonly unknown[]) => Promise<unknown>,
  own: object,
): unknown {
  return new Proxy(own, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (NOT_THERE.includes(name) ? undefined : (...args: unknown[]) => ask(String(name), args)),
  });
}
