import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigLayers } from '../../src/config/layers.ts';
import { shownSettings } from '../../src/config/origins.ts';
import type { ConfigFile } from '../../src/config/schema.ts';
import { resolveSettings, type Settings } from '../../src/config/settings.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { ShownSetting } from '../../src/core/ports/config.ts';

const PLACES = { user: '/home/config.json', machine: '/etc/config.json' };
const url = (name: string) => `https://${name}.example`;

function shown(layers: Partial<ConfigLayers>): { all: ShownSetting[]; settings: Settings } {
  const whole = { options: {}, env: {}, user: {}, machine: {}, ...layers };
  const settings = resolveSettings(whole, 'en');
  return { all: shownSettings(whole, settings, PLACES), settings };
}

function one(layers: Partial<ConfigLayers>, name: string): ShownSetting | undefined {
  return shown(layers).all.find((each) => each.name === name);
}

describe('where a setting comes from', () => {
  const user = { bank: url('user'), timeout: 5, remember: false };
  const machine = { bank: url('machine'), timeout: 6, remember: true, eventLog: true };
  test.each<[string, Partial<ConfigLayers>, string, object]>([
    ['nowhere', {}, 'bank', { from: 'default', isLocked: false }],
    ['nowhere, with a default', {}, 'timeout', { value: 30, from: 'default', isLocked: false }],
    [
      'an option',
      { options: { timeout: '７' }, user },
      'timeout',
      { value: 7, from: 'option', place: '--timeout', isLocked: false },
    ],
    [
      'a variable',
      { env: { CERT_TOOL_BANK: 'b.example' }, user },
      'bank',
      { value: url('b'), from: 'environment', place: 'CERT_TOOL_BANK', isLocked: false },
    ],
    [
      "the user's file",
      { user, machine },
      'remember',
      { value: false, from: 'user', place: PLACES.user, isLocked: false },
    ],
    [
      "the machine's file",
      { user, machine },
      'eventLog',
      { value: true, from: 'machine', place: PLACES.machine, isLocked: false },
    ],
    [
      "the machine's, which locks it",
      { options: { bank: 'x.example' }, user, machine: { ...machine, locked: ['bank'] } },
      'bank',
      { value: url('machine'), from: 'machine', place: PLACES.machine, isLocked: true },
    ],
    [
      'nowhere, and that is locked',
      { user, machine: { locked: ['bank'] } },
      'bank',
      { from: 'default', isLocked: true },
    ],
    [
      'a profile',
      { user: { ...user, profile: 'a', profiles: { a: { bank: url('a') } } } },
      'bank',
      { value: url('a'), from: 'user', place: PLACES.user, profile: 'a', isLocked: false },
    ],
    [
      "a profile of the machine's",
      { options: { profile: 'a' }, user, machine: { profiles: { a: { caFile: '/a.pem' } } } },
      'caFile',
      { value: '/a.pem', from: 'machine', place: PLACES.machine, profile: 'a', isLocked: false },
    ],
    [
      'a member',
      { user: { remove: { archive: true } } },
      'remove.archive',
      { value: true, from: 'user', place: PLACES.user, isLocked: false },
    ],
    [
      'a list',
      { machine: { hooks: { installed: ['/hook', 'a'] } } },
      'hooks.installed',
      { value: ['/hook', 'a'], from: 'machine', place: PLACES.machine, isLocked: false },
    ],
    [
      'nowhere with the practice bank',
      { options: { sandbox: true }, user },
      'bank',
      { from: 'default', isLocked: false },
    ],
  ])('%s', (_, layers, name, expected) => {
    expect(one(layers, name)).toEqual({ name, ...expected });
  });

  test('a login page beside another bank counts nowhere', () => {
    const file = { bank: url('user'), loginPage: url('page') };
    expect(one({ user: file }, 'loginPage')?.from).toBe('user');
    expect(one({ user: file, options: { bank: url('x') } }, 'loginPage')?.from).toBe('default');
  });

  test('the proxy that all programs take, without what it holds besides its name', () => {
    const env = { HTTPS_PROXY: 'taro:Geheim77@proxy.example:8080' };
    const place = { from: 'environment', place: 'HTTPS_PROXY', isLocked: false };
    expect(one({ env }, 'proxy')).toEqual({ name: 'proxy', value: 'proxy.example:8080', ...place });
    expect(one({ env: { HTTPS_PROXY: 'taro:Geheim77@x y' } }, 'proxy')).toEqual({ name: 'proxy', ...place });
    expect(one({ env, user: { proxy: 'none' } }, 'proxy')?.from).toBe('user');
  });

  test('a password in a value is not shown', () => {
    expect(one({ options: { logFile: 'https://a:Geheim77@x' } }, 'logFile')?.value).toBe(
      'https://********@x',
    );
  });
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const names = fc.constantFrom('a', 'b');
const urls = fc.constantFrom(url('one'), url('two'));
const labels = fc.constantFrom('label', '{computer}!');
const ofBank = {
  bank: urls,
  caFile: fc.constantFrom('/one.pem', '/two.pem'),
  loginPage: urls,
  deviceLabel: labels,
};
const ofFile = {
  ...ofBank,
  profile: names,
  profiles: fc.dictionary(names, fc.record(ofBank, { requiredKeys: [] })),
  store: fc.constantFrom<'file' | 'nss'>('file', 'nss'),
  lang: fc.constantFrom<'ja' | 'en'>('ja', 'en'),
  timeout: fc.integer({ min: 1, max: 9 }),
  logFile: fc.constantFrom('/log'),
  proxy: fc.constantFrom('none', 'proxy.example:8080'),
  remember: fc.boolean(),
  eventLog: fc.boolean(),
  remove: fc.record({ archive: fc.boolean() }, { requiredKeys: [] }),
};
const file: fc.Arbitrary<ConfigFile> = fc.record(
  { ...ofFile, locked: fc.subarray(Object.keys(ofFile)) },
  { requiredKeys: [] },
);
const typed = { bank: urls, profile: names, caFile: ofBank.caFile, store: ofFile.store, lang: ofFile.lang };
const options = fc.record({ ...typed, sandbox: fc.boolean() }, { requiredKeys: [] });
const env = fc.record({
  CERT_TOOL_BANK: maybe(urls),
  CERT_TOOL_PROFILE: maybe(names),
  CERT_TOOL_STORE: maybe(ofFile.store),
});

test('random layers: what is shown is what holds', () => {
  fc.assert(
    fc.property(fc.record({ options, env, user: file, machine: file }), (layers) => {
      let found: ReturnType<typeof shown>;
      try {
        found = shown(layers);
      } catch (error) {
        // A profile that there is not, say.
        if (error instanceof CertToolError) return;
        throw error;
      }
      const { all, settings } = found;
      const values = Object.fromEntries(all.map(({ name, value }) => [name, value]));
      const { bank, profile, caFile, loginPage, deviceLabel, store, logFile, remember, eventLog } = settings;
      expect(values).toMatchObject({
        ...{ store, remember, eventLog, lang: settings.language, timeout: settings.timeoutMs / 1000 },
        'remove.archive': settings.removal.archives,
      });
      expect([values['bank'], values['profile'], values['caFile']]).toEqual([bank, profile, caFile]);
      expect([values['loginPage'], values['logFile']]).toEqual([loginPage, logFile]);
      expect(values['deviceLabel']).toBe(deviceLabel);
      const own = settings.sandbox ? [] : settings.profiles;
      for (const { profile: name, bank: address } of own) {
        expect(values[`profiles.${name}.bank`] ?? address).toBe(address);
      }
      for (const each of all.filter(({ isLocked }) => isLocked))
        expect(['machine', 'default']).toContain(each.from);
    }),
    { numRuns: 1000 },
  );
});
