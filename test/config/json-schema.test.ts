import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings, SETTINGS, type Settings } from '../../src/config/declarations.ts';
import { configSchema, configSchemaText } from '../../src/config/json-schema.ts';
import { InvalidValue } from '../../src/config/schema.ts';
import { CertToolError } from '../../src/core/error.ts';
import { STORE_CHOICES } from '../../src/core/store-kinds.ts';
import { asciiJson } from '../../src/core/text.ts';
import { powerShells } from '../support/pwsh.ts';
import { onPath, POWERSHELL_ARGS } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

const schemaTakes = new Ajv({ strict: true, strictTuples: false }).compile(configSchema());

function readerTakes(value: unknown): boolean {
  try {
    readSettings(value);
    return true;
  } catch (error) {
    if (error instanceof InvalidValue || error instanceof CertToolError) return false;
    throw error;
  }
}

const python = ['/usr/bin/python3', onPath('python3')].find(
  (each) => each && spawnSync(each, ['-c', 'import jsonschema']).status === 0,
);
const pwsh = powerShells.find(({ name }) => name === 'PowerShell 7')?.path;
const isWindows = process.platform === 'win32';
const program = isWindows ? 'C:\\hook.exe' : '/hook';

/** What both take, and what neither does. */
const CASES: [unknown, boolean][] = [
  [{}, true],
  [{ $schema: './config.schema.json', $comment: 'of the company' }, true],
  [{ $schema: 7 }, false],
  [[], false],
  ['x', false],
  [null, false],
  [{ bnak: 'https://x.example' }, false],
  [{ bank: 'https://bank.example.jp/api/' }, true],
  [{ bank: ' HTTPS://Bank.example.jp:8443 ' }, true],
  [{ bank: 'bank.example.jp' }, true],
  [{ bank: '//bank.example.jp' }, true],
  [{ bank: 'localhost:8443/x' }, true],
  [{ bank: 'bank:8443' }, true],
  [{ bank: '[::1]:8443' }, true],
  [{ bank: '銀行.example' }, true],
  [{ bank: 'https://bank.example/a@b' }, true],
  [{ bank: 'https://bank.example?' }, true],
  [{ bank: 'bank' }, false],
  [{ bank: '' }, false],
  [{ bank: 'https://' }, false],
  [{ bank: 'http://bank.example.jp' }, false],
  [{ bank: 'ftp://bank.example.jp' }, false],
  [{ bank: 'https://taro@bank.example' }, false],
  [{ bank: 'https://taro:x@bank.example' }, false],
  [{ bank: 'https://:x@bank.example' }, false],
  [{ bank: 'https://bank.example?a' }, false],
  [{ bank: 'https://bank.example#a' }, false],
  [{ bank: 'bank.example?a' }, false],
  [{ bank: 7 }, false],
  [{ loginPage: 'https://bank.example/login?lang=ja#top' }, true],
  [{ loginPage: 'bank.example/login' }, true],
  [{ loginPage: 'https://taro:x@bank.example' }, false],
  [{ loginPage: 'http://bank.example' }, false],
  [{ caFile: 'ca.pem', storeDir: 'C:\\s', nssProfile: '/p', logFile: 'l' }, true],
  [{ caFile: '' }, false],
  [{ storeDir: 'a\0b' }, false],
  [{ timeout: 1 }, true],
  [{ timeout: 3600 }, true],
  [{ timeout: '０６０' }, true],
  [{ timeout: '3600' }, true],
  [{ timeout: 0 }, false],
  [{ timeout: 3601 }, false],
  [{ timeout: 1.5 }, false],
  [{ timeout: '3601' }, false],
  [{ timeout: '0000000001' }, false],
  [{ timeout: true }, false],
  [{ lang: 'ja', store: 'nss' }, true],
  [{ lang: 'fr' }, false],
  [{ store: 'shelf' }, false],
  [{ proxy: 'http://taro@proxy.example:8080' }, true],
  [{ proxy: 'none' }, true],
  [{ proxy: '' }, false],
  [{ remember: false, eventLog: true }, true],
  [{ remember: 'no' }, false],
  [{ remove: { archive: true } }, true],
  [{ remove: { archvie: true } }, false],
  [{ remove: true }, false],
  [{ profile: 'a', profiles: { a: { bank: 'https://a.example', deviceLabel: 'x' }, '': {} } }, true],
  [{ profiles: { a: { store: 'file' } } }, false],
  [{ profiles: [] }, false],
  [{ deviceLabel: '　経理課 {computer} ' }, true],
  [{ deviceLabel: '😀'.repeat(64) }, true],
  [{ deviceLabel: '😀'.repeat(65) }, false],
  [{ deviceLabel: ` ${'a'.repeat(64)} ` }, true],
  [{ deviceLabel: ` ${'a'.repeat(65)}` }, false],
  [{ deviceLabel: ' ' }, false],
  [{ deviceLabel: 'a\nb' }, false],
  [{ deviceLabel: '\u2028' }, false],
  [{ deviceLabel: 'a\u2029b' }, false],
  [{ hooks: {} }, true],
  [{ hooks: { installed: [program, '', '--quiet'] } }, true],
  [{ hooks: { installed: [] } }, false],
  [{ hooks: { installed: ['hook'] } }, false],
  [{ hooks: { installed: [program, 7] } }, false],
  [{ hooks: { installed: [program, 'a\0'] } }, false],
  [{ locked: ['bank', 'locked'] }, true],
  [{ locked: ['bnak'] }, false],
  [{ locked: 'bank' }, false],
];

