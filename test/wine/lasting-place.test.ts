import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profilesIn } from '../../src/desktop/windows-profile.ts';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { makeWindowsPc, nodeExe, WINE_ONLY, type WindowsPc, windowsPath, wineMissing } from './wine.ts';

const SHIM = fileURLToPath(new URL('./keep-alive-shim.cjs', import.meta.url));
const UNREACHABLE = { name: 'connection-refused' };
const SYSTEM = 'C:\\windows\\system32';
const PROFILES = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';

describe.skipIf(wineMissing)(`a temporary profile, under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  let pc: WindowsPc;

  beforeAll(async () => {
    pc = await makeWindowsPc();
  });

  afterAll(() => pc?.dispose());

  /** `issue` at a bank that is not there: how far it comes tells whether it was refused. */
  async function issue(...args: string[]): Promise<Record<string, unknown>> {
    const env = {
      CERT_TOOL_HOME: 'C:\\cert-tool-home',
      CERT_TOOL_PASSWORD: 'x',
      CERT_TOOL_BANK: 'https://127.0.0.1:1',
      NODE_OPTIONS: `--require ${windowsPath(SHIM).replaceAll('\\', '/')}`,
    };
    const run = [windowsPath(entryFile()), 'issue', 'hanako', '--timeout', '1', '--json', ...args];
    const { stdout, stderr } = await pc.run(nodeExe, run, { env });
    expect(stdout, stderr).toMatch(/^\{/);
    return JSON.parse(stdout).error;
  }

  test('is found out by its state in the registry; files beside the profile stay', async () => {
    const native = ['--store', 'native'];
    expect(await issue(...native)).toMatchObject(UNREACHABLE);
    // Wine's whoami does not tell the identifier: the profile is found by its folder.
    const { stdout } = await pc.run(`${SYSTEM}\\reg.exe`, ['query', PROFILES, '/s']);
    const key = `${PROFILES}\\${profilesIn(stdout)[0]?.sid}`;
    const state = ['/v', 'State', '/t', 'REG_DWORD', '/d', '0x804', '/f'];
    expect((await pc.run(`${SYSTEM}\\reg.exe`, ['add', key, ...state])).code).toBe(0);
    expect(await issue(...native)).toMatchObject({ code: 'CT-7032', name: 'place-not-lasting' });
    expect(await issue(...native, '--here-anyway')).toMatchObject(UNREACHABLE);
    const folder = windowsPath(join(pc.folder, 'certificates'));
    expect(await issue('--store', 'file', '--store-dir', folder)).toMatchObject(UNREACHABLE);
    record.note('temporary-profile');
  });

  record.check();
});
