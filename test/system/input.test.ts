import { appendFileSync, chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readStdin, readStdinLine, readTextFile } from '../../src/system/input.ts';
import { makeFifo } from '../support/fifo.ts';
import { tempFolder } from '../support/temp-folder.ts';

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

describe.skipIf(process.platform === 'win32')('files that are named', () => {
  const text = async (path: string, signal?: AbortSignal) => (await readTextFile(path, { signal })).text;
  const refusal = (path: string) =>
    readTextFile(path).then(
      () => undefined,
      ({ errorName, details }) => [errorName, details.params.file, details.params.detail.en],
    );

  test('a pipe is read to its end, whoever opens it first', async () => {
    const pipe = makeFifo(join(tempFolder(), 'pipe'));
    const [read] = await Promise.all([text(pipe), writeFile(pipe, 'first')]);
    expect(read).toBe('first');
    const writer = writeFile(pipe, 'second');
    expect(await text(pipe)).toBe('second');
    await writer;
  });

  test('nobody writes: the signal ends it', async () => {
    const cancel = new AbortController();
    const reading = text(makeFifo(join(tempFolder(), 'pipe')), cancel.signal);
    const silent = readStdinLine(new PassThrough(), { signal: cancel.signal });
    const all = readStdin(new PassThrough(), { signal: cancel.signal });
    const reason = new Error('Ctrl-C');
    cancel.abort(reason);
    for (const each of [reading, silent, all]) await expect(each).rejects.toBe(reason);
  });

  test('what is no text is refused, and what is too large with the limit', async () => {
    const folder = tempFolder();
    const path = (name: string) => join(folder, name);
    mkdirSync(path('folder'));
    writeFileSync(path('five-gigabytes'), '');
    truncateSync(path('five-gigabytes'), 5 * 1024 ** 3);
    writeFileSync(path('file'), '');
    symlinkSync(path('circle'), path('circle'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path('socket'), resolve));
    onTestFinished(() => {
      server.close();
    });
    const limit = 'it is too large (the limit is 1 MiB)';
    for (const [name, detail] of [
      ['folder', 'it is a folder'],
      ['five-gigabytes', limit],
      ['socket', 'it is no ordinary file'],
      ['nowhere', 'it does not exist'],
      ['file/below', 'something in its path is no folder'],
      ['circle', 'its symbolic links go round in a circle'],
    ] as const) {
      expect(await refusal(path(name))).toEqual(['unreadable-file', path(name), detail]);
    }
    expect(await refusal('/dev/zero')).toEqual(['unreadable-file', '/dev/zero', limit]);
    expect(await refusal('/dev/ptmx')).toEqual([
      'unreadable-file',
      '/dev/ptmx',
      'it is a terminal, which would show what is typed',
    ]);
    expect(await text('/dev/null')).toBe('');
    expect(await text('/proc/self/comm')).not.toBe('');
  });

  test('the largest that may be', async () => {
    const file = join(tempFolder(), 'large');
    writeFileSync(file, 'x'.repeat(1024 * 1024));
    expect((await text(file)).length).toBe(1024 * 1024);
    appendFileSync(file, 'x');
    expect((await refusal(file))?.[2]).toContain('1 MiB');
  });

  test.each([
    [0o600, false, false],
    [0o640, true, false],
    [0o602, false, true],
    [0o666, true, true],
  ])('rights %o', async (mode, readableByOthers, writableByOthers) => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, 'x');
    chmodSync(file, mode);
    expect(await readTextFile(file)).toEqual({ text: 'x', readableByOthers, writableByOthers });
  });
});
