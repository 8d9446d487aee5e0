import { describe, expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config/schema.ts';
import { resolveSettings } from '../../src/config/settings.ts';

const BANK = 'https://bank.example';

function settings(user: ConfigFile, machine: ConfigFile = {}, options = {}) {
  return resolveSettings({ options, env: {}, user, machine }, 'en');
}

describe('the device label', () => {
  const profiles = { main: { bank: BANK, deviceLabel: 'of the profile' }, bare: { bank: BANK } };
  test.each<[string, string | undefined, ConfigFile, ConfigFile?, object?]>([
    ['is off', undefined, {}],
    ["is the user's", 'own', { deviceLabel: 'own' }, { deviceLabel: 'fleet' }],
    ["is the machine's", 'fleet', {}, { deviceLabel: 'fleet' }],
    [
      "is the machine's where it is locked",
      'fleet',
      { deviceLabel: 'own' },
      { deviceLabel: 'fleet', locked: ['deviceLabel'] },
    ],
    [
      'is off where that is locked',
      undefined,
      { deviceLabel: 'own', profiles, profile: 'main' },
      { locked: ['deviceLabel'] },
    ],
    ["is the profile's", 'of the profile', { deviceLabel: 'own', profiles, profile: 'main' }],
    ['is the usual one where the profile has none', 'own', { deviceLabel: 'own', profiles, profile: 'bare' }],
    [
      'is not that of a profile that does not count',
      undefined,
      { profiles, profile: 'main' },
      {},
      { bank: BANK },
    ],
    [
      'goes to the practice bank, too',
      'own',
      { deviceLabel: 'own', profiles, profile: 'main' },
      {},
      { sandbox: true },
    ],
  ])('%s', (_, label, user, machine, options) => {
    expect(settings(user, machine, options).deviceLabel).toBe(label);
  });

  test('is cut where the name of the computer is too long for it', () => {
    const label = settings({ deviceLabel: `${'x'.repeat(60)}{computer}{computer}` }).deviceLabel ?? '';
    expect([...label].length).toBeLessThanOrEqual(64);
    expect(label).toMatch(/^x{60}[^{]/);
  });
});

test('the name of the profile that was chosen is known', () => {
  const profiles = { main: { bank: BANK } };
  expect(settings({ profiles, profile: 'main' }).profile).toBe('main');
  expect(settings({ profiles, profile: 'main' }, {}, { bank: BANK }).profile).toBeUndefined();
});

describe('the program for after an installation', () => {
  const own = { hooks: { installed: ['/own', 'a'] } };
  const fleet = { hooks: { installed: ['/fleet'] } };
  test.each<[string, object | undefined, ConfigFile, ConfigFile]>([
    ['none', undefined, {}, {}],
    ["the user's", { command: ['/own', 'a'], isLocked: false }, own, fleet],
    ["the machine's", { command: ['/fleet'], isLocked: false }, {}, fleet],
    [
      "the machine's alone where it is locked",
      { command: ['/fleet'], isLocked: true },
      own,
      { ...fleet, locked: ['hooks'] },
    ],
    ['none at all where that is locked', { isLocked: true }, own, { locked: ['hooks'] }],
  ])('%s', (_, expected, user, machine) => {
    expect(settings(user, machine).afterInstallation).toEqual(expected);
  });
});
