import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { CertToolError } from '../../src/core/error.ts';
import { type Koffi, loadKoffi } from '../../src/winstore/native/koffi.ts';
import { createNativeStore } from '../../src/winstore/native/store.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';
import { withArchived } from './archived.ts';
import { windowsTools } from './windows-tools.ts';
import { revive, serialize } from './wire.ts';

/**
 * Runs in Windows' Node and does what the tests on the Linux side ask for, one JSON line each: an operation of the
 * native store on a new instance, of the PowerShell store on one of its instances, or one of `windowsTools`.
 */
const port = Number(process.argv[2]);

type Operation = (...args: unknown[]) => unknown;

const socket = connect(port, '127.0.0.1');
socket.on('close', () => process.exit());
createInterface(socket).on('line', (line) => {
  const { id, store, operation, args } = revive(line) as Asked;
  answer(store, operation, args).then(
    (value) => socket.write(serialize({ id, value })),
    (error) => socket.write(serialize({ id, error: describe(error) })),
  );
});

/** Which store is asked; the tools without it. */
export interface AskedStore {
  readonly pendingDir: string;
  /** For the store that works by a program: which one, and the number of its instance. */
  readonly powerShell?: { readonly program: string; readonly instance: number };
}

interface Asked {
  readonly id: number;
  readonly store?: AskedStore;
  readonly operation: string;
  readonly args: readonly unknown[];
}

async function answer(store: AskedStore | undefined, operation: string, args: readonly unknown[]) {
  const target: object = store === undefined ? await windowsTools(load) : storeFor(store);
  return (target as Record<string, Operation>)[operation]?.(...args);
}

const instances = new Map<number, object>();

function storeFor({ pendingDir, powerShell }: AskedStore): object {
  if (!powerShell) return createNativeStore({ pendingDir, load });
  const { program, instance } = powerShell;
  const store = instances.get(instance) ?? createPowerShellStore({ program, pendingDir, env: process.env });
  instances.set(instance, store);
  return store;
}

let koffi: Promise<Koffi> | undefined;

/** The same one each time: its types have names that can be given once. */
function load(): Promise<Koffi> {
  koffi ??= loadKoffi().then(withArchived);
  return koffi;
}

function describe(error: unknown) {
  if (!(error instanceof CertToolError)) return { message: String((error as Error)?.stack ?? error) };
  return { errorName: error.errorName, params: error.details.params, cause: String(error.details.cause) };
}
