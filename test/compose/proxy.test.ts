import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProxies } from '../../src/compose/proxy.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import type { Prompts } from '../../src/core/ports/ui.ts';
import { readProxyAddress } from '../../src/core/proxy-address.ts';
import type { WindowsProxy } from '../../src/desktop/windows-proxy.ts';
import { createUi } from '../../src/ui/create.ts';
import { tempFolder } from '../support/temp-folder.ts';

const BANK = new URL('https://bank.example/v1');
const NO_WINDOWS: WindowsProxy = { exceptions: '', exceptsLocal: false };

interface Given {
  readonly configured?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly windows?: Partial<WindowsProxy>;
  readonly prompts?: Partial<Prompts>;
  readonly refusedDir?: string;
  readonly isLastTry?: boolean;
}

async function proxiesFor({ configured, env = {}, windows, prompts, ...more }: Given) {
  const hidden: string[] = [];
  let asked = 0;
  const ui = await createUi({
    ...{ language: 'en', json: false, input: true, verbosity: 'quiet', color: false },
    signal: new AbortController().signal,
  });
  const read = configured === undefined || configured === 'none' ? undefined : readProxyAddress(configured);
  const proxies = createProxies({
    proxy:
      configured === undefined
        ? undefined
        : { place: '--proxy', address: read && 'address' in read ? read.address : undefined },
    env,
    refusedDir: tempFolder(),
    ...more,
    ofSystem:
      windows &&
      (async () => {
        asked += 1;
        return { ...NO_WINDOWS, ...windows };
      }),
    ui: {
      ...ui,
      ...(prompts && { interactive: true, prompts: { ...ui.prompts, ...prompts } }),
      hide(secret) {
        hidden.push(secret);
        return () => {};
      },
    },
  });
  return { proxies, hidden, asked: () => asked };
}

/** Host and place of the proxy that is chosen for a bank. */
async function chosen(given: Given, bank = BANK) {
  const { proxies } = await proxiesFor(given);
  const { proxy } = await proxies.wayTo(bank);
  return proxy && [proxy.address.host, proxy.place.en];
}

