import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { CertToolError } from '../../src/core/error.ts';
import { type Koffi, loadKoffi } from '../../src/winstore/native/koffi.ts';
import { createNativeStore } from '../../src/winstore/native/store.ts';
import { withArchived } from './archived.ts';
import { windowsTools } from './windows-tools.ts';
import { revive, serialize } from './wire.ts';

/**
 * Runs in Windows' Node and does what the tests on the Linux side ask for, one JSON line each: an operation of the
 * native store on a new instance, or one of `windowsTools`.
 */
const port = Number(process.argv[2]);

type Operation = (...args: unknown[]) => unknown;

const socket = connect(port, '127.0.0.1');
socket.on('close', () => process.exit());
createInterface(socket).on('line', (line) => {
  const { id, pendingDir, operation, args } = revive(line) as Asked;
  answer(pendingDir, operation, args).then(
    (value) => socket.write(serialize({ id, value })),
    (error) => socket.write(serialize({ id, error: describe(error) })),
  );
});

interface Asked {
  readonly id: number;
  readonly pendingDir: string | undefined;
  readonly operation: string;
  readonly args: readonly unknown[];
}

async function answer(pendingDir: string | undefined, operation: string, args: readonly unknown[]) {
  const target: object =
    pendingDir === undefined ? await windowsTools(load) : createNativeStore({ pendingDir, load });
  return (target as Record<string, Operation>)[operation]?.(...args);
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
