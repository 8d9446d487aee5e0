import { describe, expect, test } from 'vitest';
import type { ConfigLayers } from '../../src/config/layers.ts';
import { shownSettings } from '../../src/config/origins.ts';
import { resolveSettings, type Settings } from '../../src/config/settings.ts';
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
