import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { BrowserName } from '../core/ports/desktop.ts';

/** A browser that is installed, by the whole path of its program. */
export interface BrowserProgram {
  readonly name: BrowserName;
  readonly program: string;
}

interface Search {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/** Which one opens a page where nobody said it: Windows has Edge, and its users' certificates are for it first. */
const ORDER: readonly BrowserName[] = ['edge', 'chrome', 'chromium'];

/**
 * The browser of this name, or the first that is installed. Undefined where there is none that cert-tool can use: one that is
 * confined (snap) cannot reach cert-tool's folders.
 */
export function browserProgram(wanted: BrowserName | undefined, search: Search): BrowserProgram | undefined {
  for (const name of wanted === undefined ? ORDER : [wanted]) {
    const program = placesOf(name, search).find(
      (path) => existsSync(path) && !isConfined(path, search.platform),
    );
    if (program !== undefined) return { name, program };
  }
  return undefined;
}

/** Where the browsers' own installers put them. */
const WINDOWS: Readonly<Record<BrowserName, string>> = {
  edge: 'Microsoft\\Edge\\Application\\msedge.exe',
  chrome: 'Google\\Chrome\\Application\\chrome.exe',
  chromium: 'Chromium\\Application\\chrome.exe',
};
const MACOS: Readonly<Record<BrowserName, string>> = {
  edge: 'Microsoft Edge',
  chrome: 'Google Chrome',
  chromium: 'Chromium',
};
const LINUX: Readonly<Record<BrowserName, readonly string[]>> = {
  edge: ['/opt/microsoft/msedge/msedge', '/usr/bin/microsoft-edge-stable', '/usr/bin/microsoft-edge'],
  chrome: ['/opt/google/chrome/chrome', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'],
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/run/current-system/sw/bin/chromium'],
};

/** Where a browser may be, by its whole path, the first of which counts. */
export function placesOf(name: BrowserName, { platform, env, home }: Search): readonly string[] {
  if (platform === 'win32') {
    const folders = [env['ProgramFiles(x86)'], env['ProgramFiles'], env['ProgramW6432'], env['LOCALAPPDATA']];
    return folders.flatMap((folder) => (folder ? [win32.join(folder, WINDOWS[name])] : []));
  }
  if (platform !== 'darwin') return LINUX[name];
  const app = posix.join('Applications', `${MACOS[name]}.app`, 'Contents', 'MacOS', MACOS[name]);
  return [posix.join('/', app), posix.join(home, app)];
}

/** What Ubuntu has in the place of Chromium is a script that starts the one from snap. */
function isConfined(path: string, platform: NodeJS.Platform): boolean {
  return platform === 'linux' && beginningOf(path).includes('/snap/bin/');
}

function beginningOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(4096);
      return bytes.toString('latin1', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
