import { expect, test } from 'vitest';
import type { ConfigLayers } from '../../src/config/layers.ts';
import { outvoted } from '../../src/config/outvoted.ts';

const PLACES = { user: '/home/config.json', machine: '/etc/config.json' };
const url = (name: string) => `https://${name}.example`;

function found(layers: Partial<ConfigLayers>) {
  return outvoted({ options: {}, env: {}, user: {}, machine: {}, places: PLACES, ...layers });
}

const user = { bank: url('user') };
const ofFile = { setting: 'bank', set: url('user'), file: PLACES.user };
const profiles = { a: { bank: url('a') }, b: { bank: url('b') } };

test.each<[string, Partial<ConfigLayers>, object[]]>([
  ['nothing is set', {}, []],
  ['the file alone', { user }, []],
  ['the variable alone', { env: { CERT_TOOL_BANK: url('x') } }, []],
  [
    'a variable names another bank',
    { user, env: { CERT_TOOL_BANK: url('x') } },
    [{ ...ofFile, variable: 'CERT_TOOL_BANK', used: url('x') }],
  ],
  [
    "than the machine's file",
    { machine: { bank: url('machine') }, env: { CERT_TOOL_BANK: url('x') } },
    [
      {
        ...{ setting: 'bank', set: url('machine'), file: PLACES.machine },
        ...{ variable: 'CERT_TOOL_BANK', used: url('x') },
      },
    ],
  ],
  ['a variable names the same bank', { user, env: { CERT_TOOL_BANK: url('user') } }, []],
  ['a variable names the same bank otherwise', { user, env: { CERT_TOOL_BANK: 'user.example' } }, []],
  [
    'a variable names no bank at all, which is told by itself',
    { user, env: { CERT_TOOL_BANK: 'http://[' } },
    [],
  ],
  [
    'a variable is meant for the practice bank',
    { user, env: { CERT_TOOL_SANDBOX: '1' } },
    [{ ...ofFile, variable: 'CERT_TOOL_SANDBOX' }],
  ],
  ['--sandbox is typed', { user, options: { sandbox: true }, env: { CERT_TOOL_BANK: url('x') } }, []],
  [
    '--sandbox is typed beside its variable',
    { user, options: { sandbox: true }, env: { CERT_TOOL_SANDBOX: '1' } },
    [],
  ],
  ['what is typed is meant', { user, options: { bank: url('y') }, env: { CERT_TOOL_BANK: url('x') } }, []],
  [
    'a variable chooses another profile than the file',
    { user: { profiles, profile: 'a' }, env: { CERT_TOOL_PROFILE: 'b' } },
    [
      {
        ...{ setting: 'bank', set: url('a'), file: PLACES.user },
        ...{ variable: 'CERT_TOOL_PROFILE', used: url('b') },
      },
    ],
  ],
  [
    'a variable chooses the same profile',
    { user: { profiles, profile: 'a' }, env: { CERT_TOOL_PROFILE: 'a' } },
    [],
  ],
  [
    'a variable chooses a profile that there is not',
    { user: { profiles, profile: 'a' }, env: { CERT_TOOL_PROFILE: 'c' } },
    [],
  ],
  [
    'the file chooses a profile that there is not',
    { user: { profiles, profile: 'c' }, env: { CERT_TOOL_BANK: url('x') } },
    [],
  ],
  [
    'a variable names another store',
    { user: { store: 'nss' }, env: { CERT_TOOL_STORE: 'file' } },
    [{ setting: 'store', variable: 'CERT_TOOL_STORE', used: 'file', set: 'nss', file: PLACES.user }],
  ],
  ['the same store', { user: { store: 'nss' }, env: { CERT_TOOL_STORE: 'nss' } }, []],
  ['a store where the file has none', { env: { CERT_TOOL_STORE: 'file' } }, []],
  [
    'a typed store',
    { user: { store: 'nss' }, options: { store: 'file' }, env: { CERT_TOOL_STORE: 'powershell' } },
    [],
  ],
  [
    'both',
    { user: { ...user, store: 'nss' }, env: { CERT_TOOL_BANK: url('x'), CERT_TOOL_STORE: 'file' } },
    [
      { ...ofFile, variable: 'CERT_TOOL_BANK', used: url('x') },
      { setting: 'store', variable: 'CERT_TOOL_STORE', used: 'file', set: 'nss', file: PLACES.user },
    ],
  ],
])('what a variable keeps from having an effect: %s', (_, layers, expected) => {
  expect(found(layers)).toEqual(expected);
});
