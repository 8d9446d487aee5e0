import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { makeWindowsPc, nodeExe, WINE_ONLY, type WindowsPc, windowsPath, wineMissing } from './wine.ts';

/**
 * Wine's schtasks.exe takes nearly any XML and says nothing of a task: it judges neither the task nor `remind status`. What it
 * shows is that the program registers its task as schtasks.exe wants it, and takes that away.
 */
describe.skipIf(wineMissing)(`the daily check on Windows, under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  let pc: WindowsPc;
  beforeAll(async () => {
    pc = await makeWindowsPc();
  });
  afterAll(() => pc?.dispose());

  const certTool = async (...args: string[]) => {
    const env = { CERT_TOOL_HOME: windowsPath(join(pc.folder, 'home')) };
    const { code, stdout, stderr } = await pc.run(nodeExe, [windowsPath(entryFile()), ...args, '--json'], {
      env,
    });
    expect(stdout, stderr).toMatch(/^\{/);
    return { code, ...JSON.parse(stdout) };
  };
  /** Windows' own files are shared by all PCs of the tests; the task is known by its folder's name. */
  const tasks = (name: string) => {
    const folder = join(pc.folder, 'prefix/drive_c/windows/system32/tasks');
    return existsSync(folder) ? readdirSync(folder).filter((each) => each.startsWith(name)) : [];
  };

  test('the task is registered, registered anew, and taken away', async () => {
    const shown = await certTool('remind', 'install', '--dry-run', '--store', 'native');
    expect(shown).toMatchObject({ code: 0, outcome: 'dry-run' });
    const [{ place, text }] = shown.units;
    expect(place).toMatch(/^cert-tool-remind-[0-9a-f]{8}-[\p{L}\p{N}_.-]+$/u);
    for (const store of ['native', 'file']) {
      expect(await certTool('remind', 'install', '--store', store)).toMatchObject({
        code: 0,
        units: [place],
      });
      expect(tasks(place)).toHaveLength(1);
    }
    expect(text).toContain('--store=native');
    expect(text).toContain('&quot;--home=Z:\\');
    expect(await certTool('remind', 'remove')).toMatchObject({
      code: 0,
      removed: expect.arrayContaining([place]),
    });
    expect(tasks(place)).toEqual([]);
    record.note('task');
  });

  record.check();
});
