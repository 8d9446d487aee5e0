import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { notSetUp } from '../../../src/core/not-set-up.ts';
import { noReminders } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeBank, makePc, NOW } from './pc.ts';

const put = makeBank();
let pc: ReturnType<typeof makePc>;
beforeEach(() => {
  pc = makePc();
});

const POSIX_ONLY = process.platform === 'win32' ? ' (needs POSIX: skipped on Windows)' : '';

/** The words that the scheduler would start. */
async function words(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const { units } = await pc.json(['remind', 'install', '--dry-run', ...argv], {
    env: { CERT_TOOL_HOME: pc.home, ...env },
  });
  const all: string[] = units[0].text.split('\n');
  return all.slice(all.indexOf('remind'));
}

const later = (days: number) => {
  pc.now = new Date(NOW.getTime() + days * 24 * 60 * 60 * 1000);
};

describe('what is installed', () => {
  const always = ['remind', 'run', '--scheduled', '--no-input'];

  test('asks nothing, in the language of now and with the data of now', async () => {
    expect(await words(['--lang', 'ja'])).toEqual([...always, '--lang=ja', `--home=${pc.home}`]);
    expect(existsSync(join(pc.home, 'remind'))).toBe(false);
  });

  test('works as this run was told to, paths being whole', async () => {
    const pem = join(pc.home, 'ca.pem');
    const given = [
      '--bank',
      'https://bank.example',
      '--store',
      'file',
      '--store-dir',
      pc.home,
      '--proxy',
      'none',
    ];
    expect(await words([...given, '--timeout', '60', '--log-file', join(pc.home, 'x.log')])).toEqual([
      ...always,
      ...['--bank=https://bank.example', '--store=file', `--store-dir=${pc.home}`],
      ...[
        `--log-file=${join(pc.home, 'x.log')}`,
        '--proxy=none',
        '--timeout=60',
        '--lang=en',
        `--home=${pc.home}`,
      ],
    ]);
    writeFileSync(pem, '');
    expect(await words(['--sandbox', '-v', '--json', '-y'])).toEqual([
      ...always,
      ...['--sandbox', '--lang=en', `--home=${pc.home}`],
    ]);
  });

  test('variables count where no option was typed', async () => {
    writeFileSync(
      join(pc.home, 'config.json'),
      JSON.stringify({ profiles: { kyoto: { bank: 'https://kyoto.example' } } }),
    );
    const env = { CERT_TOOL_PROFILE: 'kyoto', CERT_TOOL_STORE: 'file', CERT_TOOL_LANG: 'ja' };
    expect(await words([], env)).toEqual([
      ...always,
      ...['--profile=kyoto', '--store=file', '--lang=ja', `--home=${pc.home}`],
    ]);
    expect(await words(['--bank', 'https://bank.example'], env)).toEqual([
      ...always,
      ...['--bank=https://bank.example', '--store=file', '--lang=ja', `--home=${pc.home}`],
    ]);
  });

  test('no secret of this run is in it', async () => {
    const secret = 'Kx7-geheim-Qw9';
    const env = {
      ...{ CERT_TOOL_PASSWORD: secret, CERT_TOOL_OTP: secret, CERT_TOOL_CONFIRMATION_PASSWORD: secret },
      ...{ CERT_TOOL_PROXY_PASSWORD: secret, HTTPS_PROXY: `http://u:${secret}@proxy.example:8080` },
    };
    expect((await words([], env)).join(' ')).not.toContain(secret);
    const refused = await pc.run(['remind', 'install', '--proxy', `http://u:${secret}@proxy.example:8080`]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout + refused.stderr).not.toContain(secret);
  });

  test.skipIf(POSIX_ONLY !== '')(`tells whom it was told to tell${POSIX_ONLY}`, async () => {
    const given = ['--exec', '/bin/cat', '--heartbeat', pc.home, '--ics', join(pc.home, 'a b.ics')];
    expect(await words(given)).toEqual([
      ...always,
      ...['--exec=/bin/cat', `--heartbeat=${pc.home}`, `--ics=${join(pc.home, 'a b.ics')}`, '--lang=en'],
      `--home=${pc.home}`,
    ]);
  });

  test('control characters have no place in it', async () => {
    const { exitCode, stderr } = await pc.run(['remind', 'install', '--dry-run', '--exec', '/a\nb']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('control character');
  });
});

describe('nothing is installed', () => {
  const refused = async (argv: readonly string[]) => {
    const { exitCode, error } = await pc.json(['remind', 'install', ...argv]);
    expect((await pc.json(['remind', 'status'])).state).toBe('not-installed');
    expect(readdirSync(pc.home).filter((name) => name !== 'log')).toEqual([]);
    return [exitCode, error.name];
  };

  test('that would fail every day', async () => {
    const none = join(tempFolder(), 'none');
    for (const rehearsed of [[], ['--dry-run']]) {
      expect(await refused(['--exec', none, ...rehearsed])).toEqual([5, 'not-set-up']);
      expect(await refused(['--exec', tempFolder(), ...rehearsed])).toEqual([5, 'not-set-up']);
      expect(await refused(['--heartbeat', none, ...rehearsed])).toEqual([2, 'unwritable-sheet']);
      expect(await refused(['--ics', join(none, 'x.ics'), ...rehearsed])).toEqual([2, 'unwritable-sheet']);
      expect(await refused(['--ics', tempFolder(), ...rehearsed])).toEqual([2, 'unwritable-sheet']);
    }
  });

  test('of what npx keeps, and it is said what to do; shown it is all the same', async () => {
    pc.more = { self: { isCached: true, line: () => ({ program: 'x', args: ['remind'], variables: {} }) } };
    expect(await refused([])).toEqual([5, 'not-set-up']);
    const { stderr } = await pc.run(['remind', 'install']);
    expect(stderr).toContain('npm install --global cert-tool');
    expect((await pc.run(['remind', 'install', '--dry-run'])).exitCode).toBe(0);
    expect((await pc.json(['shortcut'])).error.name).toBe('not-set-up');
  });

  test('where the record cannot be kept', async () => {
    const write = async () => {
      throw new CertToolError('data-folder-failed', { params: { folder: 'x', detail: 'x' } });
    };
    const none = { read: async () => undefined, names: async () => [], remove: async () => undefined };
    pc.more = { reminderFolder: { ...none, write } };
    expect((await refused([]))[1]).toBe('data-folder-failed');
  });
});

describe('status', () => {
  test('from nothing to a run, and back', async () => {
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      exitCode: 5,
      state: 'not-installed',
      lastRun: null,
    });
    expect(await pc.json(['remind', 'install'])).toMatchObject({
      exitCode: 0,
      outcome: 'installed',
      units: ['task'],
    });
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 0, ok: true, state: 'never-ran', active: true, installedAt: '2026-11-28T03:00:00Z' },
      ...{ units: ['task'], deployed: false, lastRun: null, nextRun: null },
    });
    // What a person runs says nothing of the scheduler.
    await pc.run(['remind', 'run']);
    expect((await pc.json(['remind', 'status'])).state).toBe('never-ran');
    later(1);
    put(pc.home, 'user1', '20261214');
    await pc.run(['remind', 'run', '--scheduled']);
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      exitCode: 0,
      state: 'well',
      lastRun: { time: '2026-11-29T03:00:00Z', version: '0.0.0-test', outcome: 'due' },
    });
    const { stdout } = await pc.run(['remind', 'status']);
    expect(stdout).toMatch(/last run +2026-11-29 12:00:00 JST \(something was due\)/);
    expect(await pc.json(['remind', 'remove'])).toMatchObject({ removed: ['task', join(pc.home, 'remind')] });
    expect((await pc.json(['remind', 'status'])).state).toBe('not-installed');
    expect(await pc.json(['remind', 'remove'])).toMatchObject({ exitCode: 0, removed: [] });
  });

  test('never ran, or not for long', async () => {
    await pc.run(['remind', 'install']);
    later(4);
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 5, state: 'overdue', lastRun: null },
      error: { message: expect.stringContaining('has never run') },
    });
    await pc.run(['remind', 'run', '--scheduled']);
    later(7.5);
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 5, state: 'overdue' },
      error: { message: expect.stringContaining('has not run since') },
    });
    await pc.run(['remind', 'install']);
    expect((await pc.json(['remind', 'status'])).state).toBe('well');
  });

  test('its last run failed', async () => {
    await pc.run(['remind', 'install']);
    await pc.run(['remind', 'run', '--scheduled', '--heartbeat', join(pc.home, 'none')]);
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 5, state: 'failed' },
      lastRun: { outcome: 'failed', error: { code: 'CT-2027', name: 'unwritable-sheet' } },
    });
    await pc.run(['remind', 'run', '--scheduled']);
    expect(await pc.json(['remind', 'status'])).toMatchObject({ exitCode: 0, state: 'well' });
  });

  test('what it starts is gone', async () => {
    const program = join(tempFolder(), 'program');
    writeFileSync(program, '');
    pc.more = { self: { isCached: false, line: (argv) => ({ program, args: argv, variables: {} }) } };
    await pc.run(['remind', 'install']);
    expect((await pc.json(['remind', 'status'])).state).toBe('never-ran');
    rmSync(program);
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 5, state: 'program-gone', missing: [program] },
      error: { message: expect.stringContaining(program), hint: expect.stringContaining('remind install') },
    });
  });

  test('switched off in the scheduler; deployed by an administrator', async () => {
    const found = (more: object): Partial<Deps> => ({
      scheduler: async () => ({
        units: async () => [],
        install: async () => [],
        remove: async () => [],
        find: async () => ({ places: ['/etc/x.timer'], isActive: true, ...more }),
      }),
    });
    pc.more = found({ isActive: false });
    expect(await pc.json(['remind', 'status'])).toMatchObject({ exitCode: 5, state: 'inactive' });
    pc.more = found({ isDeployed: true, nextRun: new Date('2026-11-29T00:31:00Z') });
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      ...{ exitCode: 0, state: 'never-ran', deployed: true, nextRun: '2026-11-29T00:31:00Z' },
    });
    const { stderr, stdout } = await pc.run(['remind', 'remove']);
    expect([stdout, stderr]).toEqual(['', expect.stringContaining('stays: /etc/x.timer')]);
    const { results } = await pc.json(['uninstall', '--yes']);
    expect(results).toContainEqual({ what: 'reminder', path: '/etc/x.timer', ok: true, outcome: 'kept' });
  });

  test('a record that nobody can read says nothing', async () => {
    await pc.run(['remind', 'install']);
    for (const name of ['installed.json', 'last-run.json'])
      writeFileSync(join(pc.home, 'remind', name), '{"x');
    expect(await pc.json(['remind', 'status'])).toMatchObject({
      exitCode: 0,
      installedAt: null,
      lastRun: null,
    });
  });
});

