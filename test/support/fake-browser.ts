import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const SHELL = '/bin/sh';

/** Where fake browsers can be told from real ones by their home folder. */
export const ON_LINUX = process.platform === 'linux' && existsSync(SHELL);

let count = 0;

/**
 * A real process whose program is a copy of the shell with a browser's name. It is killed when the test ends.
 * @param home the home folder whose browser it is: other tests do not see it
 */
export async function startBrowser(
  home: string,
  name: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; program: string }> {
  const folder = join(home, `program-${count}`);
  count += 1;
  mkdirSync(folder, { recursive: true });
  const program = join(folder, name);
  copyFileSync(SHELL, program);
  const child = spawn(program, ['-c', 'echo up; read line', '--', ...args], { env: { HOME: home, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return { child, program };
}
