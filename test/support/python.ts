import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The system's, which finds the system's modules. */
export const PYTHON = '/usr/bin/python3';

/** Whether it, or a module of it, is missing. */
export function pythonMissing(...modules: readonly string[]): boolean {
  const imports = modules.map((each) => `import ${each}`).join('\n');
  return !existsSync(PYTHON) || spawnSync(PYTHON, ['-c', imports]).status !== 0;
}