test('uninstall takes it away, with the start-menu entry', async () => {
  await pc.run(['remind', 'install']);
  await pc.run(['shortcut']);
  const { results, exitCode } = await pc.json(['uninstall', '--yes']);
  expect(exitCode).toBe(0);
  expect(results).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'reminder', path: 'task', outcome: 'removed' }),
      expect.objectContaining({ what: 'shortcut', path: 'entry', outcome: 'removed' }),
      expect.objectContaining({ what: 'reminder-record', outcome: 'removed' }),
    ]),
  );
  expect((await pc.json(['remind', 'status'])).state).toBe('not-installed');
});

test('uninstall goes on where the scheduler cannot be asked', async () => {
  const scheduler = await noReminders().scheduler();
  const find = async () => {
    throw notSetUp('reminder', { ja: '起動できません', en: 'schtasks.exe: it may not be executed.' });
  };
  pc.more = { scheduler: async () => ({ ...scheduler, find }) };
  await pc.run(['shortcut']);
  const { exitCode, results, warnings } = await pc.json(['uninstall', '--yes']);
  expect(exitCode).toBe(0);
  expect(results).toContainEqual(expect.objectContaining({ what: 'shortcut', outcome: 'removed' }));
  expect(warnings).toEqual([{ message: expect.stringContaining('schtasks.exe') }]);
});

test('shortcut: made, made again, taken away', async () => {
  expect(await pc.json(['shortcut', '--remove'])).toMatchObject({ exitCode: 0, removed: null });
  expect(await pc.json(['shortcut'])).toMatchObject({ exitCode: 0, path: 'entry' });
  expect(await pc.json(['shortcut'])).toMatchObject({ exitCode: 0, path: 'entry' });
  expect(await pc.json(['shortcut', '--remove'])).toMatchObject({ exitCode: 0, removed: 'entry' });
});
