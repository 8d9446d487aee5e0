import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { acquireLock } from '../../../src/system/lock.ts';
import { fill, mountTmpfs, rootTest } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored, recorded } from './examined.ts';

/** The program, its settings and its folders, made wrong: for real where this machine can, else by a recorded answer. */

const posixTest = test.skipIf(process.platform === 'win32');
const BANK = ['--bank', 'https://localhost:1'];

function configured(text: string): string {
  const home = tempFolder();
  writeFileSync(join(home, 'config.json'), text);
  return home;
}

describe('the program', () => {
  test('a Node that is too old (recorded)', async () => {
    const alter = recorded((probes) => ({ runtime: () => ({ ...probes.runtime(), node: '18.20.0' }) }));
    const { document } = await doctored(tempFolder(), BANK, { alter });
    expect(document).toMatchObject({ cause: 'node', error: { name: 'node-too-old' } });
    expect(document.verdict).toContain('18.20.0');
  });

  test('TLS whose verification is switched off', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { document, exitCode, check } = await doctored(tempFolder(), BANK, { env });
    expect(exitCode).toBe(11);
    expect(document).toMatchObject({ cause: 'tls-verification', error: { code: 'CT-2007' } });
    expect(check('bank-address')).toMatchObject({ status: 'not-examined', because: 'tls-verification' });
  });
});

describe('the settings', () => {
  test.each([
    ['no JSON', '{', 'config-files', 'invalid-config'],
    ['a setting that is none', '{"timeout":"soon"}', 'config-files', 'invalid-config'],
    ['a bank that is no address', '{"bank":"ftp://bank.example"}', 'config-files', 'invalid-config'],
    ['a profile that is not there', '{"profile":"kyoto"}', 'settings', 'invalid-config'],
  ])('%s', async (_what, text, cause, name) => {
    const { document, exitCode } = await doctored(configured(text));
    expect([document.cause, document.error?.name, exitCode]).toEqual([cause, name, 11]);
  });

  test('a wrong address in the environment', async () => {
    const { document, check } = await doctored(tempFolder(), [], {
      env: { CERT_TOOL_BANK: 'http://bank.example' },
    });
    expect(document.cause).toBe('settings');
    expect(document.error?.name).toBe('invalid-bank-url');
    expect(check('bank-address').status).toBe('not-examined');
  });

  test('no bank at all', async () => {
    const { document, check } = await doctored(tempFolder());
    expect(document).toMatchObject({ cause: 'bank-address', error: { code: 'CT-2003' } });
    expect(check('ca-file').status).toBe('ok');
  });

  test('a config file that cannot be read', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'config.json'));
    expect((await doctored(home)).document).toMatchObject({
      cause: 'config-files',
      error: { name: 'unreadable-file' },
    });
  });

  test('root certificates that are none', async () => {
    const file = join(tempFolder(), 'root.pem');
    writeFileSync(file, 'no certificate');
    const { document } = await doctored(tempFolder(), [...BANK, '--ca-file', file]);
    expect(document).toMatchObject({ cause: 'ca-file', error: { name: 'unreadable-file' } });
  });

  test('a log that cannot be written', async () => {
    const { document } = await doctored(tempFolder(), [...BANK, '--log-file', '/nowhere/log']);
    expect(document).toMatchObject({ cause: 'settings', error: { name: 'unwritable-log' } });
  });

  test('what the PC’s config locks, and a file of the PC that others could have written (recorded)', async () => {
    const why = { ja: 'x', en: 'others can write to it' };
    const alter = recorded(() => ({
      config: async () => ({
        files: [{ owner: 'machine', path: '/etc/cert-tool/config.json', isThere: true, whyUnused: why }],
        faults: [],
        outvoted: [],
        led: [],
        overridden: [{ place: '--store', setting: 'store', file: '/etc/cert-tool/config.json' }],
      }),
    }));
    const { check } = await doctored(tempFolder(), BANK, { alter });
    expect(check('config-files')).toMatchObject({ status: 'warning', error: { name: 'invalid-config' } });
    expect(check('locked-settings').error?.message).toContain('--store');
  });

  test('what is typed wrongly is a wrong usage', async () => {
    const env = { CERT_TOOL_HOME: tempFolder() };
    const { runInProcess } = await import('../../support/run-in-process.ts');
    expect((await runInProcess(['doctor', '--bank', 'ftp://x'], { env })).exitCode).toBe(2);
    expect((await runInProcess(['doctor', 'a b/c'], { env })).exitCode).toBe(2);
  });
});

