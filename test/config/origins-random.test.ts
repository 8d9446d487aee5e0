import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConfigLayers } from '../../src/config/layers.ts';
import { shownSettings } from '../../src/config/origins.ts';
import type { ConfigFile } from '../../src/config/schema.ts';
import { resolveSettings, type Settings } from '../../src/config/settings.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { ShownSetting } from '../../src/core/ports/config.ts';

const url = (name: string) => `https://${name}.example`;

function shown(layers: ConfigLayers): { all: ShownSetting[]; settings: Settings } {
  const settings = resolveSettings(layers, 'en');
  return { all: shownSettings(layers, settings, { user: '/user.json', machine: '/machine.json' }), settings };
}

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
