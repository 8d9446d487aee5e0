import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('the practice bank’s log says in the language of who reads it how many tries are left', async () => {
  const env = { CERT_TOOL_HOME: tempFolder(), CERT_TOOL_PASSWORD: 'wrong' };
  await runInProcess(['issue', 'sachikodt', '--sandbox', '--no-input'], { env });
  const shown = async (lang: string) =>
    (await runInProcess(['sandbox', 'log', '--lang', lang], { env })).stdout;
  expect(await shown('ja')).toMatch(/あと \d+ 回/);
  expect(await shown('ja')).not.toContain('left');
  expect(await shown('en')).toMatch(/ \d+ left/);
});
