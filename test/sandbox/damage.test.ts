import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controlPracticeBank, readIdentity, resetPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function info(dir: string) {
  const control = await controlPracticeBank(dir, systemClock);
  return control.info().finally(() => control.close());
}

async function newBank() {
  const dir = join(tempFolder(), 'sandbox');
  const { caFile } = await info(dir);
  const identity = readIdentity(dir);
  if (!identity) throw new Error('no identity');
  return { dir, caFile, identity, marker: join(dir, 'practice-bank.json') };
}

const inEveryWay = test.each([
  ['empty', ''],
  ['garbage', 'garbage'],
  ['of another kind', '{"kind":"x"}'],
]);

describe('a damaged marker', () => {
  inEveryWay('%s: written anew from the database', async (_, text) => {
    const { dir, marker, identity } = await newBank();
    writeFileSync(marker, text);
    await info(dir);
    expect(readIdentity(dir)).toEqual(identity);
  });

  inEveryWay('%s: a reset knows which one it was and removes it', async (_, text) => {
    const { dir, marker, identity } = await newBank();
    writeFileSync(marker, text);
    expect(await resetPracticeBank(dir)).toEqual(identity);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('with the database damaged too: a reset clears the folder', async () => {
    const { dir, marker } = await newBank();
    writeFileSync(marker, '');
    writeFileSync(join(dir, 'bank.sqlite'), 'garbage');
    await expect(info(dir)).rejects.toMatchObject({ errorName: 'practice-bank-failed' });
    expect(await resetPracticeBank(dir)).toBe('unknown');
    expect(readdirSync(dir)).toEqual([]);
    expect((await info(dir)).users.length).toBeGreaterThan(0);
  });

  test("beside somebody else's file: left alone", async () => {
    const { dir, marker } = await newBank();
    writeFileSync(marker, '');
    writeFileSync(join(dir, 'thesis.txt'), 'precious');
    await expect(resetPracticeBank(dir)).rejects.toMatchObject({ errorName: 'not-a-practice-bank' });
    expect(existsSync(join(dir, 'bank.sqlite'))).toBe(true);
  });
});

test('a CA file that is damaged is written anew', async () => {
  const { dir, caFile } = await newBank();
  const good = readFileSync(caFile, 'utf8');
  for (const damage of [
    () => writeFileSync(caFile, 'garbage'),
    () => rmSync(caFile),
    () => {
      rmSync(caFile);
      mkdirSync(join(caFile, 'inside'), { recursive: true });
    },
    () => {
      rmSync(caFile);
      symlinkSync('/nowhere', caFile);
    },
  ]) {
    damage();
    await info(dir);
    expect(readFileSync(caFile, 'utf8')).toBe(good);
  }
});

test.skipIf(process.platform === 'win32')('a symbolic link is not followed', async () => {
  const { dir } = await newBank();
  const target = `${dir}-moved`;
  renameSync(dir, target);
  symlinkSync(target, dir);
  const names = readdirSync(target).sort();
  await expect(resetPracticeBank(dir)).rejects.toMatchObject({ errorName: 'store-unsafe' });
  await expect(info(dir)).rejects.toMatchObject({ errorName: 'store-unsafe' });
  expect(readdirSync(target).sort()).toEqual(names);
});
