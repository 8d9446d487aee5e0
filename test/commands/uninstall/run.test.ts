import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import type { BrowserFolder, InstalledPolicy } from '../../../src/core/ports/desktop.ts';
import { createJournal } from '../../../src/enrollment/journal.ts';
import { acquireLock } from '../../../src/system/lock.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The browsers of this PC are made up: no policy of the PC that runs the tests may go. */
let home: string;
let policies: InstalledPolicy[];
let folders: BrowserFolder[];
let denied: boolean;
let asked: string[];
beforeEach(() => {
  home = tempFolder();
  [policies, folders, denied, asked] = [[], [], false, []];
});

interface Terminal {
  readonly answer?: boolean;
  readonly more?: (deps: Deps) => Partial<Deps>;
}

const alter =
  ({ answer, more }: Terminal) =>
  (deps: Deps): Partial<Deps> => {
    const takeAway = (browser: string) => {
      if (denied) throw new CertToolError('administrator-needed');
      policies = policies.filter((each) => each.browser !== browser);
      return { removed: [], place: '' };
    };
    const desktop: Deps['desktop'] = {
      ...deps.desktop,
      installedPolicies: async () => policies,
      removeBrowserPolicy: async (browser) => takeAway(browser),
      removeFirefoxPolicy: async () => takeAway('firefox'),
      browserFolders: async () => folders,
      async removeBrowserFolder({ folder }) {
        folders = folders.filter((each) => each.folder !== folder);
      },
    };
    const prompts = {
      ...deps.ui.prompts,
      async confirm(question: string) {
        asked.push(question);
        return answer === true;
      },
    };
    const ui = Object.defineProperties(Object.create(deps.ui), {
      interactive: { value: answer !== undefined },
      prompts: { value: prompts },
    }) as Deps['ui'];
    const changed = { desktop, ui };
    return { ...changed, ...more?.({ ...deps, ...changed }) };
  };

