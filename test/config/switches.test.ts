import { describe, expect, test } from 'vitest';
import type { ConfigLayers } from '../../src/config/layers.ts';
import { resolveSettings } from '../../src/config/settings.ts';

const resolve = (layers: Partial<ConfigLayers>) =>
  resolveSettings({ options: {}, env: {}, user: {}, machine: {}, ...layers }, 'en');

/** An option of those commands alone that tell results. */
const withEventLog = (eventLog: boolean) => ({ options: { eventLog } as ConfigLayers['options'] });

const USUAL = {
  ...{ json: false, input: true, yes: false, plain: false, verbosity: 'normal' },
  ...{ remember: true, eventLog: false, log: true, sandbox: false, store: 'auto', profiles: [] },
};

describe('what is on or off', () => {
  test.each<[string, Partial<ConfigLayers>, object]>([
    ['nothing is said', {}, {}],
    ['--json', { options: { json: true } }, { json: true }],
    ['--yes', { options: { yes: true } }, { yes: true }],
    ['--quiet', { options: { quiet: true } }, { verbosity: 'quiet' }],
    ['--verbose', { options: { verbose: true } }, { verbosity: 'verbose' }],
    ['--no-input', { options: { input: false } }, { input: false }],
    ['its variable', { env: { CERT_TOOL_NO_INPUT: '1' } }, { input: false }],
    ['--plain', { options: { plain: true } }, { plain: true }],
    ['its variable', { env: { CERT_TOOL_PLAIN: '1' } }, { plain: true }],
    ['a terminal that is dumb', { env: { TERM: 'dumb' } }, { plain: true }],
    ['one that is not', { env: { TERM: 'xterm' } }, {}],
    ['one that is dumb, and it is said otherwise', { env: { TERM: 'dumb', CERT_TOOL_PLAIN: '0' } }, {}],
    ['login IDs are not to be noted', { user: { remember: false } }, { remember: false }],
    ["so says the PC's", { machine: { remember: false } }, { remember: false }],
    [
      "the user's says otherwise",
      { user: { remember: true }, machine: { remember: false } },
      { remember: true },
    ],
    ['results go to the event log', { machine: { eventLog: true } }, { eventLog: true }],
    ['--event-log', withEventLog(true), { eventLog: true }],
    ['it is not typed', withEventLog(false), {}],
    ['a profile of NSS', { options: { nssProfile: '/p' } }, { store: 'nss' }],
    ['the practice bank', { options: { sandbox: true } }, { sandbox: true }],
    ['its variable', { env: { CERT_TOOL_SANDBOX: '1' } }, { sandbox: true }],
  ])('%s', (_, layers, expected) => {
    expect(resolve(layers)).toMatchObject({ ...USUAL, ...expected });
  });
});

test.each<[string, Partial<ConfigLayers>, string, string]>([
  ['--quiet and --verbose', { options: { quiet: true, verbose: true } }, '--quiet', '--verbose'],
  ['--sandbox and --bank', { options: { sandbox: true, bank: 'b' } }, '--sandbox', '--bank'],
  [
    'the variable for it, and --profile',
    { env: { CERT_TOOL_SANDBOX: '1' }, options: { profile: 'p' } },
    'CERT_TOOL_SANDBOX',
    '--profile',
  ],
  [
    'a folder of files, and another store',
    { options: { storeDir: '/s', store: 'nss' } },
    '--store-dir',
    '--store nss',
  ],
  [
    'a profile of NSS, and another store',
    { options: { nssProfile: '/p', store: 'file' } },
    '--nss-profile',
    '--store file',
  ],
])('%s do not go together', (_, layers, one, other) => {
  const detail = { ja: `${one} と ${other}`, en: `${one} and ${other}` };
  expect(() => resolve(layers)).toThrow(
    expect.objectContaining({
      ...{ errorName: 'conflicting-options', details: expect.objectContaining({ params: { detail } }) },
    }),
  );
});