describe('which proxy', () => {
  const VARIABLES = { HTTPS_PROXY: 'http://upper:3128', https_proxy: 'http://lower:3128' };
  const windows = { server: 'windows:8080' };
  const all: Given = { configured: 'http://typed:3128', env: VARIABLES, windows };
  test.each<[string, Given, readonly [string, string] | undefined]>([
    ['nothing says any', { windows: {} }, undefined],
    ['the option first', all, ['typed', '--proxy']],
    ['none at all', { ...all, configured: 'none' }, undefined],
    ['then the variable in small letters', { env: VARIABLES, windows }, ['lower', 'https_proxy']],
    ['in capitals', { env: { HTTPS_PROXY: 'upper:3128', https_proxy: '' } }, ['upper', 'HTTPS_PROXY']],
    [
      'then Windows',
      { env: { HTTPS_PROXY: '' }, windows: { server: 'windows:8080' } },
      ['windows', "Windows' proxy settings"],
    ],
    [
      'not those of other protocols',
      { env: { HTTP_PROXY: 'a:1', ALL_PROXY: 'b:1', http_proxy: 'c:1' } },
      undefined,
    ],
  ])('%s', async (_, given, expected) => {
    expect(await chosen(given)).toEqual(expected);
  });

  test.each([
    ['NO_PROXY', { NO_PROXY: '.example' }],
    ['no_proxy before it', { no_proxy: 'bank.example', NO_PROXY: 'other' }],
  ])('%s keeps the bank from the proxy of HTTPS_PROXY, and of Windows', async (_, env) => {
    const windows = { server: 'windows:8080' };
    expect(await chosen({ env: { ...env, HTTPS_PROXY: 'upper:3128' }, windows })).toBeUndefined();
    expect(await chosen({ env, windows })).toBeUndefined();
  });

  test('NO_PROXY says nothing of a proxy that was named for the bank', async () => {
    expect(await chosen({ configured: 'typed:3128', env: { NO_PROXY: '*' } })).toEqual(['typed', '--proxy']);
  });

  test.each([
    [{ exceptions: '*.example' }, undefined],
    [{ exceptions: 'other' }, 'windows'],
    [{ exceptsLocal: true }, 'windows'],
  ])('Windows: %j', async (more, host) => {
    expect((await chosen({ windows: { server: 'windows:8080', ...more } }))?.[0]).toBe(host);
  });

  test('Windows: <local> is a host without a dot', async () => {
    const windows = { server: 'windows:8080', exceptsLocal: true };
    expect(await chosen({ windows }, new URL('https://bank'))).toBeUndefined();
  });

  test.each(['https://localhost:8443', 'https://127.0.0.1', 'https://[::1]:8443', 'https://bank.localhost'])(
    'never for this PC: %s',
    async (bank) => {
      const { proxies, asked } = await proxiesFor({
        configured: 'typed:3128',
        windows: { server: 'w:1', script: 'x' },
      });
      expect(await proxies.wayTo(new URL(bank))).toEqual({});
      expect(asked()).toBe(0);
    },
  );

  test('a script of Windows is named', async () => {
    const { proxies } = await proxiesFor({ windows: { script: 'http://wpad/proxy.pac' } });
    expect(await proxies.wayTo(BANK)).toEqual({ script: 'http://wpad/proxy.pac' });
  });

  test.each([
    ['ALL_PROXY', { ALL_PROXY: 'socks5://proxy:1080', HTTP_PROXY: 'proxy:1' }],
    ['http_proxy', { http_proxy: 'proxy:1', ALL_PROXY: '' }],
  ])('%s names a proxy that is not used: it is named', async (unusedVariable, env) => {
    const { proxies } = await proxiesFor({ env, windows: {} });
    expect(await proxies.wayTo(BANK)).toEqual({ unusedVariable });
    const excepted = await proxiesFor({ env: { ...env, NO_PROXY: 'bank.example' } });
    expect(await excepted.proxies.wayTo(BANK)).toEqual({});
  });

  test('a variable that is no address is a mistake, which is not shown', async () => {
    const { proxies } = await proxiesFor({ env: { HTTPS_PROXY: 'http://taro:geheim%@proxy' } });
    const error = await proxies.wayTo(BANK).catch((thrown: unknown) => thrown);
    if (!(error instanceof CertToolError)) throw error;
    expect(error.errorName).toBe('invalid-option');
    expect(messageOf(error, 'en')).toContain('HTTPS_PROXY');
    expect(`${error.stack}${JSON.stringify(error.details)}`).not.toContain('geheim');
  });
});

describe('the login at the proxy', () => {
  const sentBy = async (given: Given) => {
    const { proxies, hidden } = await proxiesFor(given);
    const { proxy } = await proxies.wayTo(BANK);
    const sent: unknown[] = [];
    await proxy?.login.ask();
    await proxy?.login.use(async (credentials) => {
      sent.push(credentials);
      return { answer: '', isTaken: true };
    }, new AbortController().signal);
    return { sent: sent[0], hidden };
  };

  test.each<[string, Given, object | undefined]>([
    [
      'of HTTPS_PROXY',
      { env: { HTTPS_PROXY: 'http://taro:a%40b@proxy' } },
      { userName: 'taro', password: 'a@b' },
    ],
    [
      'of HTTPS_PROXY before our variable',
      { env: { HTTPS_PROXY: 'taro:inside@proxy', CERT_TOOL_PROXY_PASSWORD: 'own' } },
      { userName: 'taro', password: 'inside' },
    ],
    [
      'of our variable',
      { configured: 'taro@proxy:3128', env: { CERT_TOOL_PROXY_PASSWORD: 'own' } },
      { userName: 'taro', password: 'own' },
    ],
    [
      'of our variable, without a user name',
      { configured: 'proxy', env: { CERT_TOOL_PROXY_PASSWORD: 'own' } },
      undefined,
    ],
    ['of nobody', { configured: 'taro@proxy' }, undefined],
    [
      'of a person, for the user name that is known',
      { configured: 'taro@proxy', prompts: { secret: async () => 'typed' } },
      { userName: 'taro', password: 'typed' },
    ],
    [
      'of a person',
      {
        windows: { server: 'proxy:1' },
        prompts: { text: async () => 'hanako', secret: async () => 'typed' },
      },
      { userName: 'hanako', password: 'typed' },
    ],
    [
      'of a person and our variable',
      {
        configured: 'proxy',
        env: { CERT_TOOL_PROXY_PASSWORD: 'own' },
        prompts: { text: async () => 'hanako' },
      },
      { userName: 'hanako', password: 'own' },
    ],
  ])('%s', async (_, given, expected) => {
    const { sent, hidden } = await sentBy(given);
    expect(sent).toEqual(expected);
    if (!expected) return;
    const { userName, password } = expected as { userName: string; password: string };
    expect(hidden).toContain(password);
    expect(hidden).toContain(Buffer.from(`${userName}:${password}`).toString('base64'));
  });

  test('is one for all banks of a run', async () => {
    const { proxies } = await proxiesFor({ env: { HTTPS_PROXY: 'taro:x@proxy' } });
    const [one, other] = [await proxies.wayTo(BANK), await proxies.wayTo(new URL('https://other.example'))];
    expect(one.proxy?.login).toBe(other.proxy?.login);
  });
});

