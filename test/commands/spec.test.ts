import { describe, expect, expectTypeOf, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import type { ListOptions } from '../../src/commands/list/spec.ts';
import type { RenewOptions } from '../../src/commands/renew/spec.ts';
import { command, needOf } from '../../src/commands/spec.ts';

const specOf = (name: string) => {
  const spec = COMMANDS.find((each) => each.name === name);
  if (!spec) throw new Error(`no command ${name}`);
  return spec;
};

describe('what a command needs', () => {
  test.each([
    ['issue', {}, 'login'],
    ['issue', { dryRun: true }, 'login'],
    ['renew', { all: true }, 'proof'],
    ['revoke', {}, 'proof'],
    ['list', {}, 'nothing'],
    ['list', { check: 0 }, 'nothing'],
    ['list', { users: true }, 'proof'],
    ['list', { users: false }, 'nothing'],
    ['remove', {}, 'nothing'],
    ['remove', { superseded: true }, 'nothing'],
    ['remove', { expired: true }, 'bank'],
    ['remove', { expired: true, byThisClock: true }, 'nothing'],
    ['remove', { byThisClock: true }, 'nothing'],
    ['remove', { revoked: true }, 'bank'],
    ['remove', { revoked: true, expired: true, byThisClock: true }, 'bank'],
    ['open', {}, 'bank'],
    ['browser-policy', {}, 'bank'],
    ['browser-policy', { browser: 'edge', install: true }, 'bank'],
    ['browser-policy', { browser: 'firefox' }, 'nothing'],
    ['explain', {}, 'nothing'],
  ] as const)('%s with %j: %s', (name, typed, need) => {
    expect(needOf(specOf(name), typed)).toBe(need);
  });

  test('is nothing for the commands of the practice bank, which they mean whatever is set', () => {
    const needs = COMMANDS.filter(({ name }) => name.startsWith('sandbox ')).map((spec) => needOf(spec, {}));
    expect(new Set(needs)).toEqual(new Set(['nothing']));
  });
});

test('a handler takes the options that are declared, typed as they are read', async () => {
  expectTypeOf<RenewOptions['within']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<ListOptions['check']>().toEqualTypeOf<number | 'renewable' | undefined>();
  expectTypeOf<RenewOptions['keepOld']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<RenewOptions['otpCommand']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ListOptions['sort']>().toEqualTypeOf<
    'login-id' | 'expires' | 'state' | 'name' | 'role' | undefined
  >();
  expectTypeOf<ListOptions>().not.toHaveProperty('keepOld');
  const declared = command({
    ...{ name: 'x', help: { ja: '', en: '' }, needs: 'nothing' },
    options: [{ flags: '--deep <metres>', help: { ja: '', en: '' } }],
    load: async () => ({
      async run(_deps, args, { deep }) {
        expectTypeOf(deep).toEqualTypeOf<string | undefined>();
        return args.length + Number(deep);
      },
    }),
  });
  const { run } = await declared.load();
  expect(await run({} as never, ['a'], { deep: '2' })).toBe(3);
});