describe('the folders', () => {
  posixTest('one that all can write to', async () => {
    const home = tempFolder();
    chmodSync(home, 0o777);
    const { document, check } = await doctored(home, ['taro', ...BANK]);
    expect(document).toMatchObject({ cause: 'data-folder', error: { code: 'CT-7004' } });
    expect(check('store').status).toBe('not-examined');
    // Nothing that is in it is believed.
    expect(document.user).toEqual({ loginId: 'taro', can: 'unknown' });
  });

  posixTest('a symbolic link in the place of the journal', async () => {
    const home = tempFolder();
    symlinkSync(tempFolder(), join(home, 'journal'));
    expect((await doctored(home, BANK)).document.cause).toBe('data-folder');
  });

  rootTest('somebody else’s', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'journal'), { mode: 0o700 });
    execFileSync('chown', ['65534', join(home, 'journal')]);
    expect((await doctored(home, BANK)).document).toMatchObject({
      cause: 'data-folder',
      error: { code: 'CT-7004' },
    });
  });

  rootTest('a disk that is read-only', async () => {
    const home = mountTmpfs('size=64k');
    execFileSync('mount', ['-o', 'remount,ro', home]);
    const { document } = await doctored(home, BANK);
    expect(document).toMatchObject({ cause: 'data-folder-writable', error: { name: 'data-folder-failed' } });
  });

  rootTest('a disk that is full', async () => {
    const home = mountTmpfs('size=2m');
    fill(join(home, 'large'));
    expect((await doctored(home, BANK)).document).toMatchObject({
      cause: 'disk',
      error: { name: 'store-full' },
    });
  });

  rootTest('a disk that takes no more files', async () => {
    const home = mountTmpfs('size=4m,nr_inodes=20');
    const { document, check } = await doctored(home, [...BANK]);
    expect(document).toMatchObject({ cause: 'disk', error: { name: 'store-full' } });
    expect(check('disk').detail).toContain('inodes');
  });

  test('a file in the place of the folder', async () => {
    const home = join(tempFolder(), 'file');
    writeFileSync(home, '');
    const { check } = await doctored(home, BANK);
    expect(check('data-folder').error?.message).toContain('a file is where a folder should be');
  });

  test('little room (recorded)', async () => {
    const alter = recorded(() => ({
      dataFolderWritable: async () => ({ folder: '/data', free: 20 * 1024 * 1024 }),
    }));
    const { check } = await doctored(tempFolder(), BANK, { alter });
    expect(check('disk')).toMatchObject({ status: 'warning', detail: '20 MiB are left' });
  });

  rootTest('a folder in the memory does not last', async () => {
    const home = mountTmpfs('size=4m');
    const { check } = await doctored(home, [...BANK, '--store', 'file']);
    expect(check('lasting')).toMatchObject({ status: 'failed', error: { name: 'place-not-lasting' } });
  });

  test('another cert-tool at work', async () => {
    const home = tempFolder();
    const lock = await acquireLock(join(home, 'locks', 'x'), {
      waitMs: 0,
      signal: new AbortController().signal,
      busy: () => new CertToolError('busy'),
    });
    const { check } = await doctored(home, BANK);
    await lock.release();
    expect(check('busy')).toMatchObject({ status: 'warning', error: { name: 'busy' } });
  });
});

describe('the store', () => {
  test('a folder whose parent is missing', async () => {
    const { document } = await doctored(tempFolder(), [...BANK, '--store-dir', join(tempFolder(), 'a', 'b')]);
    expect(document.checks.find(({ id }) => id === 'store-readable')).toMatchObject({
      status: 'failed',
      error: { name: 'store-missing' },
    });
  });

  rootTest('one that is read-only', async () => {
    const store = mountTmpfs('size=64k');
    execFileSync('mount', ['-o', 'remount,ro', store]);
    const { check } = await doctored(tempFolder(), [...BANK, '--store-dir', store]);
    expect(check('store-writable')).toMatchObject({ status: 'failed', error: { name: 'store-read-only' } });
    expect(check('store-readable').status).toBe('ok');
  });

  test.skipIf(process.platform === 'win32')('one of Windows elsewhere', async () => {
    const { check } = await doctored(tempFolder(), [...BANK, '--store', 'powershell']);
    expect(check('store')).toMatchObject({ status: 'failed', error: { name: 'store-not-available' } });
    expect(check('key-signs').status).toBe('not-examined');
  });

  test.each([
    ['program-missing', { program: 'powershell.exe' }],
    ['powershell-restricted', {}],
    ['net-framework-too-old', {}],
  ] as const)('%s, and certutil in its place (recorded)', async (name, params) => {
    const reason = new CertToolError(name, { params });
    const alter = recorded(() => ({
      store: async () => ({ kind: 'certutil', passedOver: [{ kind: 'powershell', reason }] }),
    }));
    const { check } = await doctored(tempFolder(), BANK, { alter });
    expect(check('store-programs')).toMatchObject({ status: 'warning', error: { name } });
    expect(check('store-programs').detail).toContain('certutil');
  });

  test.each(['strong-key-protection', 'system-account', 'other-account'] as const)(
    '%s (recorded)',
    async (name) => {
      const params = { account: 'SYSTEM', desktop: 'taro' };
      const alter = recorded(() => ({ store: () => Promise.reject(new CertToolError(name, { params })) }));
      const { check } = await doctored(tempFolder(), BANK, { alter });
      expect(check('store')).toMatchObject({ status: 'failed', error: { name } });
    },
  );
});
