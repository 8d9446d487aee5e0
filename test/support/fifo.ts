import { execFileSync } from 'node:child_process';

/** Makes a named pipe and returns its path. */
export function makeFifo(path: string): string {
  execFileSync('mkfifo', [path]);
  return path;
}
