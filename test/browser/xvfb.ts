import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAMS = ['/usr/bin/Xvfb', '/usr/bin/xdotool'];

/** Why there is no screen to test on; undefined when there is one. */
export const screenMissing = PROGRAMS.every((program) => existsSync(program))
  ? undefined
  : 'xvfb and xdotool are not installed';

/** No event tells what another program shows. */
export const WAIT = { timeout: 60_000, interval: 100 };

export interface Screen {
  /** For the variable DISPLAY. */
  readonly display: string;
  /** Presses keys, one after the other, in the window that is in front. */
  press(...keys: string[]): void;
  /** Waits until a window's content is darkened, as it is behind a question that it asks. */
  untilAsked(): Promise<void>;
}

/** A screen of the test's own, that nobody sees. */
export async function openScreen(): Promise<Screen> {
  const folder = tempFolder();
  const args = ['-displayfd', '1', '-screen', '0', '1000x700x24', '-fbdir', folder];
  const server = spawn('/usr/bin/Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    server.kill('SIGKILL');
  });
  const display = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended')));
  });
  return {
    display,
    press(...keys) {
      execFileSync('/usr/bin/xdotool', ['key', '--delay', '100', ...keys], { env: { DISPLAY: display } });
    },
    async untilAsked() {
      await vi.waitUntil(() => isDark(pixelAt(join(folder, 'Xvfb_screen0'), 20, 680)), WAIT);
    },
  };
}

/** A pixel of a 24-bit screen in the X window dump that Xvfb keeps up to date (XWDFile.h): blue, green, red. */
function pixelAt(file: string, x: number, y: number): readonly number[] {
  const dump = readFileSync(file);
  const word = (index: number) => dump.readUInt32BE(4 * index);
  const [headerSize, bytesPerLine, colours] = [word(0), word(12), word(19)];
  const BYTES_PER_COLOUR = 12;
  const at = headerSize + colours * BYTES_PER_COLOUR + y * bytesPerLine + x * 4;
  return [...dump.subarray(at, at + 3)];
}

/** Grey, neither the black of the empty screen nor a page's white. */
function isDark(pixel: readonly number[]): boolean {
  return pixel.every((part) => part > 60 && part < 150);
}
