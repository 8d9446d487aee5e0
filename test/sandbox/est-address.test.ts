import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { controlPracticeBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { copyOfSeeded, useSeededFolder } from './support.ts';

useSeededFolder();

const options = { now: () => new Date(), waitMs: 0, port: 0, shared: true };

test('info tells where a bank that runs serves EST, and nothing of a bank that does not', async () => {
  const dir = copyOfSeeded();
  const addresses = async () => {
    const control = await controlPracticeBank(dir, options.now);
    return control.info().finally(() => control.close());
  };
  const without = await startPracticeBank({ ...options, dir });
  expect(await addresses()).not.toHaveProperty('estUrl');
  await without.close();
  const { estUrl, close } = await startPracticeBank({ ...options, dir, estPort: 0 });
  onTestFinished(close);
  expect(estUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/\.well-known\/est\//);
  expect(await addresses()).toMatchObject({ estUrl });
});

test('sandbox info shows it', async () => {
  const home = tempFolder();
  const dir = join(home, 'sandbox');
  cpSync(copyOfSeeded(), dir, { recursive: true });
  const { estUrl = '', close } = await startPracticeBank({ ...options, dir, estPort: 0 });
  onTestFinished(close);
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en' };
  const { stdout } = await runInProcess(['sandbox', 'info'], { env });
  expect(stdout).toMatch(new RegExp(`^EST +${estUrl}$`, 'm'));
  const { stdout: json } = await runInProcess(['sandbox', 'info', '--json'], { env });
  expect(JSON.parse(json)).toMatchObject({ estUrl });
});