const env = () => ({ CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en' });
const run = (argv: readonly string[], terminal: Terminal = {}) =>
  runInProcess(['uninstall', ...argv], { env: env(), alter: alter(terminal) });

async function json(argv: readonly string[], terminal?: Terminal) {
  const { stdout, exitCode, stderr } = await run([...argv, '--yes', '--json'], terminal);
  const document = JSON.parse(stdout);
  const outcomes = new Map<string, string>(
    (document.results ?? []).map((each: { what: string; outcome?: string }) => [
      each.what,
      each.outcome ?? 'failed',
    ]),
  );
  return { ...document, outcomes, exitCode, stderr };
}

/** A PC on which the practice bank was tried: a certificate of each login ID, and what belongs to it. */
async function used(...loginIds: string[]): Promise<void> {
  for (const loginId of loginIds) {
    const { exitCode } = await runInProcess(['sandbox', 'install', loginId], { env: env() });
    expect(exitCode).toBe(0);
  }
  for (const name of ['refused', 'clock', 'banks', 'login-ids', 'journal']) {
    mkdirSync(join(home, name), { mode: 0o700 });
    writeFileSync(join(home, name, 'x.txt'), 'x', { mode: 0o600 });
  }
  writeFileSync(join(home, 'config.json'), '{"lang":"en"}');
}

const certificates = () => {
  const folder = join(home, 'store', 'certificates');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('uninstall', () => {
  test('takes away all but certificates, and says that they stay', async () => {
    await used('hanakodt');
    const { exitCode, outcomes, results } = await json([]);
    expect(exitCode).toBe(0);
    for (const what of [
      'practice-bank',
      'login-ids',
      'refusals',
      'journal',
      'clock',
      'banks',
      'locks',
      'config',
      'log',
    ])
      expect(outcomes.get(what), what).toBe('removed');
    for (const what of ['browser-policy', 'browser-folder']) expect(outcomes.get(what)).toBe('absent');
    expect(results).toContainEqual({
      what: 'certificates',
      count: 1,
      loginIds: ['hanakodt'],
      ok: true,
      outcome: 'kept',
    });
    expect(results.at(-1)).toMatchObject({ what: 'folder', path: home, outcome: 'kept', holds: ['store'] });
    expect(readdirSync(home)).toEqual(['store']);
    expect(certificates()).toHaveLength(1);
  });

  test('with --certificates those too, hidden ones included, and then the folder', async () => {
    await used('hanakodt', 'saburodt');
    const hide = ['remove', '--sandbox', '--archive', 'saburodt', '--yes'];
    expect((await runInProcess(hide, { env: env() })).exitCode).toBe(0);
    const { exitCode, results, stderr } = await json(['--certificates']);
    expect(exitCode).toBe(0);
    const gone = results.filter(({ what }: { what: string }) => what === 'certificate');
    expect(gone.map((each: { loginId: string }) => each.loginId).sort()).toEqual(['hanakodt', 'saburodt']);
    expect(stderr).toContain('the certificate of hanakodt still works');
    expect(stderr).not.toContain('the certificate of saburodt still works');
    expect(existsSync(home)).toBe(false);
    expect(await json(['--certificates'])).toMatchObject({ ok: true, exitCode: 0 });
  });

  test('certificates go also after the banks were forgotten', async () => {
    await used('hanakodt');
    await json([]);
    await json(['--certificates']);
    expect(existsSync(home)).toBe(false);
  });

  test("what is somebody else's in the folder stays, and the folder with it", async () => {
    await used();
    writeFileSync(join(home, 'mine.txt'), 'mine');
    mkdirSync(join(home, 'photos'));
    const { results } = await json(['--certificates']);
    expect(results.at(-1)).toMatchObject({ outcome: 'kept', holds: ['mine.txt', 'photos'] });
    expect(readdirSync(home).sort()).toEqual(['mine.txt', 'photos']);
  });

  test('asks, and Enter is no answer; with no, nothing goes', async () => {
    await used('hanakodt');
    const before = readdirSync(home);
    const declined = await run(['--certificates'], { answer: false });
    expect(declined).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing was taken away'),
    });
    expect(asked).toEqual([expect.stringContaining('certificates and keys of hanakodt')]);
    expect(readdirSync(home)).toEqual(before);
    expect((await run([], { answer: true })).exitCode).toBe(0);
    expect(readdirSync(home)).toEqual(['store']);
  });

  test('without a terminal it wants --yes; --dry-run needs none and changes nothing', async () => {
    await used('hanakodt');
    const before = readdirSync(home, { recursive: true });
    expect((await run([])).exitCode).toBe(2);
    const { exitCode, stdout } = await run(['--dry-run', '--json', '--certificates']);
    expect(exitCode).toBe(0);
    const outcomes = JSON.parse(stdout).results.map((each: { outcome: string }) => each.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['dry-run', 'absent', 'kept']));
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });

  test('on a PC where there is nothing, says so', async () => {
    const { exitCode, stderr } = await run([], { answer: true });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('There is nothing of cert-tool on this PC');
    expect(asked).toEqual([]);
  });
});

describe('a policy of the PC', () => {
  const entry = '{"pattern":"https://bank.example"}';

  test('goes with the rights for it', async () => {
    policies = [
      { browser: 'edge', place: 'HKLM\\x', entries: [entry] },
      { browser: 'firefox', place: '/etc/firefox', entries: [] },
    ];
    const { results, exitCode } = await json([]);
    expect(exitCode).toBe(0);
    expect(results.slice(0, 2)).toMatchObject([
      { what: 'browser-policy', browser: 'edge', path: 'HKLM\\x', outcome: 'removed' },
      { what: 'browser-policy', browser: 'firefox', outcome: 'removed' },
    ]);
    expect(policies).toEqual([]);
  });

  test('without them the rest goes, exit code 9; alone its own exit code', async () => {
    await used();
    policies = [{ browser: 'edge', place: 'HKLM\\x', entries: [entry] }];
    denied = true;
    const { results, exitCode, stderr } = await json([]);
    expect(exitCode).toBe(9);
    expect(results[0]).toMatchObject({
      what: 'browser-policy',
      ok: false,
      error: { name: 'administrator-needed' },
    });
    expect(stderr).toContain('Run the command as administrator');
    expect(existsSync(home)).toBe(false);
    expect(await json([])).toMatchObject({ exitCode: 5, error: { name: 'administrator-needed' } });
  });
});

