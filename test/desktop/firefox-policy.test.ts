import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { installFirefoxPolicy, removeFirefoxPolicy } from '../../src/desktop/firefox-policy.ts';
import { tempFolder } from '../support/temp-folder.ts';

const place = () => ({ platform: 'linux', env: {}, root: tempFolder() }) as const;
const ours = { 'security.default_personal_cert': { Value: 'Select Automatically', Status: 'locked' } };

/** A policies.json as an administrator wrote it. */
function written(root: string, content: unknown): string {
  const file = join(root, 'etc/firefox/policies/policies.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('set, set again, taken away; everybody can read it', async () => {
  const at = place();
  const file = await installFirefoxPolicy(at);
  expect(file).toBe(join(at.root, 'etc/firefox/policies/policies.json'));
  expect(await installFirefoxPolicy(at)).toBe(file);
  expect(read(file)).toEqual({ policies: { Preferences: ours } });
  expect(statSync(file).mode & 0o777).toBe(0o644);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o755);
  const removed = ['security.default_personal_cert'];
  expect(await removeFirefoxPolicy(at)).toEqual({ removed, place: file });
  expect(existsSync(file)).toBe(false);
  expect(await removeFirefoxPolicy(at)).toEqual({ removed: [], place: file });
});

test("others' policies and preferences stay, with both", async () => {
  const at = place();
  const theirs = {
    policies: {
      BlockAboutConfig: true,
      Certificates: { Install: ['root.pem'] },
      Preferences: { 'browser.tabs.warnOnClose': { Value: false, Status: 'default' } },
      備考: '日本語',
    },
    more: 1,
  };
  const file = written(at.root, theirs);
  await installFirefoxPolicy(at);
  const { policies } = theirs;
  const preferences = { ...policies.Preferences, ...ours };
  expect(read(file)).toEqual({ ...theirs, policies: { ...policies, Preferences: preferences } });
  await removeFirefoxPolicy(at);
  expect(read(file)).toEqual(theirs);
});

test('another value of the preference is left, and said', async () => {
  const at = place();
  const preference = { 'security.default_personal_cert': { Value: 'Ask Every Time', Status: 'locked' } };
  const file = written(at.root, { policies: { Preferences: preference } });
  await expect(installFirefoxPolicy(at)).rejects.toMatchObject({
    errorName: 'policy-not-set',
    details: { params: { detail: { en: expect.stringContaining(file) } } },
  });
  expect(await removeFirefoxPolicy(at)).toMatchObject({ removed: [] });
  expect(read(file)).toEqual({ policies: { Preferences: preference } });
});

test.each(['{', '[]', '"x"', 'null'])('a file that is %s is not written over', async (content) => {
  const at = place();
  const file = written(at.root, content);
  for (const act of [installFirefoxPolicy, removeFirefoxPolicy])
    await expect(act(at)).rejects.toMatchObject({ errorName: 'policy-not-set' });
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test.each(['win32', 'darwin'] as const)('not on %s', async (platform) => {
  await expect(installFirefoxPolicy({ platform, env: {} })).rejects.toThrow(platform);
});
