import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { asModule, withPlainExports } from '../../scripts/modules.mjs';

/** What a source exports once it has run, by which property. */
async function exportsOf(source: string) {
  const { code } = await transform(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  const text = withPlainExports(asModule(code, (wanted: string) => wanted));
  const module = { exports: {} };
  const define = (target: object, all: Record<string, () => unknown>) => {
    for (const name in all)
      Object.defineProperty(target, name, { get: all[name] as () => unknown, enumerable: true });
  };
  const require = (wanted: string) => ({ passed: `of ${wanted}` });
  new Function('module', 'exports', 'require', '__export', text)(module, module.exports, require, define);
  return Object.getOwnPropertyDescriptors(module.exports) as Record<string, PropertyDescriptor>;
}

test('what a module exports are values; what it passes on or changes is asked for', async () => {
  const found = await exportsOf(`
    export { passed } from './other.ts';
    export const constant = 1;
    export default class {}
    export function add() { counter += 1; }
    export let counter = 0;
    export { constant as renamed };
  `);
  expect(found['constant']).toMatchObject({ value: 1 });
  expect(found['renamed']).toMatchObject({ value: 1 });
  expect(found['default']?.value).toBeTypeOf('function');
  expect(found['passed']?.get?.()).toBe('of ./other.ts');
  found['add']?.value();
  expect(found['counter']?.get?.()).toBe(1);
});

test('a module that exports nothing stays as it is', async () => {
  expect(await exportsOf('globalThis.name ??= "";')).toEqual({});
});