/** What only the reader refuses, for no expression that all languages have says what it is. */
const LAX = [{ deviceLabel: 'a\u200b' }, { deviceLabel: '\ud800' }, { bank: 'https://a b' }];

test.each(CASES)('%j: %s', (value, isTaken) => {
  expect([readerTakes(value), schemaTakes(value)]).toEqual([isTaken, isTaken]);
});

test.each(LAX)('%j is for the reader to refuse', (value) => {
  expect([readerTakes(value), schemaTakes(value)]).toEqual([false, true]);
});

describe('other programs read the schema as it is meant', () => {
  test('its expressions have nothing that not every language has', () => {
    const patterns = [...configSchemaText().matchAll(/"pattern": (".*")/g)].map(([, text = '']) =>
      JSON.parse(text),
    );
    expect(patterns.length).toBeGreaterThan(10);
    for (const pattern of patterns) {
      expect(pattern).not.toContain('(?');
      for (const [, escaped] of pattern.matchAll(/\\(.)/gs)) expect('trx[].\\', pattern).toContain(escaped);
    }
  });

  const files = () => {
    const folder = tempFolder();
    const [schema, cases] = [join(folder, 'schema.json'), join(folder, 'cases.json')];
    writeFileSync(schema, configSchemaText());
    // As texts: the other program reads each as a file.
    writeFileSync(cases, asciiJson(CASES.map(([value]) => asciiJson(value))));
    return [schema, cases] as const;
  };
  const expected = CASES.map(([value, isTaken]) => [asciiJson(value), isTaken]);

  test.skipIf(!python)(`Python's${python ? '' : ' (needs python3-jsonschema: skipped)'}`, () => {
    const script = `
import json, sys
from jsonschema import Draft7Validator
schema, cases = (json.load(open(name)) for name in sys.argv[1:])
Draft7Validator.check_schema(schema)
print(json.dumps([[case, Draft7Validator(schema).is_valid(json.loads(case))] for case in cases]))`;
    const found = execFileSync(python ?? '', ['-W', 'error:::re', '-c', script, ...files()], {
      encoding: 'utf8',
    });
    expect(JSON.parse(found)).toEqual(expected);
  });

  test.skipIf(!pwsh)(
    `PowerShell's${pwsh ? '' : ' (needs PowerShell 7: skipped)'}`,
    { timeout: 60_000 },
    () => {
      const [schema, cases] = files();
      const script = `$found = foreach ($case in Get-Content -Raw '${cases}' | ConvertFrom-Json) {
  ,@($case, (Test-Json -Json $case -SchemaFile '${schema}' -ErrorAction SilentlyContinue))
}
ConvertTo-Json -Compress -EscapeHandling EscapeNonAscii @($found)`;
      const found = execFileSync(pwsh ?? '', [...POWERSHELL_ARGS, script], { encoding: 'utf8' });
      expect(JSON.parse(found)).toEqual(expected);
    },
  );
});

