import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readStdin, readStdinLine } from '../../src/system/input.ts';

test('a line is there as soon as its line feed is, whatever follows', async () => {
  const pipe = new PassThrough();
  const line = readStdinLine(pipe);
  for (const part of ['pass', 'word \r', '\n', 'second']) pipe.write(part);
  pipe.write(Buffer.from([0x83, 0x65]));
  // The pipe stays open.
  expect(await line).toBe('password ');
});

test('the last line need not end', async () => {
  expect(await readStdinLine(Readable.from([Buffer.from('password')]))).toBe('password');
  expect(await readStdinLine(Readable.from([]))).toBe('');
});

test('characters that come in two parts are put together', async () => {
  const bytes = Buffer.from('パスワード\n');
  for (let at = 1; at < bytes.length; at += 1) {
    const parts = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(await readStdinLine(Readable.from(parts))).toBe('パスワード');
    expect(await readStdin(Readable.from(parts))).toBe('パスワード\n');
  }
});

test('a terminal is not read: it would show what is typed', async () => {
  expect(await readStdinLine(Object.assign(new PassThrough(), { isTTY: true }))).toBeUndefined();
});

test('an endless line does not fill the memory', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536, 0x61);
    })(),
  );
  await expect(readStdinLine(endless)).rejects.toMatchObject({ errorName: 'unreadable-file' });
});
