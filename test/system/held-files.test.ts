import { expect, test } from 'vitest';
import { unlessHeld } from '../../src/system/held-files.ts';

/** Fails so often with this code, then works. */
function refusing(code: string, times: number) {
  const calls = { count: 0 };
  const work = async () => {
    calls.count += 1;
    if (calls.count <= times) throw Object.assign(new Error(code), { code });
    return 'done';
  };
  return { calls, work };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows %s passes when the file is let go', async (code) => {
  const { calls, work } = refusing(code, 3);
  expect(await unlessHeld(work, 'win32')).toBe('done');
  expect(calls.count).toBe(4);
});

test('what stays refused is told after a while, anything else at once', async () => {
  const held = refusing('EPERM', Number.POSITIVE_INFINITY);
  await expect(unlessHeld(held.work, 'win32')).rejects.toMatchObject({ code: 'EPERM' });
  expect(held.calls.count).toBe(7);
  const missing = refusing('ENOENT', 1);
  await expect(unlessHeld(missing.work, 'win32')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(missing.calls.count).toBe(1);
});

test('elsewhere nothing is tried twice', async () => {
  const { calls, work } = refusing('EPERM', 1);
  await expect(unlessHeld(work, 'linux')).rejects.toMatchObject({ code: 'EPERM' });
  expect(calls.count).toBe(1);
});
