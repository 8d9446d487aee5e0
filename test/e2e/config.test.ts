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

test.each([
  ['bank.example', { value: 'none', from: 'environment', place: 'NO_PROXY' }],
  ['other.example', { value: 'proxy:3128', from: 'environment', place: 'HTTPS_PROXY' }],
])('shows the proxy that the bank is reached by: NO_PROXY=%s', async (NO_PROXY, expected) => {
  const env = { CERT_TOOL_BANK: 'https://bank.example', HTTPS_PROXY: 'taro:geheim@proxy:3128', NO_PROXY };
  const { stdout } = await runCli(tempFolder(), ['config', 'show', '--json'], { env });
  const { settings }: { settings: { name: string }[] } = JSON.parse(stdout);
  expect(settings.find(({ name }) => name === 'proxy')).toMatchObject(expected);
  expect(stdout).not.toContain('geheim');
});

test('an option says which proxy it is, whatever NO_PROXY excepts', async () => {
  const env = { CERT_TOOL_BANK: 'https://bank.example', NO_PROXY: '*', HTTPS_PROXY: 'other:1' };
  const { stdout } = await runCli(tempFolder(), ['config', 'show', '--proxy', 'proxy:3128'], { env });
  expect(stdout).toMatch(/^proxy +proxy:3128 +--proxy$/m);
});