test('a browser folder goes, but not under a browser that is open', async () => {
  folders = [
    { folder: '/b/1', loginId: 'hanakodt', inUse: false },
    { folder: '/b/2', loginId: 'jirodt', inUse: true },
  ];
  const { results, exitCode } = await json([]);
  expect(exitCode).toBe(9);
  expect(results.filter(({ what }: { what: string }) => what === 'browser-folder')).toMatchObject([
    { path: '/b/1', loginId: 'hanakodt', outcome: 'removed' },
    { path: '/b/2', loginId: 'jirodt', error: { code: 'CT-5045' } },
  ]);
  expect(folders).toHaveLength(1);
});

describe('is refused, and nothing goes,', () => {
  const refused = { ok: false, exitCode: 5, error: { code: 'CT-5045', name: 'not-to-be-uninstalled' } };

  test('while a request is unfinished', async () => {
    await used();
    const dir = join(home, 'journal');
    await createJournal(syncedFolder(dir), dir).write({
      ...{ version: 1, bankId: 'bank', loginId: 'hanako', kind: 'issue', step: 'sent', keySize: 2048 },
      ...{ store: `file:${join(home, 'store')}`, id: 'id-1', startedAt: '2026-05-31T00:00:00.000Z' },
      ...{ csr: 'csr', publicKeyHash: 'hash' },
    });
    const before = readdirSync(home, { recursive: true });
    const { error, ...document } = await json(['--certificates']);
    expect({ ...document, error }).toMatchObject(refused);
    expect(error.message).toContain('"cert-tool issue hanako"');
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });

  test('while the record of one cannot be understood', async () => {
    await used();
    writeFileSync(join(home, 'journal', `${'a'.repeat(32)}.json`), 'garbage', { mode: 0o600 });
    expect(await json([])).toMatchObject({ exitCode: 7, error: { name: 'damaged-entry' } });
    expect(existsSync(join(home, 'config.json'))).toBe(true);
  });

  test.each([
    ['another cert-tool is at work', ['locks', 'abc'], 'another cert-tool is at work'],
    ['the practice bank runs', ['sandbox', 'lock'], 'the practice bank is running'],
  ])('while %s', async (_, place, words) => {
    await used();
    const busy = () => new Error('busy') as never;
    const lock = await acquireLock(join(home, ...place), { waitMs: 0, busy });
    const document = await json([]);
    expect(document).toMatchObject(refused);
    expect(document.error.message).toContain(words);
    await lock.release();
    expect((await json([])).exitCode).toBe(0);
  });
});

test('ended at each of its steps, the next run finishes', async () => {
  let steps = 0;
  for (let isThrough = false; !isThrough; steps += 1) {
    home = tempFolder();
    await used('hanakodt');
    let done = 0;
    const ending = (deps: Deps): Partial<Deps> => ({
      ownData: {
        ...deps.ownData,
        async remove(part) {
          if (done === steps) throw new CertToolError('cancelled');
          done += 1;
          await deps.ownData.remove(part);
        },
      },
    });
    const { exitCode } = await json(['--certificates'], { more: ending });
    isThrough = exitCode === 0;
    expect(existsSync(home)).toBe(!isThrough);
    expect(await json(['--certificates'])).toMatchObject({ ok: true, exitCode: 0 });
    expect(existsSync(home)).toBe(false);
  }
  expect(steps).toBeGreaterThan(5);
}, 120_000);

test("a log in cert-tool's own folder goes too, one elsewhere stays", async () => {
  await used();
  const [own, other] = [join(home, 'log.jsonl'), join(tempFolder(), 'log.jsonl')];
  await json(['--log-file', other]);
  expect(existsSync(home)).toBe(false);
  expect(existsSync(other)).toBe(true);
  mkdirSync(home);
  await used();
  expect((await json(['--log-file', own])).outcomes.get('log')).toBe('removed');
  expect(existsSync(home)).toBe(false);
});