/** Near what is meant, so that much of it is taken. */
const blank = fc.constantFrom('', ' ', '　', '\t');
const address = fc
  .tuple(
    blank,
    fc.constantFrom('https://', 'HTTPS://', 'https:/', 'https:', '//', '', 'http://', 'ftp:'),
    fc.constantFrom('', '', '', 'taro@', 'taro:x@', ':@', '@'),
    fc.constantFrom('bank.example', 'localhost', 'bank', '[::1]', '127.0.0.1', '銀行.example', ''),
    fc.constantFrom('', ':8443', ':x', ':'),
    fc.constantFrom('', '/', '/api', '/a@b', '?', '#', '?a=1', '#a', '/a?b@c'),
    blank,
  )
  .map((parts) => parts.join(''));
const label = fc.string({
  unit: fc.constantFrom('a', ' ', '経', '😀', '\u2028', '\n', '\ufeff', '\u200b'),
  maxLength: 66,
});
const texts = fc.oneof(fc.string(), fc.constantFrom('', 'x', '/x', 'a\0b'));
const number = fc.oneof(fc.integer({ min: -1, max: 4000 }), fc.double(), fc.constantFrom(1, 3600, 3601));
const digits = fc.string({ unit: fc.constantFrom(...'0123456789０３６９ -.'), maxLength: 10 });
const profile = fc.record(
  { bank: address, caFile: texts, loginPage: address, deviceLabel: label },
  { requiredKeys: [] },
);
const CONFIGS = {
  bank: address,
  caFile: texts,
  loginPage: address,
  deviceLabel: label,
  profile: texts,
  profiles: fc.dictionary(fc.string(), profile),
  store: fc.oneof(texts, fc.constantFrom(...STORE_CHOICES)),
  lang: fc.constantFrom('ja', 'en', 'JA', ''),
  timeout: fc.oneof(number, number.map(String), digits),
  proxy: fc.oneof(address, fc.constantFrom('none', 'proxy:8080', 'taro@proxy')),
  remember: fc.oneof(fc.boolean(), texts),
  remove: fc.record({ archive: fc.oneof(fc.boolean(), texts) }, { requiredKeys: [] }),
  hooks: fc.record({ installed: fc.array(fc.oneof(texts, fc.constant(program))) }, { requiredKeys: [] }),
  locked: fc.array(fc.oneof(fc.constantFrom(...Object.keys(SETTINGS)), texts)),
};

/** Where the schema cannot know what the reader does: hosts, characters that nobody sees, a program of the other system. */
const SETTLED_BY_PARSER = /^(bank|loginPage|profiles|deviceLabel|proxy|hooks)$/;

describe('random values', () => {
  for (const [name, values] of Object.entries(CONFIGS)) {
    test(`${name}: what the reader takes the schema takes${SETTLED_BY_PARSER.test(name) ? '' : ', and nothing else'}`, () => {
      fc.assert(
        fc.property(values, (value) => {
          const config = { [name]: value };
          const isRead = readerTakes(config);
          if (isRead || !SETTLED_BY_PARSER.test(name)) expect(schemaTakes(config)).toBe(isRead);
        }),
        { numRuns: 500 },
      );
    });
  }

  test('anything at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(SETTINGS)), (value, name) => {
        for (const config of [value, { [name]: value }]) {
          if (readerTakes(config)) expect(schemaTakes(config)).toBe(true);
        }
      }),
    );
  });
});

test('every setting says what it is', () => {
  const described = (settings: Settings): void => {
    for (const [name, { description, members, named }] of Object.entries(settings)) {
      expect(description, name).toMatch(/^[A-Z][^\n]+\.$/);
      described({ ...members, ...named });
    }
  };
  described(SETTINGS);
});

test('the package has it as it is declared ("npm run docs" writes it)', () => {
  expect(readFileSync('docs/config.schema.json', 'utf8')).toBe(configSchemaText());
  expect(JSON.parse(configSchemaText()).$id).toMatch(/^urn:cert-tool:/);
});
