import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Standard streams by their descriptors. */
export const STDIN = 0;
export const STDERR = 2;

/** Whether a descriptor is a terminal, without opening a stream on it, which takes 4 ms. */
export function isTerminal(descriptor: number): boolean {
  return mayBeTerminal(descriptor) && isatty(descriptor);
}

/** What is no character device is none; asking for more loads Node's network. */
function mayBeTerminal(descriptor: number): boolean {
  if (process.platform === 'win32') return true;
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}
