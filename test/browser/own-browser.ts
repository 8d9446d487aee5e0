import { mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished, vi } from 'vitest';
import { runCli } from '../support/run.ts';
import type { Practice } from './practice.ts';
import { type Screen, WAIT } from './xvfb.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-sync', '--remote-debugging-port=0'];

/** Debian's Chromium sources what is in this folder: where the test asks for it, it runs as root and can be looked into. */
const FOLDER = '/etc/chromium.d';
const FILE = join(FOLDER, 'cert-tool-test');
const VARIABLE = 'CERT_TOOL_TEST_CHROMIUM';

/** For this test alone, which holds the lock of `withoutPolicy`. */
export function chromiumTakesFlags(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, `CHROMIUM_FLAGS="$CHROMIUM_FLAGS $${VARIABLE}"\n`);
  onTestFinished(() => rmSync(FILE, { force: true }));
}

export interface OwnBrowser {
  readonly folder: string;
  /** Waits for the newest of its pages to be shown, and returns it. */
  newestPage(): Promise<Page>;
  /** Closes its windows. */
  close(): Promise<void>;
}

/** `cert-tool open`, by the user of a home at a screen. */
export async function openOwn(
  { bankHome }: Practice,
  { home, screen }: { readonly home: string; readonly screen: Screen },
  ...args: string[]
): Promise<OwnBrowser> {
  const env = { HOME: home, DISPLAY: screen.display, [VARIABLE]: FLAGS.join(' ') };
  const command = ['open', ...args, '--browser', 'chromium', '--sandbox', '--store', 'nss', '--json'];
  const { stdout, stderr } = await runCli(bankHome, command, { env });
  const { opened } = JSON.parse(stdout);
  expect(opened, stderr).toMatchObject({ browser: 'chromium' });
  const { folder } = opened;
  const close = () => end(folder);
  onTestFinished(close);
  return { folder, newestPage: () => newestPage(folder), close };
}

async function newestPage(folder: string): Promise<Page> {
  const [port = ''] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
  const address = `http://127.0.0.1:${port}`;
  // While the browser asks for a certificate the page has no title, and no answer comes from it.
  await vi.waitUntil(async () => {
    const targets = (await (await fetch(`${address}/json`)).json()) as { type: string; title: string }[];
    const shown = targets.filter(({ type }) => type === 'page');
    return shown.length > 0 && shown.every(({ title }) => title.includes('cert-tool demo bank'));
  }, WAIT);
  const browser: Browser = await chromium.connectOverCDP(address);
  const page = browser.contexts()[0]?.pages().at(-1);
  if (!page) throw new Error('no page');
  return page;
}

/** The process that holds the folder ends with all its windows; the link to it may stay. */
async function end(folder: string): Promise<void> {
  const id = Number(/-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1]);
  await vi.waitUntil(() => !signalled(id, 'SIGTERM'), WAIT);
}

/** False where there is no such process any more. */
function signalled(id: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(id, signal);
  } catch {
    return false;
  }
}
