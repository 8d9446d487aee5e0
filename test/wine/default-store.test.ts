import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { CLIENT_EXTENSIONS, issue } from '../support/test-ca.ts';
import { bridgeTo } from './bridge-to.ts';
import {
  DOTNET,
  JAPANESE,
  japaneseMissing,
  makeWindowsPc,
  nodeExe,
  pwshExe,
  pwshMissing,
  type WindowsPc,
  windowsPath,
} from './wine.ts';

const why = pwshMissing ?? japaneseMissing;
const skipped = why ? ` (skipped: ${why})` : '';
const SYSTEM32 = 'prefix/drive_c/windows/system32';

/** The built program with nothing said about stores, where powershell.exe is PowerShell 7 on Windows' .NET and not Wine's stub. */
describe.skipIf(why)(`the store that is taken by itself, on Windows' .NET under Wine${skipped}`, () => {
  const record = recorder('program', 'dotnet-wine');
  let pc: WindowsPc;
  let preload = '';

  beforeAll(async () => {
    pc = await makeWindowsPc();
    const windows = join(pc.folder, 'Windows');
    layOut(windows);
    preload = join(pc.folder, 'system-root.cjs');
    writeFileSync(preload, `process.env.SystemRoot = ${JSON.stringify(windowsPath(windows))};`);
  });

  afterAll(() => pc?.dispose());

  /** A folder of Windows, with what the program starts from there. */
  function layOut(windows: string): void {
    const place = join(windows, 'System32/WindowsPowerShell/v1.0');
    mkdirSync(place, { recursive: true });
    const powerShell = dirname(pwshExe);
    for (const name of readdirSync(powerShell)) symlinkSync(join(powerShell, name), join(place, name));
    copyFileSync(pwshExe, join(place, 'powershell.exe'));
    for (const name of ['reg.exe', 'whoami.exe', 'certutil.exe', 'schtasks.exe']) {
      symlinkSync(join(pc.folder, SYSTEM32, name), join(windows, 'System32', name));
    }
  }

  const certTool = async (...args: string[]) => {
    const env = { ...DOTNET, ...JAPANESE, CERT_TOOL_HOME: windowsPath(join(pc.folder, 'home')) };
    const require = ['--require', windowsPath(preload).replaceAll('\\', '/')];
    const run = [...require, windowsPath(entryFile()), ...args, '--json'];
    const { code, stdout, stderr } = await pc.run(nodeExe, run, { env });
    expect(stdout, stderr).toMatch(/^\{/);
    return { code, ...JSON.parse(stdout) };
  };

  test('it is PowerShell; doctor finds it sound, and list shows what is there', async () => {
    const { checks } = (await certTool('doctor')) as {
      checks: { id: string; status: string; note?: string }[];
    };
    const ofStore = checks.filter(({ id }) => id.startsWith('store'));
    expect(ofStore.map(({ id, status, note }) => [id, status, note])).toEqual([
      ['store', 'ok', 'powershell'],
      ['store-programs', 'ok', undefined],
      ['store-writable', 'ok', undefined],
      ['store-readable', 'ok', '0 件'],
    ]);

    const subject = '/O=株式会社例/CN=hanakodt A001 20200304153656560435';
    const { pem } = issue(pc.folder, { subject, extensions: CLIENT_EXTENSIONS });
    const bridge = await bridgeTo(pc, JAPANESE);
    await bridge.tools.addCertificate(pem, 'no such container', 'データ花子 🙂');
    await bridge.close();
    expect(await certTool('list')).toMatchObject({
      code: 0,
      store: 'powershell',
      certificates: [{ loginId: 'hanakodt', hasPrivateKey: true, friendlyName: 'データ花子 🙂' }],
    });
    record.note('default-store');
  }, 120_000);

  record.check();
});
