import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyNotLasting } from '../../src/desktop/lasting.ts';
import { MEMORY_ONLY, memoryFolder, memoryMissing } from '../support/memory-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const place = (more: object = {}) => ({
  ...{ platform: 'linux' as const, env: {}, home: '/home/hanako', signal: new AbortController().signal },
  ...more,
});
const fileStore = (folder: string) => ({ kind: 'file', identity: `file:${folder}` }) as const;

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('a folder on a disk lasts, whether it is there yet or not', async () => {
    const folder = tempFolder();
    expect(await whyNotLasting(fileStore(folder), place())).toBeUndefined();
    expect(await whyNotLasting(fileStore(join(folder, 'not', 'yet')), place())).toBeUndefined();
  });

  test("one in the session's runtime folder does not, wherever that lies", async () => {
    const runtime = tempFolder();
    const env = { XDG_RUNTIME_DIR: runtime };
    expect((await whyNotLasting(fileStore(join(runtime, 'store')), place({ env })))?.en).toContain(runtime);
    expect(await whyNotLasting(fileStore(`${runtime}-other`), place({ env }))).toBeUndefined();
    expect(
      await whyNotLasting(fileStore(tempFolder()), place({ env: { XDG_RUNTIME_DIR: '' } })),
    ).toBeUndefined();
  });

  test.skipIf(memoryMissing)(`one in the memory does not, through a link either${MEMORY_ONLY}`, async () => {
    const memory = memoryFolder();
    expect((await whyNotLasting(fileStore(join(memory, 'store')), place()))?.en).toContain('tmpfs');
    const link = join(tempFolder(), 'link');
    symlinkSync(memory, link);
    expect((await whyNotLasting(fileStore(join(link, 'a', 'store')), place()))?.en).toContain('tmpfs');
    mkdirSync(join(memory, 'db'));
    const nss = { kind: 'nss', identity: `nss:${join(memory, 'db')}` } as const;
    expect((await whyNotLasting(nss, place()))?.ja).toContain('メモリ');
  });
});

test('on macOS the guest’s folder does not last', async () => {
  const onMac = place({ platform: 'darwin' });
  expect(await whyNotLasting(fileStore('/Users/Guest/Library/x'), onMac)).toBeDefined();
  expect(await whyNotLasting(fileStore('/Users/Guest2/Library/x'), onMac)).toBeUndefined();
});

test('on Windows a store of Windows goes with the profile, and files beside it do not', async () => {
  const env = { USERPROFILE: 'C:\\Users\\TEMP', USERNAME: 'hanako', SystemRoot: '/nowhere' };
  const onWindows = place({ platform: 'win32', env });
  const native = { kind: 'native', identity: 'native:CurrentUser\\My' } as const;
  expect((await whyNotLasting(native, onWindows))?.en).toContain('temporary');
  expect(await whyNotLasting(fileStore('c:\\users\\temp\\AppData\\Local\\x'), onWindows)).toBeDefined();
  expect(await whyNotLasting(fileStore('D:\\certificates'), onWindows)).toBeUndefined();
  expect(await whyNotLasting(fileStore('C:\\Users\\TEMPORARY\\x'), onWindows)).toBeUndefined();
});