describe('what a proxy refused on an earlier run', () => {
  /** A run of its own; what it sent, and why it failed. */
  async function nextRun(given: Given, isTaken = false) {
    const { proxy } = await (await proxiesFor(given)).proxies.wayTo(BANK);
    const sent: string[] = [];
    const send = async ({ userName, password }: { userName: string; password: string }) => {
      sent.push(`${userName}:${password}`);
      return { answer: '', isTaken };
    };
    const { signal } = new AbortController();
    await proxy?.login.use(send, signal);
    if (given.prompts && (await proxy?.login.ask())) await proxy?.login.use(send, signal);
    return { sent, failed: proxy?.login.failed?.how };
  }
  const refusedBefore = async () => {
    const given = { refusedDir: tempFolder(), env: { HTTPS_PROXY: 'taro:wrong1@proxy:3128' } };
    expect(await nextRun(given)).toEqual({ sent: ['taro:wrong1'], failed: 'refused' });
    return given;
  };

  test('is not sent by the next one, and the file that says so holds no secret', async () => {
    const given = await refusedBefore();
    expect(await nextRun(given)).toEqual({ sent: [], failed: 'refused-before' });
    const [name = ''] = readdirSync(given.refusedDir);
    const text = readFileSync(join(given.refusedDir, name), 'utf8');
    expect(text).toContain('proxy:3128');
    expect(text).not.toMatch(/taro|wrong1/);
  });

  test('keeps no other password from being sent, nor another proxy', async () => {
    const given = await refusedBefore();
    for (const HTTPS_PROXY of ['taro:right@proxy:3128', 'jiro:wrong1@proxy:3128', 'taro:wrong1@other:3128']) {
      expect((await nextRun({ ...given, env: { HTTPS_PROXY } }, true)).sent).toHaveLength(1);
    }
  });

  test('is sent with --last-try, and forgotten when it is taken', async () => {
    const given = await refusedBefore();
    expect((await nextRun({ ...given, isLastTry: true }, true)).sent).toEqual(['taro:wrong1']);
    expect(readdirSync(given.refusedDir)).toEqual([]);
    expect((await nextRun(given, true)).sent).toEqual(['taro:wrong1']);
  });

  test('is sent where a person types it; what a person types is not remembered', async () => {
    const given = await refusedBefore();
    const typing = (password: string) => ({
      prompts: { text: async () => 'taro', secret: async () => password },
    });
    expect((await nextRun({ ...given, ...typing('wrong1') })).sent).toEqual(['taro:wrong1']);
    expect((await nextRun({ ...given, ...typing('typed') })).sent).toEqual(['taro:typed']);
    const env = { HTTPS_PROXY: 'taro:typed@proxy:3128' };
    expect((await nextRun({ ...given, env })).sent).toEqual(['taro:typed']);
  });

  test('is forgotten where a person types it, and it is taken', async () => {
    const given = await refusedBefore();
    const prompts = { text: async () => 'taro', secret: async () => 'wrong1' };
    expect((await nextRun({ ...given, prompts }, true)).sent).toEqual(['taro:wrong1']);
    expect(readdirSync(given.refusedDir)).toEqual([]);
  });

  test('a folder that cannot be used keeps nobody from the proxy', async () => {
    const refusedDir = join(tempFolder(), 'file');
    writeFileSync(refusedDir, '');
    const env = { HTTPS_PROXY: 'taro:x@proxy' };
    expect(await nextRun({ refusedDir, env })).toEqual({ sent: ['taro:x'], failed: 'refused' });
  });
});
