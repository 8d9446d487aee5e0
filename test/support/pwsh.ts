import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { windowsPowerShell } from '../../src/system/programs.ts';

export interface PowerShellProgram {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly path: string | undefined;
}

/** What the tests of PowerShell run on: Windows' own 5.1, and PowerShell 7 where it is on the PATH. */
export const powerShells: readonly PowerShellProgram[] = [
  { name: 'PowerShell 7', path: onPath(process.platform === 'win32' ? 'pwsh.exe' : 'pwsh') },
  ...(process.platform === 'win32'
    ? [{ name: 'Windows PowerShell 5.1', path: windowsPowerShell(process.env) }]
    : []),
];

/** The first that is there. */
export const anyPowerShell = powerShells.find(({ path }) => path !== undefined)?.path;

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}
