import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepSetting } from '../../src/config/edit.ts';
import { readConfigFile } from '../../src/config/file.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import { CertToolError, messageOf, remedyOf } from '../../src/core/error.ts';
import { makeFifo } from '../support/fifo.ts';
import { tempFolder } from '../support/temp-folder.ts';

function configFile(content: string | Buffer): string {
  const file = join(tempFolder(), 'config.json');
  writeFileSync(file, content);
  return file;
}

async function refusal(work: Promise<unknown>): Promise<CertToolError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CertToolError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

describe('a config file', () => {
  test('is empty where there is none', async () => {
    expect(await readConfigFile(join(tempFolder(), 'nowhere', 'config.json'))).toEqual({});
  });

  test('is read with all its settings, a byte order mark before them', async () => {
    const config = {
      bank: 'https://bank.example.jp/api/',
      profile: 'main',
      profiles: { main: { bank: 'https://main.example.jp', caFile: '/ca.pem', loginPage: 'https://page/' } },
      store: 'file',
      storeDir: '/store',
      nssProfile: '/profile',
      lang: 'ja',
      timeout: 20,
      caFile: '/other.pem',
      loginPage: 'https://page.example/login',
      logFile: '/log',
      proxy: 'taro@proxy.example:3128',
      remove: { archive: true },
      locked: ['bank'],
    };
    expect(await readConfigFile(configFile(`\ufeff${JSON.stringify(config)}`))).toEqual({
      ...config,
      bank: 'https://bank.example.jp/api',
    });
  });

  test('a password in the place of the field that sends it is refused, and not repeated', async () => {
    const file = configFile('{"bank":"https://bank.example.jp","protocol":"est","estPassword":"Himitsu-1"}');
    const error = await refusal(readConfigFile(file));
    for (const language of ['ja', 'en'] as const) {
      expect(messageOf(error, language)).toContain('{password}');
      expect(messageOf(error, language)).not.toContain('Himitsu-1');
    }
  });

  const FAULTS: readonly [content: string | Buffer, place: RegExp][] = [
    ['', /JSON/],
    ['{', /JSON/],
    ['{"lang": "ja", "lang": "en"}', /stands twice in one object \(line 1, column 16\)/],
    ['null', /object/],
    ['[]', /object/],
    ['"x"', /object/],
    ['{"bnak":"https://x"}', /bnak/],
    ['{"__proto__":"x"}', /__proto__/],
    ['{"constructor":1}', /constructor/],
    ['{"bank":5}', /bank: /],
    ['{"loginPage":"http://bank.example.jp"}', /loginPage: .*https/],
    ['{"loginPage":"https://a:b@bank.example.jp"}', /loginPage: /],
    ['{"profiles":{"main":{"loginPage":7}}}', /loginPage: /],
    ['{"bank":"http://bank.example.jp"}', /bank: .*https/],
    ['{"bank":null}', /bank: /],
    ['{"proxy":"http://"}', /proxy: .*no address/],
    ['{"proxy":"http://taro:geheim@proxy:1"}', /^(?!.*geheim).*proxy: .*CERT_TOOL_PROXY_PASSWORD/],
    ['{"proxy":false}', /proxy: /],
    ['{"store":"shelf"}', /store: .*shelf/],
    ['{"store":["file"]}', /store: /],
    ['{"lang":"fr"}', /lang: .*fr/],
    ['{"timeout":-1}', /timeout: /],
    ['{"timeout":1e99}', /timeout: /],
    ['{"timeout":[30]}', /timeout: /],
    ['{"timeout":true}', /timeout: /],
    ['{"remove":true}', /remove: .*object/],
    ['{"remove":{"archive":"yes"}}', /remove: archive: .*true or false/],
    ['{"remove":{"archvie":true}}', /remove: .*archvie.*archive/],
    ['{"storeDir":""}', /storeDir: /],
    ['{"storeDir":{}}', /storeDir: /],
    ['{"nssProfile":""}', /nssProfile: /],
    ['{"storeDir":"a\\u0000b"}', /storeDir: /],
    ['{"logFile":7}', /logFile: /],
    ['{"profile":[]}', /profile: /],
    ['{"profiles":[]}', /profiles: /],
    ['{"profiles":{"a":5}}', /profiles: a: /],
    ['{"profiles":{"a":{"bank":"ftp://x"}}}', /profiles: a: bank: /],
    ['{"profiles":{"a":{"password":"x"}}}', /profiles: a: .*password/],
    ['{"locked":"bank"}', /locked: /],
    ['{"locked":[1]}', /locked: /],
    ['{"locked":["bnak"]}', /locked: .*bnak/],
  ];

  for (const [content, place] of FAULTS) {
    test(`${String(content).slice(0, 45)} is refused, its place named`, async () => {
      const file = configFile(content);
      const error = await refusal(readConfigFile(file));
      expect(error.errorName).toBe('invalid-config');
      for (const language of ['ja', 'en'] as const) {
        expect(messageOf(error, language)).toContain(file);
        expect(messageOf(error, language) + remedyOf(error, language)).not.toMatch(/\{|undefined|\[object/);
      }
      expect(messageOf(error, 'en')).toMatch(place);
    });
  }

  test('may be UTF-16; what is no text is refused by name', async () => {
    const text = '{"lang":"ja"}';
    expect(await readConfigFile(configFile(Buffer.from(`\ufeff${text}`, 'utf16le')))).toEqual({ lang: 'ja' });
    for (const content of [Buffer.alloc(1000, 0xff), Buffer.from(text, 'utf16le')]) {
      const file = configFile(content);
      const error = await refusal(readConfigFile(file));
      expect(error.errorName).toBe('unreadable-text');
      expect(messageOf(error, 'ja')).toContain(file);
    }
  });

  test('a password in an address is not repeated', async () => {
    const error = await refusal(readConfigFile(configFile('{"bank":"https://taro:Geheim77@x/"}')));
    expect(messageOf(error, 'ja') + messageOf(error, 'en')).not.toContain('Geheim77');
  });

  const UNREADABLE: readonly [what: string, make: (path: string) => void][] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a loop of links', (path) => symlinkSync(path, path)],
    ['far too large', (path) => writeFileSync(path, Buffer.alloc(2_000_000, 0x20))],
  ];
  for (const [what, make] of UNREADABLE) {
    test.skipIf(process.platform === 'win32')(`that is ${what} is unreadable`, async () => {
      const path = join(tempFolder(), 'config.json');
      make(path);
      const error = await refusal(readConfigFile(path));
      expect(error.errorName).toBe('unreadable-file');
      expect(messageOf(error, 'ja')).not.toMatch(/[{}]/);
    });
  }

  test.skipIf(process.platform === 'win32')(
    'in whose place a pipe is, is unreadable, and not waited for',
    async () => {
      const file = makeFifo(join(tempFolder(), 'config.json'));
      const error = await refusal(readConfigFile(file));
      expect(error.errorName).toBe('unreadable-file');
      expect(messageOf(error, 'en')).toContain('it is no ordinary file');
    },
  );

  test('in a folder that is a file, or with a name that is too long, is unreadable', async () => {
    const file = configFile('{}');
    expect((await refusal(readConfigFile(join(file, 'config.json')))).errorName).toBe('unreadable-file');
    const long = join(tempFolder(), 'a'.repeat(10_000));
    expect((await refusal(readConfigFile(long))).errorName).toBe('unreadable-file');
  });

  test.skipIf(process.geteuid?.() === 0 || process.platform === 'win32')('that may not be read', async () => {
    const file = configFile('{}');
    chmodSync(file, 0);
    expect((await refusal(readConfigFile(file))).errorName).toBe('unreadable-file');
  });
});

describe("keeping the bank's address", () => {
  test('leaves the other settings and makes the folder', async () => {
    const file = configFile('{"store":"file","timeout":5}');
    await keepSetting(file, { bank: 'https://bank.example.jp' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      store: 'file',
      timeout: 5,
      bank: 'https://bank.example.jp',
    });
    const fresh = join(tempFolder(), 'deep', 'folder', 'config.json');
    await keepSetting(fresh, { bank: 'https://bank.example.jp' });
    expect(await readConfigFile(fresh)).toEqual({ bank: 'https://bank.example.jp' });
    if (process.platform !== 'win32') expect(statSync(fresh).mode & 0o077).toBe(0);
  });

  test('refuses, as a person can understand, a file that it cannot change', async () => {
    const file = configFile('not JSON');
    expect((await refusal(keepSetting(file, { bank: 'https://bank.example.jp' }))).errorName).toBe(
      'invalid-config',
    );
    expect(readFileSync(file, 'utf8')).toBe('not JSON');
  });
});

describe('the settings of two config files', () => {
  test('the machine locks what the user cannot change', async () => {
    const user = await readConfigFile(
      configFile('{"bank":"https://user.example.jp","lang":"en","timeout":1}'),
    );
    const machine = await readConfigFile(
      configFile('{"bank":"https://machine.example.jp","lang":"ja","timeout":2,"locked":["bank","lang"]}'),
    );
    const env = { CERT_TOOL_BANK: 'https://env.example.jp', CERT_TOOL_LANG: 'en' };
    const options = { bank: 'https://option.example.jp', lang: 'en' };
    expect(resolveSettings({ options, env, user, machine }, 'en')).toMatchObject({
      bank: 'https://machine.example.jp',
      language: 'ja',
      timeoutMs: 1000,
    });
  });
});
