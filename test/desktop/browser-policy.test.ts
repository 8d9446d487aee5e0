import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entriesFor } from '../../src/core/browser-policy.ts';
import { installBrowserPolicy, removeBrowserPolicy } from '../../src/desktop/browser-policy.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PAGE = 'https://one.example/login?a=b';
const [present = '', former = ''] = entriesFor(PAGE, ['CN=CA - G5,O=Bank', 'CN=CA - G4,O=Bank']).entries;
const [elsewhere = ''] = entriesFor('https://two.example:8443/', ['CN=CA - G4,O=Bank']).entries;
/** The same page in another way. */
const theirs = '{"pattern":"https://one.example","filter":{"SUBJECT":{"CN":"boss"}}}';

describe.skipIf(process.platform === 'win32')('on Linux', () => {
  const place = (root: string) => ({ platform: 'linux', env: {}, root }) as const;
  const entriesIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')).AutoSelectCertificateForUrls;
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  let umask: number;
  beforeEach(() => {
    umask = process.umask(0o077);
  });
  afterEach(() => {
    process.umask(umask);
  });

  test('everybody can read it, whatever the umask', async () => {
    const file = await installBrowserPolicy('chromium', [present], place(tempFolder()));
    expect(file).toMatch(/\/etc\/chromium\/policies\/managed\/cert-tool\.json$/);
    expect(mode(file)).toBe('644');
    for (let folder = dirname(file); !folder.endsWith('/etc'); folder = dirname(folder))
      expect(mode(folder)).toBe('755');
  });

  test('what is there stays, and ours are there once', async () => {
    const root = tempFolder();
    const file = await installBrowserPolicy('edge', [elsewhere], place(root));
    const setByHand = { AutoSelectCertificateForUrls: [theirs, elsewhere, { odd: 1 }], ShowHomeButton: true };
    writeFileSync(file, JSON.stringify(setByHand));
    await installBrowserPolicy('edge', [former], place(root));
    for (let time = 0; time < 2; time += 1) {
      await installBrowserPolicy('edge', [present, former], place(root));
    }
    expect(entriesIn(file)).toEqual([theirs, elsewhere, { odd: 1 }, present, former]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ ShowHomeButton: true });
    expect(mode(file)).toBe('644');
  });

  test('a new CA is added; an entry that is not asked for any more stays', async () => {
    const root = tempFolder();
    const file = await installBrowserPolicy('edge', [former], place(root));
    await installBrowserPolicy('edge', [present], place(root));
    expect(entriesIn(file)).toEqual([former, present]);
  });

  test('what is damaged is written anew, and left alone by a removal', async () => {
    const root = tempFolder();
    const file = await installBrowserPolicy('edge', [former], place(root));
    writeFileSync(file, '{');
    expect(await removeBrowserPolicy('edge', [former], place(root))).toEqual({ removed: [], place: file });
    expect(readFileSync(file, 'utf8')).toBe('{');
    await installBrowserPolicy('edge', [present], place(root));
    expect(entriesIn(file)).toEqual([present]);
  });

  describe('the question of several users', () => {
    const QUESTION = 'PromptOnMultipleMatchingCertificates';
    const whole = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

    test('is set beside the entries, stays when they are set again, and goes with the last of them', async () => {
      const root = tempFolder();
      const file = await installBrowserPolicy('chrome', [present, elsewhere], place(root), true);
      await installBrowserPolicy('chrome', [present], place(root));
      expect(whole(file)).toMatchObject({ [QUESTION]: true });
      const some = await removeBrowserPolicy('chrome', [present], place(root));
      expect(some.removed).toEqual([present]);
      expect(whole(file)).toMatchObject({ [QUESTION]: true });
      const last = await removeBrowserPolicy('chrome', [elsewhere], place(root));
      expect(last.removed).toEqual([elsewhere, QUESTION]);
      expect(existsSync(file)).toBe(false);
    });

    test('goes by its name while other entries stay', async () => {
      const root = tempFolder();
      const file = await installBrowserPolicy('chrome', [present, elsewhere], place(root), true);
      const { removed } = await removeBrowserPolicy('chrome', [present], place(root), true);
      expect(removed).toEqual([present, QUESTION]);
      expect(whole(file)).toEqual({ AutoSelectCertificateForUrls: [elsewhere] });
    });

    test.each([[true], [false]])('that others have put there stays (%s)', async (value) => {
      const root = tempFolder();
      const file = await installBrowserPolicy('chrome', [present], place(root));
      writeFileSync(file, JSON.stringify({ [QUESTION]: value }));
      const { removed } = await removeBrowserPolicy('chrome', [present], place(root));
      expect(removed).toEqual([]);
      expect(whole(file)).toEqual({ [QUESTION]: value });
    });
  });

  test('ours go, however they are written; the file goes when it holds nothing more', async () => {
    const root = tempFolder();
    const ours = [present, former];
    const remove = () => removeBrowserPolicy('edge', ours, place(root));
    const file = await installBrowserPolicy('edge', ours, place(root));
    expect(await remove()).toEqual({ removed: ours, place: file });
    expect(existsSync(file)).toBe(false);
    expect(await remove()).toEqual({ removed: [], place: file });
    expect(existsSync(file)).toBe(false);

    const { pattern, filter } = JSON.parse(former);
    const rewritten = JSON.stringify({ filter, pattern }, null, 2);
    const all = [theirs, rewritten, elsewhere, present];
    writeFileSync(file, JSON.stringify({ AutoSelectCertificateForUrls: all }));
    expect(await remove()).toEqual({ removed: [rewritten, present], place: file });
    expect(entriesIn(file)).toEqual([theirs, elsewhere]);
    expect(mode(file)).toBe('644');

    const others = { AutoSelectCertificateForUrls: ours, ShowHomeButton: true };
    writeFileSync(file, JSON.stringify(others));
    await remove();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ShowHomeButton: true });
  });

  test('where it cannot be set, that is said', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc', 'chromium'), '');
    const set = installBrowserPolicy('chromium', [present], place(root));
    await expect(set).rejects.toMatchObject({ errorName: 'policy-not-set' });
  });

  test.skipIf(process.getuid?.() === 0)('without the right, that is said (as root skipped)', async () => {
    const root = tempFolder();
    const file = await installBrowserPolicy('chromium', [present], place(root));
    chmodSync(dirname(file), 0o500);
    const refusal = { errorName: 'administrator-needed' };
    for (const act of [installBrowserPolicy, removeBrowserPolicy]) {
      await expect(act('chromium', [present], place(root))).rejects.toMatchObject(refusal);
    }
    chmodSync(dirname(file), 0o700);
  });
});

test.each([installBrowserPolicy, removeBrowserPolicy])('elsewhere it cannot be set: %o', async (act) => {
  const set = act('chrome', [present], { platform: 'darwin', env: {} });
  await expect(set).rejects.toMatchObject({ errorName: 'policy-not-set' });
});
