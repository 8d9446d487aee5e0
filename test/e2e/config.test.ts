import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('several changes at once wait for one another, so that none is lost', async () => {
  const home = join(tempFolder(), 'home');
  const settings = { bank: 'a.example', timeout: '5', lang: 'ja', remember: 'false', store: 'file' };
  const runs = await Promise.all(
    Object.entries(settings).map(([name, value]) => runCli(home, ['config', 'set', name, value])),
  );
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  const kept = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'));
  expect(Object.keys(kept).sort()).toEqual(Object.keys(settings).sort());
});
