import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadNativeModule } from '../../src/system/native-module.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A real one: koffi's for this system. */
const folders = fileURLToPath(
  new URL(`../../node_modules/@koromix/koffi-${process.platform}-${process.arch}`, import.meta.url),
);
const names = existsSync(folders) ? readdirSync(folders, { recursive: true, encoding: 'utf8' }) : [];
const module = names.find((name) => name.endsWith('koffi.node'));
const KOFFI_ONLY = module ? '' : ' (skipped: koffi is not installed)';

describe.skipIf(!module)(`a native module from memory${KOFFI_ONLY}`, () => {
  const bytes = module ? readFileSync(join(folders, module)) : Buffer.alloc(0);

  function load(folder: string): Promise<unknown> {
    return loadNativeModule(folder, 'koffi', bytes);
  }

  /** The one file in the folder, which must hold the module. */
  function expectWhole(folder: string): void {
    const [name = '', ...more] = readdirSync(folder);
    expect([name, more]).toEqual([expect.stringMatching(/^koffi-[0-9a-f]{64}\.node$/), []]);
    expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
  }

  test('is loaded, again and again and by several at once, from one file', async () => {
    const folder = join(tempFolder(), 'not', 'there');
    await Promise.all([load(folder), load(folder)]);
    expect(await load(folder)).toMatchObject({ load: expect.any(Function) });
    expectWhole(folder);
  });

  // Windows keeps a file that is loaded.
  test.skipIf(process.platform === 'win32')(
    'takes the place of what is damaged or of another version, and follows no link',
    async () => {
      const folder = join(tempFolder(), 'native');
      await load(folder);
      const [name = ''] = readdirSync(folder);
      const elsewhere = join(tempFolder(), 'elsewhere');
      writeFileSync(elsewhere, bytes);
      const file = join(folder, name);
      for (const spoil of [
        () => writeFileSync(file, bytes.subarray(1)),
        () => writeFileSync(join(folder, 'koffi-older.node'), 'older'),
        () => symlinkSync(elsewhere, file),
      ]) {
        // The file that this process has loaded must not change under it.
        rmSync(file);
        spoil();
        await load(folder);
        expectWhole(folder);
      }
      expect(readFileSync(elsewhere).equals(bytes)).toBe(true);
    },
  );

  test.skipIf(process.platform === 'win32')('is not put where others can write', async () => {
    const folder = join(tempFolder(), 'native');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    await expect(load(folder)).rejects.toMatchObject({ errorName: 'store-unsafe' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
