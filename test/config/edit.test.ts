import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { initConfig, SCHEMA_FILE, setSetting, unsetSetting } from '../../src/config/edit.ts';
import { readConfigFile } from '../../src/config/file.ts';
import { configSchemaText } from '../../src/config/json-schema.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { tempFolder } from '../support/temp-folder.ts';

function configFile(text: string): string {
  const file = join(tempFolder(), 'config.json');
  writeFileSync(file, text);
  return file;
}

const textOf = (file: string) => readFileSync(file, 'utf8');
const editing = (file: string) => ({ file, machine: {} });
const program = process.platform === 'win32' ? 'C:\\hook.exe' : '/hook';

async function refusal(work: Promise<unknown>): Promise<CertToolError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CertToolError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

describe('setting', () => {
  test.each<[string, string[], object]>([
    ['bank', [' Bank.example/'], { bank: 'https://bank.example' }],
    ['timeout', ['６０'], { timeout: 60 }],
    ['remember', ['false'], { remember: false }],
    ['store', ['nss'], { store: 'nss' }],
    ['deviceLabel', [' 経理課 {computer} '], { deviceLabel: '経理課 {computer}' }],
    ['remove.archive', ['true'], { remove: { archive: true } }],
    ['hooks.installed', [program, '--x', ''], { hooks: { installed: [program, '--x', ''] } }],
    ['profiles.kyoto.bank', ['kyoto.example'], { profiles: { kyoto: { bank: 'https://kyoto.example' } } }],
    ['profiles.a.b.bank', ['b.example'], { profiles: { 'a.b': { bank: 'https://b.example' } } }],
    ['profiles..caFile', [resolve('/ca.pem')], { profiles: { '': { caFile: resolve('/ca.pem') } } }],
    ['caFile', ['ca.pem'], { caFile: resolve('ca.pem') }],
  ])('%s to %j', async (name, words, expected) => {
    const file = join(tempFolder(), 'new', 'config.json');
    const { isChanged, user } = await setSetting(editing(file), name, words);
    expect([isChanged, user]).toEqual([true, expected]);
    expect(await readConfigFile(file)).toEqual(expected);
  });

  test('leaves all else, its order and its layout', async () => {
    const file = configFile(
      '{\r\n\t"$comment": "ours",\r\n\t"profiles": {"2": {}, "1": {}},\r\n\t"bank" : "a.example"\r\n}\r\n',
    );
    await setSetting(editing(file), 'bank', ['b.example']);
    expect(textOf(file)).toBe(
      '{\r\n\t"$comment": "ours",\r\n\t"profiles": {"2": {}, "1": {}},\r\n\t"bank" : "https://b.example"\r\n}\r\n',
    );
  });

  test.skipIf(process.platform === 'win32')('leaves nothing beside it, for the user alone', async () => {
    const file = configFile('{}');
    chmodSync(file, 0o644);
    await setSetting(editing(file), 'lang', ['ja']);
    expect(readdirSync(dirname(file))).toEqual(['config.json']);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.skipIf(process.platform === 'win32')('writes behind a link, which stays', async () => {
    const kept = configFile('{"lang":"en"}');
    const file = join(tempFolder(), 'config.json');
    symlinkSync(kept, file);
    await setSetting(editing(file), 'lang', ['ja']);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(JSON.parse(textOf(kept))).toEqual({ lang: 'ja' });
  });

  test.skipIf(process.platform === 'win32')('writes behind links that lead to nothing yet', async () => {
    const [file, kept] = [join(tempFolder(), 'config.json'), join(tempFolder(), 'kept.json')];
    const middle = join(tempFolder(), 'middle.json');
    symlinkSync(relative(dirname(file), middle), file);
    symlinkSync(kept, middle);
    await setSetting(editing(file), 'lang', ['ja']);
    expect([lstatSync(file).isSymbolicLink(), JSON.parse(textOf(kept))]).toEqual([true, { lang: 'ja' }]);
    const gone = join(tempFolder(), 'gone');
    const away = join(tempFolder(), 'config.json');
    symlinkSync(join(gone, 'config.json'), away);
    expect((await refusal(setSetting(editing(away), 'lang', ['ja']))).details.params).toMatchObject({
      folder: gone,
    });
  });

  test('says nothing changed where it is set so already', async () => {
    const file = configFile('{"lang":"ja"}');
    expect((await setSetting(editing(file), 'lang', ['ja'])).isChanged).toBe(false);
  });

  test.each<[string, string[], RegExp]>([
    ['bnak', ['x.example'], /bnak.*did you mean bank\?/],
    ['Bank', ['x.example'], /Bank.*did you mean bank\?/],
    ['remove', ['true'], /remove\.archive/],
    ['profiles', ['{}'], /profiles\.<name>\.bank/],
    ['profiles.kyoto', ['{}'], /did you mean profiles\.kyoto\.\w+\?|there is no setting "profiles.kyoto"/],
    ['profiles.kyoto.bnak', ['x'], /did you mean profiles\.kyoto\.bank\?/],
    ['profiles.bank', ['x'], /there is no setting/],
    ['bank.x', ['x'], /did you mean bank\?/],
    ['remove.archvie', ['true'], /did you mean remove\.archive\?/],
    ['', ['x'], /there is no setting ""/],
    ['__proto__', ['x'], /there is no setting/],
    ['$schema', ['x'], /there is no setting/],
    ['locked', ['bank'], /whole PC/],
    ['store', ['shelf'], /store: "shelf"/],
    ['store', ['file', 'nss'], /one value/],
    ['timeout', ['0'], /timeout: /],
    ['remember', ['yes'], /remember: .*true or false/],
    ['bank', [''], /bank: .*not empty/],
    ['bank', ['http://x.example'], /bank: .*https/],
    ['hooks.installed', ['hook'], /hooks\.installed: .*absolute path/],
    ['profile', ['kyoto'], /: profile: the config file has no bank named "kyoto"/],
  ])('%s to %j is refused, and nothing written', async (name, words, reason) => {
    const file = configFile('{"lang":"ja"}');
    const error = await refusal(setSetting(editing(file), name, words));
    expect(error.errorName).toBe('invalid-option');
    expect(messageOf(error, 'en')).toMatch(reason);
    expect(messageOf(error, 'ja')).not.toMatch(/undefined|\[object/);
    expect(textOf(file)).toBe('{"lang":"ja"}');
  });

  test('a password in an address is not repeated', async () => {
    const error = await refusal(
      setSetting(editing(configFile('{}')), 'bank', ['https://a:Geheim77@x.example']),
    );
    expect(messageOf(error, 'ja') + messageOf(error, 'en')).not.toContain('Geheim77');
  });

  test('a path that nothing expands is refused', async () => {
    expect((await refusal(setSetting(editing(configFile('{}')), 'caFile', ['~/ca.pem']))).errorName).toBe(
      'unusable-path',
    );
  });

  test.each(['not JSON', '[]', '"x"'])('the file %s is refused, and left as it is', async (text) => {
    const file = configFile(text);
    for (const work of [setSetting(editing(file), 'lang', ['ja']), unsetSetting(editing(file), 'lang')]) {
      expect((await refusal(work)).errorName).toBe('invalid-config');
    }
    expect(textOf(file)).toBe(text);
  });

  test('another fault in the file keeps nobody from it', async () => {
    const file = configFile('{"bnak":1,"profile":"kyoto"}');
    const first = await setSetting(editing(file), 'lang', ['ja']);
    expect([first.isChanged, first.user]).toEqual([true, undefined]);
    await setSetting(editing(file), 'profiles.kyoto.bank', ['kyoto.example']);
    const last = await unsetSetting(editing(file), 'bnak');
    expect(last.user).toMatchObject({ lang: 'ja', profile: 'kyoto' });
  });
});

describe('unsetting', () => {
  test.each<[string, string, string, string]>([
    ['a setting', '{"lang":"ja","timeout":5}', 'lang', '{"timeout":5}'],
    [
      'a member, and what is empty without it',
      '{"remove":{"archive":true},"lang":"ja"}',
      'remove.archive',
      '{"lang":"ja"}',
    ],
    ['a whole object', '{"remove":{"archive":true},"lang":"ja"}', 'remove', '{"lang":"ja"}'],
    [
      'a whole profile',
      '{"profiles":{"a.b":{"bank":"x.example"},"c":{}}}',
      'profiles.a.b',
      '{"profiles":{"c":{}}}',
    ],
    [
      "a profile's member",
      '{"profiles":{"a":{"bank":"x.example","caFile":"/x"}}}',
      'profiles.a.bank',
      '{"profiles":{"a":{"caFile":"/x"}}}',
    ],
    ['what is no setting', '{"bnak":1,"lang":"ja"}', 'bnak', '{"lang":"ja"}'],
    ['the schema', '{"$schema":"x","lang":"ja"}', '$schema', '{"lang":"ja"}'],
    ['what has no effect', '{"locked":["bank"]}', 'locked', '{}'],
  ])('%s', async (_, text, name, expected) => {
    const file = configFile(text);
    expect((await unsetSetting(editing(file), name)).isChanged).toBe(true);
    expect(textOf(file)).toBe(expected);
  });

  test('what is not set changes nothing, and makes no file', async () => {
    const file = join(tempFolder(), 'config.json');
    for (const name of ['lang', 'remove', 'profiles.kyoto', 'profiles.kyoto.bank']) {
      expect((await unsetSetting(editing(file), name)).isChanged, name).toBe(false);
    }
    expect((await refusal(unsetSetting(editing(file), 'profiles.kyoto.bnak'))).errorName).toBe(
      'invalid-option',
    );
    expect(existsSync(file)).toBe(false);
  });

  test('a name that is none is refused; so is what others need', async () => {
    const file = configFile('{"profile":"a","profiles":{"a":{"bank":"x.example"}}}');
    expect(messageOf(await refusal(unsetSetting(editing(file), 'lnag')), 'en')).toContain(
      'did you mean lang?',
    );
    expect(messageOf(await refusal(unsetSetting(editing(file), 'profiles.a')), 'en')).toContain(
      'profiles.a cannot be taken out (profile: the config file has no bank named "a"',
    );
  });
});

describe('a file to begin with', () => {
  test('has what was typed, its schema beside it, and can be used', async () => {
    const file = join(tempFolder(), 'new', 'config.json');
    const options = { bank: 'bank.example', timeout: '60', json: true, caFile: 'ca.pem' };
    const schema = await initConfig(file, options, 'ja');
    const config = { bank: 'https://bank.example', timeout: 60, caFile: resolve('ca.pem') };
    expect(await readConfigFile(file)).toEqual(config);
    const { $schema, $comment } = JSON.parse(textOf(file));
    expect($comment).toContain('設定の変更');
    expect(resolve(dirname(file), $schema)).toBe(schema);
    const takes = new Ajv({ strict: true, strictTuples: false }).compile(JSON.parse(textOf(schema)));
    expect(takes(JSON.parse(textOf(file)))).toBe(true);
  });

  test.each<readonly [string, (file: string) => void]>([
    ['a file', (file) => writeFileSync(file, 'mine')],
    ['a folder', (file) => mkdirSync(file)],
    // Windows lets administrators alone make links.
    ...(process.platform === 'win32'
      ? []
      : [['a link that leads nowhere', (file: string) => symlinkSync('nowhere', file)] as const]),
  ])('is not written over %s', async (_, make) => {
    const file = join(tempFolder(), 'config.json');
    make(file);
    const before = lstatSync(file).mtimeMs;
    expect((await refusal(initConfig(file, {}, 'ja'))).errorName).toBe('invalid-option');
    expect([lstatSync(file).mtimeMs, readdirSync(dirname(file))]).toEqual([before, ['config.json']]);
  });

  test('is not written with what cannot be used', async () => {
    const file = join(tempFolder(), 'config.json');
    expect((await refusal(initConfig(file, { timeout: 'x' }, 'en'))).errorName).toBe('invalid-option');
    expect(existsSync(file)).toBe(false);
  });

  test('is not there without its schema', async () => {
    const file = join(tempFolder(), 'config.json');
    mkdirSync(join(dirname(file), SCHEMA_FILE));
    expect((await refusal(initConfig(file, {}, 'en'))).errorName).toBe('data-folder-failed');
    expect(existsSync(file)).toBe(false);
  });

  test('has its schema renewed by later changes, where one is there', async () => {
    const file = join(tempFolder(), 'config.json');
    const schema = join(dirname(file), SCHEMA_FILE);
    await setSetting(editing(file), 'lang', ['ja']);
    expect(existsSync(schema)).toBe(false);
    writeFileSync(schema, '{}');
    await setSetting(editing(file), 'lang', ['en']);
    expect(textOf(schema)).toBe(configSchemaText());
  });
});
