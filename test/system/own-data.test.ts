import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { acquireLock } from '../../src/system/lock.ts';
import { ownData } from '../../src/system/own-data.ts';
import { tempFolder } from '../support/temp-folder.ts';

const at = (data: string) =>
  ownData({ folders: { data, config: data, machineConfig: tempFolder() }, logFile: undefined, endLog() {} });

/** Names of folders that are joined to the data folder anywhere in compose. */
function namesInCode(): string[] {
  const folder = fileURLToPath(new URL('../../src/compose', import.meta.url));
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const found = code.join('').matchAll(/(?:\bkept\(|folders\.data, )'([a-z-]+)'/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

test('whatever cert-tool makes in its data folder goes, so that nothing is left of it', async () => {
  const data = tempFolder();
  expect(namesInCode().length).toBeGreaterThan(11);
  for (const name of namesInCode()) mkdirSync(join(data, name));
  const own = at(data);
  for (const part of await own.parts()) await own.remove(part);
  expect(await own.removeEmptyFolders()).toEqual({ removed: [data], kept: [] });
});

test('a command at work is seen beside a practice bank that runs', async () => {
  const data = tempFolder();
  for (const name of ['sandbox', 'locks']) mkdirSync(join(data, name));
  const options = { waitMs: 0, busy: () => new CertToolError('busy', { params: { loginId: 'jirodt' } }) };
  const bank = await acquireLock(join(data, 'sandbox', 'lock'), options);
  expect(await at(data).atWork()).toBe('practice-bank');
  const command = await acquireLock(join(data, 'locks', 'one'), options);
  expect(await at(data).atWork()).toBe('command');
  await command.release();
  expect(await at(data).atWork()).toBe('practice-bank');
  await bank.release();
  expect(await at(data).atWork()).toBeUndefined();
});

test('a link goes and not what it leads to; links in the place of folders stay', async () => {
  const [data, elsewhere] = [tempFolder(), tempFolder()];
  writeFileSync(join(elsewhere, 'mine.txt'), 'mine');
  symlinkSync(elsewhere, join(data, 'clock'));
  symlinkSync(elsewhere, join(data, 'browsers'));
  const own = at(data);
  for (const part of await own.parts()) await own.remove(part);
  expect((await own.removeEmptyFolders()).kept).toEqual([{ path: data, holds: ['browsers'] }]);
  expect(readdirSync(elsewhere)).toEqual(['mine.txt']);
});
