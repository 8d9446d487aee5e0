import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BrowserName, OpenBrowser } from '../core/ports/desktop.ts';
import type { RunOptions } from '../system/processes.ts';
import { powerShellEnvironment, windowsPowerShell, windowsTasklist } from '../system/programs.ts';

export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder: on Linux a browser that runs with another one has other certificates. */
  readonly home: string;
  readonly signal?: AbortSignal | undefined;
}

/** Programs by the names of their files, without `.exe`. */
const BROWSERS: Readonly<Record<string, BrowserName>> = {
  msedge: 'edge',
  'msedge-beta': 'edge',
  'msedge-dev': 'edge',
  chrome: 'chrome',
  chromium: 'chromium',
  'chromium-browser': 'chromium',
};

/** Longer than this nobody waits for what is only a warning. */
const PATIENCE_MS = 5_000;

/**
 * Which of Edge, Chrome and Chromium run for this user, each once. On Windows and Linux; elsewhere, and where the system
 * does not tell, none. Never throws, except the signal's reason.
 */
export async function openBrowsers(search: BrowserSearch): Promise<OpenBrowser[]> {
  try {
    if (search.platform === 'linux') return linuxBrowsers(search.home);
    if (search.platform === 'win32') return await windowsBrowsers(search);
  } catch {
    search.signal?.throwIfAborted();
  }
  return [];
}

/** Synchronous inside: for hundreds of small looks that is many times quicker. */
function linuxBrowsers(home: string): OpenBrowser[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return merged(
    ids.map((id) => linuxBrowser(join('/proc', id), home)).filter((browser) => browser !== undefined),
  );
}

/**
 * A process as a browser (proc_pid_exe(5), proc_pid_cmdline(5)); undefined when it is none, one of a browser's helpers,
 * one without a screen, or another user's.
 */
function linuxBrowser(folder: string, home: string): OpenBrowser | undefined {
  try {
    // Chromium's own updates leave a program running whose file is gone.
    const program = basename(readlinkSync(join(folder, 'exe')).replace(/ \(deleted\)$/, ''));
    const name = BROWSERS[program];
    if (name === undefined || statSync(folder).uid !== process.getuid?.()) return undefined;
    const args = readFileSync(join(folder, 'cmdline'), 'utf8');
    const variables = readFileSync(join(folder, 'environ'), 'utf8').split('\0');
    if (HELPER_OR_HEADLESS.test(args) || !variables.includes(`HOME=${home}`)) return undefined;
    return { name, inBackground: /\0--no-startup-window\0/.test(args) };
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return undefined;
  }
}

/** Helpers put blanks where the system has NUL between arguments. */
const HELPER_OR_HEADLESS = /[\0 ]--(type=|headless[=\0])/;

async function windowsBrowsers({ env, signal }: BrowserSearch): Promise<OpenBrowser[]> {
  const options = { env, timeoutMs: PATIENCE_MS, signal, maxOutput: 4 * 1024 * 1024 };
  const { run } = await import('../system/processes.ts');
  const listed = await run(windowsTasklist(env), ['/FO', 'CSV', '/NH'], options);
  const names = browsersInTasklist(listed.stdout.toString('latin1'), process.pid);
  if (!names.includes('edge')) return names.map((name) => ({ name, inBackground: false }));
  const edgeInBackground = (await edgeWindows(env, options).catch(() => undefined)) === 0;
  return names.map((name) => ({ name, inBackground: name === 'edge' && edgeInBackground }));
}

/** How many processes of Edge have a window; undefined when PowerShell does not tell. */
async function edgeWindows(env: NodeJS.ProcessEnv, options: RunOptions): Promise<number | undefined> {
  const windows =
    'Get-Process -Name msedge -ErrorAction SilentlyContinue | Where-Object { $_.MainWindowHandle -ne 0 }';
  const { run } = await import('../system/processes.ts');
  const { stdout } = await run(
    windowsPowerShell(env),
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `@(${windows}).Count`],
    { ...options, env: powerShellEnvironment(env) },
  );
  const count = /^\d+$/.exec(stdout.toString('latin1').trim())?.[0];
  return count === undefined ? undefined : Number(count);
}

/**
 * The browsers in the output of `tasklist /FO CSV /NH` that run in the same session as this process: columns by place
 * (image, id, session's name, session's number, memory), for all words but the images' are in the system's language.
 */
export function browsersInTasklist(text: string, ownId: number): BrowserName[] {
  const rows = text
    .split(/\r?\n/)
    .map((line) => Array.from(line.matchAll(/"([^"]*)"/g), ([, cell = '']) => cell));
  const session = rows.find(([, id]) => id === String(ownId))?.[3];
  const names = rows
    .filter((row) => session !== undefined && row[3] === session)
    .map(([image = '']) => BROWSERS[image.toLowerCase().replace(/\.exe$/, '')])
    .filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** Each browser once; in the background only when all its processes are. */
function merged(found: readonly OpenBrowser[]): OpenBrowser[] {
  const byName = new Map<BrowserName, OpenBrowser>();
  for (const browser of found) {
    const inBackground = browser.inBackground && byName.get(browser.name)?.inBackground !== false;
    byName.set(browser.name, { ...browser, inBackground });
  }
  return [...byName.values()];
}
