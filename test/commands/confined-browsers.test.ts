import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nssPrograms } from '../../src/system/programs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeDatabase } from '../winstore/nss/tools.ts';

/** A browser from snap or Flatpak does not see what is in the database that the others share. */
test.skipIf(!nssPrograms())('the database of a confined browser is named, and the way to it', async () => {
  const home = tempFolder();
  const database = join(home, 'snap', 'chromium', 'current', '.pki', 'nssdb');
  makeDatabase(database);
  const env = { CERT_TOOL_HOME: home, HOME: home };
  const list = (...args: string[]) => runInProcess(['list', '--lang', 'en', ...args], { env });
  const { stderr } = await list('--store', 'nss');
  expect(stderr).toContain('chromium (snap)');
  expect(stderr).toContain(`--nss-profile ${database}`);
  expect((await list('--nss-profile', database)).stderr).not.toContain('snap)');
  expect((await list('--store', 'file')).stderr).not.toContain('snap)');
  writeFileSync(join(home, 'config.json'), JSON.stringify({ store: 'nss', nssProfile: database }));
  expect((await list()).stderr).not.toContain('snap)');
  mkdirSync(join(home, 'empty'));
  expect(await list('--nss-profile', join(home, 'empty'))).toMatchObject({ exitCode: 7 });
});

test.skipIf(!nssPrograms())(
  'a profile with a primary password is refused, and nothing is asked',
  async () => {
    const home = tempFolder();
    const profile = join(home, 'profile');
    makeDatabase(profile, 'secret-1');
    const env = { CERT_TOOL_HOME: home, HOME: home };
    const refused = await runInProcess(['list', '--lang', 'ja', '--nss-profile', profile], { env });
    expect(refused).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('プライマリーパスワード') });
  },
);
