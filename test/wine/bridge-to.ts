import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import type { StoreKind } from '../../src/core/store-kinds.ts';
import type { TextParams } from '../../src/core/text.ts';
import type { PowerShellStore } from '../../src/winstore/powershell/store.ts';
import { buildChildScript } from '../support/child-script.ts';
import type { AskedStore } from './bridge.ts';
import type { windowsTools } from './windows-tools.ts';
import { makeWindowsPc, nodeExe, pwshExe, type WindowsPc, windowsPath } from './wine.ts';
import { revive, serialize } from './wire.ts';

type Tools = Awaited<ReturnType<typeof windowsTools>>;

/** The tools, asked for from afar. */
export type RemoteTools = {
  readonly [Name in keyof Tools]: (...args: Parameters<Tools[Name]>) => Promise<ReturnType<Tools[Name]>>;
};

export interface Bridge {
  /** The native store of the PC. @param pendingDir a Linux path */
  store(pendingDir: string): CertificateStore;
  /** A new instance of the PowerShell store, with a PowerShell of its own. @param pendingDir a path of Windows */
  powerShell(pendingDir: string): PowerShellStore;
  readonly tools: RemoteTools;
  /** Ends the process as a kill does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { errorName?: ErrorName; params?: TextParams; cause?: string; message?: string };
}

/** Starts a process of Windows' Node on the PC that works the stores for the tests. */
export async function bridgeTo(pc: WindowsPc, env?: NodeJS.ProcessEnv): Promise<Bridge> {
  const script = await buildChildScript('wine/bridge.ts', pc.folder);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const child = pc.start(nodeExe, [windowsPath(script), String(port)], env);
  const early = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the bridge ended: ${code}`)));
  const [socket] = (await Promise.race([once(server, 'connection'), early])) as [Socket];
  early.catch(() => undefined);
  server.close();
  const ask = conversation(socket);
  const storeOf = (kind: StoreKind, store: AskedStore) =>
    remote((operation, args) => ask(store, operation, args), { kind });
  let instance = 0;
  const after = async (end: () => void) => {
    const ended = once(child, 'close');
    end();
    await ended;
  };
  return {
    store: (pendingDir) => storeOf('native', { pendingDir: windowsPath(pendingDir) }) as CertificateStore,
    powerShell(pendingDir) {
      instance += 1;
      const powerShell = { program: windowsPath(pwshExe), instance };
      return storeOf('powershell', { pendingDir, powerShell }) as PowerShellStore;
    },
    tools: remote((operation, args) => ask(undefined, operation, args), {}) as RemoteTools,
    kill: () => after(() => child.kill('SIGKILL')),
    close: () => after(() => socket.destroy()),
  };
}

/** A PC of its own for the tests of a `describe`, and the bridge to it; there from its hooks on, closed after its tests. */
export function bridgedPc(env?: NodeJS.ProcessEnv): { readonly pc: WindowsPc; readonly bridge: Bridge } {
  const windows = {} as { pc: WindowsPc; bridge: Bridge };
  beforeAll(async () => {
    windows.pc = await makeWindowsPc();
    windows.bridge = await bridgeTo(windows.pc, env);
  });
  afterAll(async () => {
    await windows.bridge?.close();
    await windows.pc?.dispose();
  });
  return windows;
}

type Ask = (store: AskedStore | undefined, operation: string, args: readonly unknown[]) => Promise<unknown>;

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
  return async (store, operation, args) => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Answer | undefined>((take) => waiting.set(id, take));
    socket.write(serialize({ id, store, operation, args }));
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
