import { describe, expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config/schema.ts';
import { resolveSettings, type Settings } from '../../src/config/settings.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import type { SharedOptions } from '../../src/core/shared-options.ts';

interface Layers {
  readonly options?: SharedOptions;
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: ConfigFile;
  readonly machine?: ConfigFile;
}

const resolve = ({ options = {}, env = {}, user = {}, machine = {} }: Layers): Settings =>
  resolveSettings({ options, env, user, machine }, 'en');

function refusalOf(layers: Layers): CertToolError {
  try {
    resolve(layers);
  } catch (error) {
    if (error instanceof CertToolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const url = (name: string) => `https://${name}.example.jp`;

describe('whether removing hides', () => {
  const [hides, deletes] = [{ remove: { archive: true } }, { remove: { archive: false } }];

  test.each([
    ['nobody says so', {}, { archives: false, isLocked: false }],
    ['the user says so', { user: hides }, { archives: true, isLocked: false }],
    ['the PC says so', { machine: hides }, { archives: true, isLocked: false }],
    ['the user says otherwise', { user: deletes, machine: hides }, { archives: false, isLocked: false }],
    [
      'the PC says so, and locks it',
      { user: deletes, machine: { ...hides, locked: ['remove'] } },
      { archives: true, isLocked: true },
    ],
    [
      'the PC locks deleting',
      { user: hides, machine: { locked: ['remove'] } },
      { archives: false, isLocked: true },
    ],
  ])('%s', (_, layers, removal) => {
    expect(resolve(layers).removal).toEqual(removal);
  });
});

describe('which place wins', () => {
  interface Row {
    readonly setting: keyof Settings;
    readonly option: SharedOptions;
    readonly env?: NodeJS.ProcessEnv;
    /** The value that each place gives, strongest first; the last one is the default. */
    readonly values: readonly unknown[];
    readonly user: ConfigFile;
    readonly machine: ConfigFile;
    readonly locked: string;
  }
  const ROWS: readonly Row[] = [
    {
      setting: 'bank',
      option: { bank: url('option') },
      env: { CERT_TOOL_BANK: url('env') },
      user: { bank: url('user') },
      machine: { bank: url('machine') },
      values: [url('option'), url('env'), url('user'), url('machine'), undefined],
      locked: 'bank',
    },
    {
      setting: 'store',
      option: { store: 'file' },
      env: { CERT_TOOL_STORE: 'nss' },
      user: { store: 'native' },
      machine: { store: 'certutil' },
      values: ['file', 'nss', 'native', 'certutil', 'auto'],
      locked: 'store',
    },
    {
      setting: 'language',
      option: { lang: 'ja' },
      env: { CERT_TOOL_LANG: 'en' },
      user: { lang: 'ja' },
      machine: { lang: 'en' },
      values: ['ja', 'en', 'ja', 'en', 'en'],
      locked: 'lang',
    },
    {
      setting: 'logFile',
      option: { logFile: '/option' },
      env: { CERT_TOOL_LOG_FILE: '/env' },
      user: { logFile: '/user' },
      machine: { logFile: '/machine' },
      values: ['/option', '/env', '/user', '/machine', undefined],
      locked: 'logFile',
    },
    {
      setting: 'storeDir',
      option: { storeDir: '/option' },
      user: { storeDir: '/user' },
      machine: { storeDir: '/machine' },
      values: ['/option', undefined, '/user', '/machine', undefined],
      locked: 'storeDir',
    },
    {
      setting: 'nssProfile',
      option: { nssProfile: '/option' },
      user: { nssProfile: '/user' },
      machine: { nssProfile: '/machine' },
      values: ['/option', undefined, '/user', '/machine', undefined],
      locked: 'nssProfile',
    },
    {
      setting: 'caFile',
      option: { caFile: '/option' },
      user: { caFile: '/user' },
      machine: { caFile: '/machine' },
      values: ['/option', undefined, '/user', '/machine', undefined],
      locked: 'caFile',
    },
    {
      setting: 'timeoutMs',
      option: { timeout: '1' },
      user: { timeout: 2 },
      machine: { timeout: 3 },
      values: [1000, undefined, 2000, 3000, 30_000],
      locked: 'timeout',
    },
  ];

  for (const { setting, option, env = {}, user, machine, values, locked } of ROWS) {
    test(setting, () => {
      const [fromOption, fromEnv, fromUser, fromMachine, usual] = values;
      expect(resolve({ options: option, env, user, machine })[setting]).toBe(fromOption);
      if (fromEnv !== undefined) expect(resolve({ env, user, machine })[setting]).toBe(fromEnv);
      expect(resolve({ user, machine })[setting]).toBe(fromUser);
      expect(resolve({ machine })[setting]).toBe(fromMachine);
      expect(resolve({})[setting]).toBe(usual);
      const lockedMachine = { ...machine, locked: [locked] };
      expect(resolve({ options: option, env, user, machine: lockedMachine })[setting]).toBe(fromMachine);
      const lockedEmpty = { locked: [locked] };
      expect(resolve({ options: option, env, user, machine: lockedEmpty })[setting]).toBe(usual);
      expect(resolve({ user: { ...user, locked: [locked] }, machine, options: option })[setting]).toBe(
        fromOption,
      );
    });
  }

  test('an empty environment variable counts as not set', () => {
    const env = {
      CERT_TOOL_BANK: '',
      CERT_TOOL_STORE: '',
      CERT_TOOL_LANG: '',
      CERT_TOOL_SANDBOX: '',
      CERT_TOOL_NO_INPUT: '',
    };
    expect(resolve({ env })).toEqual(resolve({}));
  });
});

describe('bank and profile', () => {
  const profiles = {
    main: { bank: url('main'), caFile: '/main.pem' },
    other: { bank: url('other') },
    bare: { caFile: '/bare.pem' },
  };

  const ROWS: readonly [
    what: string,
    layers: Layers,
    bank: string | undefined,
    caFile: string | undefined,
  ][] = [
    ['a profile', { options: { profile: 'main' }, user: { profiles } }, url('main'), '/main.pem'],
    ['the variable', { env: { CERT_TOOL_PROFILE: 'other' }, user: { profiles } }, url('other'), undefined],
    [
      'an option before the variable of the address',
      { options: { profile: 'main' }, env: { CERT_TOOL_BANK: url('env') }, user: { profiles } },
      url('main'),
      '/main.pem',
    ],
    [
      'the variable of the address before a configured profile, without what belongs to it',
      { env: { CERT_TOOL_BANK: url('env') }, user: { profiles, profile: 'main' } },
      url('env'),
      undefined,
    ],
    [
      'a typed address before a typed profile',
      { options: { bank: url('typed'), profile: 'main' }, user: { profiles } },
      url('typed'),
      undefined,
    ],
    [
      'a configured profile before the address beside it',
      { user: { bank: url('usual'), profile: 'main', profiles } },
      url('main'),
      '/main.pem',
    ],
    [
      "the user's address before the machine's profile",
      { user: { bank: url('user') }, machine: { profile: 'main', profiles } },
      url('user'),
      undefined,
    ],
    [
      'a profile without an address takes the configured one',
      { options: { profile: 'bare' }, user: { bank: url('usual'), profiles } },
      url('usual'),
      '/bare.pem',
    ],
    [
      "the machine's profile before the user's of the same name",
      {
        options: { profile: 'main' },
        user: { profiles: { main: { bank: url('user') } } },
        machine: { profiles },
      },
      url('main'),
      '/main.pem',
    ],
    [
      "a locked address before a profile of the machine's",
      { options: { profile: 'main' }, machine: { bank: url('locked'), profiles, locked: ['bank'] } },
      url('locked'),
      undefined,
    ],
    [
      "a typed root before the profile's, and that before the configured one",
      { options: { profile: 'main', caFile: '/typed.pem' }, user: { profiles, caFile: '/usual.pem' } },
      url('main'),
      '/typed.pem',
    ],
    [
      "the profile's root before the configured one",
      { options: { profile: 'main' }, user: { profiles, caFile: '/usual.pem' } },
      url('main'),
      '/main.pem',
    ],
    [
      'nothing of a bank with the practice bank',
      {
        options: { sandbox: true },
        env: { CERT_TOOL_BANK: url('env') },
        user: { profiles, profile: 'main' },
      },
      undefined,
      undefined,
    ],
  ];
  for (const [what, layers, bank, caFile] of ROWS) {
    test(what, () => {
      const settings = resolve(layers);
      expect({ bank: settings.bank, caFile: settings.caFile }).toEqual({ bank, caFile });
    });
  }

  test.each([
    ['typed', { options: { profile: 'mian' } }, 'invalid-option'],
    ['configured', { user: { profile: 'mian' } }, 'invalid-config'],
  ] as const)('an unknown profile, %s, is told of where it is to be put right', (_how, layers, errorName) => {
    const error = refusalOf({ ...layers, user: { ...('user' in layers && layers.user), profiles } });
    expect(error.errorName).toBe(errorName);
    expect(messageOf(error, 'en')).toMatch(/mian.*main/);
  });

  describe('the login page', () => {
    const page = (name: string) => `https://${name}.example/login`;
    const pages = {
      main: { bank: url('main'), loginPage: page('main') },
      silent: { bank: url('silent') },
      bare: { caFile: '/bare.pem' },
    };
    const user = { bank: url('usual'), loginPage: page('usual'), profiles: pages };

    test.each<[what: string, layers: Layers, loginPage: string | undefined]>([
      ['is that of the profile', { options: { profile: 'main' }, user }, page('main')],
      ['of no other bank where the profile has none', { options: { profile: 'silent' }, user }, undefined],
      [
        'is the configured one with a profile without a bank',
        { options: { profile: 'bare' }, user },
        page('usual'),
      ],
      ['stands beside the configured bank', { user }, page('usual')],
      [
        'is the same for that bank when it is typed',
        { options: { bank: `${url('usual')}/` }, user },
        page('usual'),
      ],
      ['is none of another bank that is typed', { options: { bank: url('typed') }, user }, undefined],
      [
        'where no bank stands beside it is that of the bank that is set',
        { env: { CERT_TOOL_BANK: url('env') }, user: { loginPage: page('usual') } },
        page('usual'),
      ],
      [
        "is the user's before the machine's",
        { user, machine: { bank: url('usual'), loginPage: page('machine') } },
        page('usual'),
      ],
      [
        "is the machine's for its own bank",
        { user: { loginPage: page('other'), bank: url('other') }, machine: { loginPage: page('machine') } },
        page('other'),
      ],
      [
        'that is locked is that of every bank',
        { options: { profile: 'main' }, user, machine: { loginPage: page('fixed'), locked: ['loginPage'] } },
        page('fixed'),
      ],
      ['is none of the practice bank', { options: { sandbox: true }, user }, undefined],
    ])('%s', (_, layers, loginPage) => {
      expect(resolve(layers).loginPage).toBe(loginPage);
      const { locked } = layers.machine ?? {};
      expect(resolve(layers).isLoginPageLocked).toBe(locked?.includes('loginPage') || undefined);
    });
  });

  test('the banks of the config: each with what is its own, and none with what is the chosen one’s', () => {
    const profile = (name: string) => ({
      ...{ bank: url(name), caFile: `/${name}.pem`, deviceLabel: `${name}-7` },
      loginPage: `https://${name}.example/login`,
    });
    const [east, west] = [profile('east'), profile('west')];
    const user = { profile: 'east', profiles: { east, west, bare: { bank: url('bare') }, none: {} } };
    const { banks } = resolve({ user });
    expect(banks).toEqual([east, { ...west, profile: 'west' }, { bank: url('bare'), profile: 'bare' }]);
    expect(resolve({ user, options: { profile: 'west' } }).banks).toEqual([]);
  });

  test("a user's profile does not lead around a locked address", () => {
    const user = { profiles: { mine: { bank: url('elsewhere') } } };
    const machine = { bank: url('locked'), locked: ['bank'] };
    expect(refusalOf({ options: { profile: 'mine' }, user, machine }).errorName).toBe('invalid-option');
  });

  test('an unknown profile is named with the place that named it', () => {
    for (const name of ['nowhere', '__proto__', 'constructor', 'toString']) {
      const error = refusalOf({ options: { profile: name }, user: { profiles } });
      expect(error.errorName).toBe('invalid-option');
      expect(messageOf(error, 'ja')).toContain(`--profile: 「${name}」`);
      expect(messageOf(error, 'en')).toContain(`"${name}"`);
    }
    expect(messageOf(refusalOf({ env: { CERT_TOOL_PROFILE: 'x' } }), 'en')).toContain('CERT_TOOL_PROFILE');
  });
});

test('--nss-profile means the store nss, a setting alone does not', () => {
  expect(resolve({ options: { nssProfile: '/profile' } }).store).toBe('nss');
  expect(resolve({ user: { nssProfile: '/profile' } }).store).toBe('auto');
});

describe('what is refused', () => {
  test.each([
    ['--sandbox', '--bank', { options: { sandbox: true, bank: url('a') } }],
    ['--sandbox', '--profile', { options: { sandbox: true, profile: 'a' } }],
    ['CERT_TOOL_SANDBOX', '--bank', { options: { bank: url('a') }, env: { CERT_TOOL_SANDBOX: '1' } }],
    ['--quiet', '--verbose', { options: { quiet: true, verbose: true } }],
    ['--nss-profile', '--store file', { options: { store: 'file', nssProfile: '/profile' } }],
    ['--nss-profile', '--store auto', { options: { nssProfile: '/profile' }, user: { store: 'auto' } }],
    ['--store-dir', '--store nss', { options: { store: 'nss', storeDir: '/store' } }],
  ] as [string, string, Layers][])('%s with %s', (one, other, layers) => {
    const error = refusalOf(layers);
    expect(error.errorName).toBe('conflicting-options');
    for (const language of ['ja', 'en'] as const) {
      expect(messageOf(error, language)).toContain(one);
      expect(messageOf(error, language)).toContain(other);
    }
  });

  test('verification switched off', () => {
    expect(refusalOf({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }).errorName).toBe(
      'tls-verification-disabled',
    );
    expect(() => resolve({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } })).not.toThrow();
  });

  test.each([
    'http://bank.example.jp',
    'ftp://bank.example.jp',
    'bank example jp',
    'jirodt',
    '--json',
    'localhost:99999/x',
    'https://u:p@x',
    'https://x/?q=1',
    'https://x/#f',
    '',
  ])('the address %j', (bank) => {
    expect(refusalOf({ options: { bank } }).errorName).toBe('invalid-bank-url');
  });

  test.each([
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['user:himitsu@bank.example.jp', 'bank.example.jp'],
    ['https://user:himi?tsu@bank.example.jp', 'https://bank.example.jp'],
    ['https://user:himitsu@bank.example.jp/api', 'https://bank.example.jp/api'],
    ['bank.example.jp?token=himitsu', 'https://bank.example.jp/'],
  ])('the address %s is shown without its secrets: %s', (bank, shown) => {
    expect(refusalOf({ options: { bank } }).details.params?.['url']).toBe(shown);
  });

  test.each(['0', '-1', '3601', '1e1', '0x10', '1.5', '', ' 5', '九'])('the timeout %j', (timeout) => {
    expect(refusalOf({ options: { timeout } }).errorName).toBe('invalid-option');
  });

  test.each([
    ['bank.example.jp', 'https://bank.example.jp'],
    [' bank.example.jp/api/ ', 'https://bank.example.jp/api'],
    ['//bank.example.jp', 'https://bank.example.jp'],
    ['bank.example.jp:8443', 'https://bank.example.jp:8443'],
    ['localhost:8443/v1', 'https://localhost:8443/v1'],
    ['[::1]:8443', 'https://[::1]:8443'],
    ['127.0.0.1', 'https://127.0.0.1'],
  ])('the address %j gets its https://', (typed, bank) => {
    expect(resolve({ options: { bank: typed } }).bank).toBe(bank);
    expect(resolve({ env: { CERT_TOOL_BANK: typed } }).bank).toBe(bank);
    expect(resolve({ user: { bank: typed } }).bank).toBe(bank);
  });

  test('an address keeps its path and loses its last slash', () => {
    expect(resolve({ options: { bank: 'HTTPS://Bank.Example.JP:8443/a/b//' } }).bank).toBe(
      'https://bank.example.jp:8443/a/b',
    );
  });
});

describe('colour', () => {
  test.each([
    [{}, {}, undefined],
    [{ NO_COLOR: '1' }, {}, false],
    [{ NO_COLOR: '0' }, {}, false],
    [{ NO_COLOR: '' }, {}, undefined],
    [{ FORCE_COLOR: '1' }, {}, true],
    [{ FORCE_COLOR: '3' }, {}, true],
    [{ FORCE_COLOR: 'true' }, {}, true],
    [{ FORCE_COLOR: '' }, {}, true],
    [{ FORCE_COLOR: '0' }, {}, false],
    [{ FORCE_COLOR: 'false' }, {}, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, {}, false],
    [{ FORCE_COLOR: '1' }, { color: false }, false],
    [{}, { color: false }, false],
  ] as [NodeJS.ProcessEnv, SharedOptions, boolean | undefined][])(
    '%j with %j is %s',
    (env, options, color) => {
      expect(resolve({ env, options }).color).toBe(color);
    },
  );
});

describe('questions', () => {
  test.each([
    [{}, {}, true],
    [{ input: false }, {}, false],
    [{}, { CERT_TOOL_NO_INPUT: '1' }, false],
    [{}, { CERT_TOOL_NO_INPUT: '0' }, true],
  ] as [SharedOptions, NodeJS.ProcessEnv, boolean][])('%j with %j: %s', (options, env, input) => {
    expect(resolve({ options, env }).input).toBe(input);
  });
});

test('a path of a config file in which JSON has read a character of control', () => {
  const user: ConfigFile = JSON.parse('{"storeDir": "C:\\temp\\new"}');
  expect(refusalOf({ user })).toMatchObject({
    errorName: 'unusable-path',
    details: { params: { place: 'storeDir (config.json)', detail: { en: expect.stringContaining('JSON') } } },
  });
});

describe('a path in which something was not expanded', () => {
  test.each<[string, Layers]>([
    ['--store-dir', { options: { storeDir: '~/certificates' } }],
    ['--nss-profile', { options: { nssProfile: '%APPDATA%\\Mozilla\\x' } }],
    ['--ca-file', { options: { bank: url('main'), caFile: '$HOME/ca.pem' } }],
    ['CERT_TOOL_LOG_FILE', { env: { CERT_TOOL_LOG_FILE: '%TEMP%/log' } }],
    ['storeDir (config.json)', { user: { storeDir: '$HOME/certificates' } }],
    [
      'profiles.main.caFile (config.json)',
      { user: { profile: 'main', profiles: { main: { bank: url('main'), caFile: '~hanako/ca.pem' } } } },
    ],
  ])('of %s is refused', (place, layers) => {
    expect(refusalOf(layers)).toMatchObject({
      errorName: 'unusable-path',
      details: { params: { place } },
    });
  });

  test('relative ones, and names that only look so, are taken', () => {
    for (const storeDir of ['x/y', '~backup', '100%', 'a~/b', '$x.d', 'C:\\PROGRA~1']) {
      expect(resolve({ options: { storeDir } }).storeDir).toBe(storeDir);
    }
  });
});

test.each([
  ['', true],
  ['1', true],
  ['99', true],
  ['true', true],
  ['0', false],
  ['false', false],
  ['-1', undefined],
  ['x', undefined],
])('FORCE_COLOR=%s', (value, color) => {
  expect(resolve({ env: { FORCE_COLOR: value } }).color).toBe(color);
  expect(resolve({ env: { FORCE_COLOR: value, NO_COLOR: '1' } }).color).toBe(false);
});
