import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browsersInTasklist, openBrowsers } from '../../src/desktop/browsers.ts';
import { ON_LINUX, startBrowser as start } from '../support/fake-browser.ts';
import { tempFolder } from '../support/temp-folder.ts';

let count = 0;

const search = (home: string) => openBrowsers({ platform: 'linux', env: {}, home });
const window = (name: string) => ({ name, inBackground: false });

describe.skipIf(!ON_LINUX)(`on Linux, real processes (elsewhere skipped)`, () => {
  test('none', async () => {
    expect(await search(tempFolder())).toEqual([]);
  });

  test('Edge, Chrome and Chromium, each once, and nothing else', async () => {
    const home = tempFolder();
    const names = ['msedge', 'chrome', 'chrome', 'chromium', 'chrome_crashpad_handler', 'firefox'];
    await Promise.all(names.map((name) => start(home, name)));
    const found = await search(home);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(['edge', 'chrome', 'chromium'].map(window)));
  });

  test("no helpers of a browser, none without a screen, none with another user's home", async () => {
    const home = tempFolder();
    await start(home, 'chrome', ['--type=renderer']);
    await start(home, 'chrome', ['--headless']);
    await start(home, 'chrome', ['--headless=new', '--no-sandbox']);
    await start(home, 'msedge', [], { HOME: `${home}-other` });
    // So helpers look when they have written their own title.
    await start(home, 'msedge', ['x --type=utility --lang=ja']);
    expect(await search(home)).toEqual([]);
  });

  test('in the background: until there is one with a window', async () => {
    const home = tempFolder();
    await start(home, 'msedge', ['--no-startup-window', '--win-session-start']);
    expect(await search(home)).toEqual([{ name: 'edge', inBackground: true }]);
    await start(home, 'msedge');
    expect(await search(home)).toEqual([window('edge')]);
  });

  test('one that was updated while it runs, and one that has ended', async () => {
    const home = tempFolder();
    const { child, program } = await start(home, 'chrome');
    rmSync(program);
    expect(await search(home)).toEqual([window('chrome')]);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await search(home)).toEqual([]);
  });
});

/** What `tasklist /FO CSV /NH` prints on a Japanese Windows: session names and memory vary, the columns do not. */
const TASKLIST = [
  '"System Idle Process","0","Services","0","8 K"',
  '"msedge.exe","700","Services","0","1,024 K"',
  '"explorer.exe","4120","Console","1","151,024 K"',
  '"MSEdge.exe","8001","Console","1","210,500 K"',
  '"msedge.exe","8002","Console","1","80,500 K"',
  '"chrome.exe","9001","RDP-Tcp#3","2","180,004 K"',
  '"node.exe","5555","Console","1","60,112 K"',
  '"メモ帳, 新しい.exe","5600","Console","1","9,000 K"',
].join('\r\n');

describe('the list of tasks of Windows', () => {
  test('browsers of the own session, each once', () => {
    expect(browsersInTasklist(TASKLIST, 5555)).toEqual(['edge']);
    expect(
      browsersInTasklist(
        TASKLIST.replace('"node.exe","5555","Console","1"', '"node.exe","5555","RDP-Tcp#3","2"'),
        5555,
      ),
    ).toEqual(['chrome']);
  });

  test('none where this process is not listed, and of garbage', () => {
    for (const text of [
      TASKLIST.replace('5555', '1'),
      '',
      'エラー: アクセスが拒否されました。',
      '"","",""\n"',
      '""""""',
    ]) {
      expect(browsersInTasklist(text, 5555)).toEqual([]);
    }
  });
});

/** Programs that answer as Windows' do, found by their Windows paths: nothing here proves how the real ones answer. */
describe.skipIf(!ON_LINUX)('on Windows (stand-ins for tasklist and PowerShell; untested on Windows)', () => {
  const TASKLIST_EXE = 'W:\\Windows\\System32\\tasklist.exe';
  const POWERSHELL_EXE = 'W:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

  async function searchWith(answers: Readonly<Record<string, string>>) {
    const folder = tempFolder();
    for (const [name, answer] of Object.entries(answers)) {
      writeFileSync(join(folder, `${count}.answer`), answer);
      const script = `#!/bin/sh\nprintf '%s ' "$0" "$@" >> '${folder}/log'\n/bin/cat '${folder}/${count}.answer'\n`;
      count += 1;
      writeFileSync(join(folder, name), script, { mode: 0o700 });
    }
    const env = { SystemRoot: 'W:\\Windows', PATH: folder };
    const browsers = await openBrowsers({ platform: 'win32', env, home: 'W:\\Users\\taro' });
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
    return { browsers, log };
  }

  const tasks = TASKLIST.replace('5555', String(process.pid));

  test.each([
    ['0', true],
    ['1', false],
    ['', false],
  ])('Edge with %s windows', async (windows, inBackground) => {
    const { browsers } = await searchWith({ [TASKLIST_EXE]: tasks, [POWERSHELL_EXE]: `${windows}\r\n` });
    expect(browsers).toEqual([{ name: 'edge', inBackground }]);
  });

  test('PowerShell is started only for Edge, and may be missing', async () => {
    const chrome = tasks.replaceAll(/msedge/gi, 'chrome');
    const { browsers, log } = await searchWith({ [TASKLIST_EXE]: chrome, [POWERSHELL_EXE]: '0' });
    expect(browsers).toEqual([window('chrome')]);
    expect(log).not.toContain('powershell');
    expect(log).toContain('tasklist.exe /FO CSV /NH');
    expect((await searchWith({ [TASKLIST_EXE]: tasks })).browsers).toEqual([window('edge')]);
  });

  test('nothing is known where tasklist is missing', async () => {
    expect((await searchWith({})).browsers).toEqual([]);
  });
});
