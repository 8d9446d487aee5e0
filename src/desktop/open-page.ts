import { BROWSER_NAMES } from '../core/browser-names.ts';
import { CertToolError } from '../core/error.ts';
import type { BrowserName, OpenedPage, PageToOpen } from '../core/ports/desktop.ts';
import type { Text } from '../core/text.ts';
import { startApart } from '../system/processes.ts';
import { browserFolder } from './browser-folders.ts';
import { type BrowserProgram, browserProgram } from './browser-programs.ts';

export interface OpeningPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** The folder of all browser folders. */
  readonly browsersDir: string;
}

/** Nobody wants the browser to introduce itself in front of the bank's page. */
const QUIET_START = ['--no-first-run', '--no-default-browser-check'];

/**
 * Opens a page in a browser whose data is a login ID's own; where that browser is open already, in a window of it. The browser
 * stays when this process ends.
 * @throws CertToolError `browser-not-opened`, and as `browserFolder`
 */
export async function openPage(page: PageToOpen, place: OpeningPlace): Promise<OpenedPage> {
  const { href: url } = new URL(page.url);
  const found = browserProgram(page.browser, place);
  if (!found) throw notOpened(url, reasons.missing(page.browser));
  if (isWithoutDisplay(place)) throw notOpened(url, reasons.noDisplay);
  const folder = await browserFolder(place.browsersDir, page, found.name);
  await start(found, [`--user-data-dir=${folder}`, ...QUIET_START, url], { url, env: place.env });
  return { browser: found.name, url, folder };
}

/** X11's and Wayland's; Windows and macOS have no variable for it. */
function isWithoutDisplay({ platform, env }: OpeningPlace): boolean {
  return platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
}

async function start(
  { program }: BrowserProgram,
  args: readonly string[],
  { url, env }: { readonly url: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const ended = await startApart(program, args, { env }).catch((cause: NodeJS.ErrnoException) => {
    throw notOpened(url, reasons.notStarted(program, cause.code ?? '?'), cause);
  });
  if (ended !== undefined && ended !== 0) throw notOpened(url, reasons.ended(program, ended));
}

function notOpened(url: string, detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('browser-not-opened', { params: { url, detail }, cause });
}

const reasons = {
  missing: (browser: BrowserName | undefined) =>
    browser === undefined
      ? {
          ja: 'この PC に Edge、Chrome、Chromium のいずれも見つかりません',
          en: 'neither Edge nor Chrome nor Chromium was found on this PC',
        }
      : {
          ja: `この PC に ${BROWSER_NAMES[browser]} が見つかりません`,
          en: `${BROWSER_NAMES[browser]} was not found on this PC`,
        },
  noDisplay: {
    ja: '画面がありません(環境変数 DISPLAY も WAYLAND_DISPLAY も設定されていません)',
    en: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)',
  },
  notStarted: (program: string, code: string) => ({
    ja: `${program} を起動できません(${code})`,
    en: `${program} could not be started (${code})`,
  }),
  ended: (program: string, code: number | string) => ({
    ja: `${program} がすぐに終了しました(${code})`,
    en: `${program} ended at once (${code})`,
  }),
};
