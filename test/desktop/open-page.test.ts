import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError, messageOf, remedyOf } from '../../src/core/error.ts';
import { browserFolder, browserFolders, removeBrowserFolder } from '../../src/desktop/browser-folders.ts';
import { browserProgram, placesOf } from '../../src/desktop/browser-programs.ts';
import { openPage } from '../../src/desktop/open-page.ts';
import { tempFolder } from '../support/temp-folder.ts';

const hanako = { bankId: 'bank', loginId: 'hanako' };
const PAGE = { ...hanako, url: 'https://bank.example/login?a=b c' };
const onPosix = describe.skipIf(process.platform === 'win32');

/** A home with programs in the place where macOS has a user's own browsers; they write down how they were started. */
function homeWith(script: string, name = 'Google Chrome') {
  const home = tempFolder();
  const program = join(home, 'Applications', `${name}.app`, 'Contents', 'MacOS', name);
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const env = { ...process.env, SEEN: join(home, 'seen') };
  return {
    program,
    place: { platform: 'darwin' as const, env, home, browsersDir: join(home, 'data', 'browsers') },
  };
}

async function refusal(work: Promise<unknown>): Promise<CertToolError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof CertToolError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

onPosix('a page is opened', () => {
  test("in the login ID's own folder, for this user alone", async () => {
    const { place } = homeWith('printf "%s\\n" "$@" > "$SEEN"');
    const opened = await openPage(PAGE, place);
    expect(opened).toMatchObject({ browser: 'chrome', url: 'https://bank.example/login?a=b%20c' });
    const { folder, url } = opened;
    expect(readFileSync(place.env.SEEN, 'utf8').trimEnd().split('\n')).toEqual([
      `--user-data-dir=${folder}`,
      '--no-first-run',
      '--no-default-browser-check',
      url,
    ]);
    expect(dirname(dirname(folder))).toBe(place.browsersDir);
    for (let each = folder; each !== dirname(place.browsersDir); each = dirname(each))
      expect((statSync(each).mode & 0o777).toString(8)).toBe('700');
    expect((await openPage(PAGE, place)).folder).toBe(folder);
  });

  test('and what keeps it from that is said, with the page to be opened by hand', async () => {
    const { place, program } = homeWith('exit 21');
    const failed = await refusal(openPage(PAGE, place));
    expect(failed.errorName).toBe('browser-not-opened');
    expect(messageOf(failed, 'en')).toContain('(21)');
    expect(remedyOf(failed, 'ja')).toContain('https://bank.example/login');
    chmodSync(program, 0o644);
    expect(messageOf(await refusal(openPage(PAGE, place)), 'en')).toContain('EACCES');
    const edge = await refusal(openPage({ ...PAGE, browser: 'edge' }, place));
    expect(messageOf(edge, 'en')).toContain('Edge was not found');
    const none = await refusal(openPage(PAGE, { ...place, home: tempFolder() }));
    expect(messageOf(none, 'ja')).toContain('Chromium のいずれも');
  });

  test.skipIf(!existsSync('/usr/bin/chromium'))('only where there is a display', async () => {
    const { place } = homeWith('exit 0');
    const onLinux = { ...place, platform: 'linux' as const, env: {} };
    expect(messageOf(await refusal(openPage({ ...PAGE, browser: 'chromium' }, onLinux)), 'en')).toContain(
      'DISPLAY',
    );
    expect(existsSync(place.browsersDir)).toBe(false);
  });

  test('never through a link that somebody put in the place of the folder', async () => {
    const { place } = homeWith('exit 0');
    mkdirSync(dirname(place.browsersDir), { recursive: true });
    symlinkSync(tempFolder(), place.browsersDir);
    expect((await refusal(openPage(PAGE, place))).errorName).toBe('store-unsafe');
  });
});

onPosix('the browser folders', () => {
  test('differ by bank, login ID and browser; they are listed with their owners, and removed', async () => {
    const dir = join(tempFolder(), 'browsers');
    expect(await browserFolders(dir)).toEqual([]);
    const chrome = await browserFolder(dir, hanako, 'chrome');
    const others = [
      await browserFolder(dir, hanako, 'edge'),
      await browserFolder(dir, { ...hanako, bankId: 'other' }, 'chrome'),
      await browserFolder(dir, { ...hanako, loginId: 'taro' }, 'chrome'),
    ];
    expect(new Set([chrome, ...others]).size).toBe(4);
    symlinkSync(`this-pc-${process.pid}`, join(chrome, 'SingletonLock'));
    symlinkSync('this-pc-99999999', join(others[2] ?? '', 'SingletonLock'));
    const found = await browserFolders(dir);
    expect(found).toHaveLength(3);
    expect(found).toContainEqual({ ...hanako, folder: dirname(chrome), inUse: true });
    expect(found).toContainEqual({
      ...hanako,
      loginId: 'taro',
      folder: dirname(others[2] ?? ''),
      inUse: false,
    });
    for (const each of found) await removeBrowserFolder(each);
    expect(readdirSync(dir)).toEqual([]);
    await removeBrowserFolder({ folder: dirname(chrome) });
  });

  test('are listed without an owner where the note of it is lost', async () => {
    const dir = join(tempFolder(), 'browsers');
    const folder = dirname(await browserFolder(dir, hanako, 'edge'));
    writeFileSync(join(folder, 'cert-tool.json'), '{');
    expect(await browserFolders(dir)).toEqual([{ folder, inUse: false }]);
    await browserFolder(dir, hanako, 'edge');
    expect(await browserFolders(dir)).toEqual([{ folder, ...hanako, inUse: false }]);
  });
});

test('on Windows a browser is looked for where its installers put it, for all users or for one', () => {
  const env = {
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    ProgramFiles: 'C:\\Program Files',
    LOCALAPPDATA: 'C:\\Users\\hanako\\AppData\\Local',
  };
  const search = { platform: 'win32', env, home: 'C:\\Users\\hanako' } as const;
  expect(placesOf('edge', search)[0]).toBe(
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  );
  expect(placesOf('chrome', search)).toEqual([
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Users\\hanako\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
  ]);
  expect(placesOf('chromium', { ...search, env: {} })).toEqual([]);
});

onPosix('the browser', () => {
  test('is the first that is installed, Edge before Chrome before Chromium', () => {
    const { place } = homeWith('', 'Chromium');
    expect(browserProgram(undefined, place)?.name).toBe('chromium');
    const { place: other, program } = homeWith('');
    expect(browserProgram(undefined, other)).toEqual({ name: 'chrome', program });
    expect(browserProgram('edge', other)).toBeUndefined();
  });
});
