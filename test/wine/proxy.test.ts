import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveProxy } from '../support/proxy.ts';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { makeWindowsPc, nodeExe, WINE_ONLY, type WindowsPc, windowsPath, wineMissing } from './wine.ts';

const SHIM = fileURLToPath(new URL('./keep-alive-shim.cjs', import.meta.url));
const REG = 'C:\\windows\\system32\\reg.exe';
const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const NAMES = ['ProxyEnable', 'ProxyServer', 'ProxyOverride', 'AutoConfigURL'];
const SCRIPT = 'http://wpad.corp.invalid/proxy.pac';

describe.skipIf(wineMissing)(`Windows' proxy settings, under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  let pc: WindowsPc;
  beforeAll(async () => {
    pc = await makeWindowsPc();
  });
  afterAll(() => pc?.dispose());
  beforeEach(async () => {
    for (const name of NAMES) await pc.run(REG, ['delete', KEY, '/v', name, '/f']);
  });

  async function set(values: Readonly<Record<string, string | number>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const type = typeof value === 'number' ? 'REG_DWORD' : 'REG_SZ';
      const { code } = await pc.run(REG, ['add', KEY, '/v', name, '/t', type, '/d', String(value), '/f']);
      expect(code).toBe(0);
    }
  }

  /** A proxy that allows nothing, and what the program says that asks a bank which nobody knows. */
  async function asking(env: NodeJS.ProcessEnv = {}) {
    const options = { ...env, NODE_OPTIONS: `--require ${windowsPath(SHIM).replaceAll('\\', '/')}` };
    const args = ['browser-policy', '--bank', 'https://bank.invalid', '--lang', 'en', '--timeout', '5'];
    return (await pc.run(nodeExe, [windowsPath(entryFile()), ...args], { env: options })).stderr;
  }

  test('the proxy is used, unless a variable says otherwise', async () => {
    const proxy = await serveProxy({ instead: { status: 403 } });
    await set({ ProxyEnable: 1, ProxyServer: `http=127.0.0.1:9;https=127.0.0.1:${proxy.port}` });
    expect(await asking()).toContain('CT-6025');
    const [first, ...others] = proxy.asked.splice(0);
    expect(first).toEqual({ target: 'bank.invalid:443', login: undefined });
    for (const other of others) expect(other).toEqual(first);
    expect(await asking({ HTTPS_PROXY: 'http://127.0.0.1:9' })).toContain('127.0.0.1:9 (HTTPS_PROXY)');
    expect(proxy.asked).toEqual([]);
  });

  test('neither for its exceptions nor where it is switched off; a script is named', async () => {
    const proxy = await serveProxy({ instead: { status: 403 } });
    const server = { ProxyServer: `127.0.0.1:${proxy.port}` };
    await set({ ...server, ProxyEnable: 1, ProxyOverride: '*.invalid;<local>' });
    expect(await asking()).toContain('CT-6002');
    await set({ ...server, ProxyEnable: 0, ProxyOverride: '', AutoConfigURL: SCRIPT });
    const said = (await asking()).replace(/\s+/g, ' ');
    expect(said).toContain('CT-6002');
    expect(said).toContain(SCRIPT);
    record.note('proxy');
    expect(proxy.asked).toEqual([]);
  });

  record.check();
});
