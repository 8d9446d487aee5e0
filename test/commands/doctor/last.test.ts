import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { loggedError } from '../../../src/core/logged-error.ts';
import { ownedName } from '../../../src/system/process-identity.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The last failed run, by the log that real runs have kept; what cannot be had so is written as a run would. */

let home: string;
beforeEach(() => {
  home = tempFolder();
});

const run = (argv: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  runInProcess(argv, { env: { CERT_TOOL_HOME: home, HOME: home, CERT_TOOL_LANG: 'en', ...more } });
const lines = async (...argv: string[]) => {
  const { stdout, exitCode } = await run(['doctor', '--last', ...argv]);
  return { exitCode, shown: stdout.trimEnd().split('\n') };
};
const json = async (...argv: string[]) => {
  const { stdout, exitCode } = await run(['doctor', '--last', '--json', ...argv]);
  return { exitCode, ...JSON.parse(stdout) };
};

function write(name: string, ...records: object[]): void {
  const folder = join(home, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 10, 28, 5, 0, index)).toISOString();
    const text = `${JSON.stringify({ time, run: name, ...record })}\n`;
    appendFileSync(join(folder, '00000001.jsonl'), text, { mode: 0o600 });
  }
}
const failing = (loginId: string, code: string, name: string, more = {}) => [
  { event: 'start', command: 'issue', loginId, bank: 'https://bank.example' },
  { event: 'error', level: 'error', code, name, ...more },
  { event: 'end', outcome: 'failed', exitCode: 3, code, name },
];
const good = { event: 'end', outcome: 'issued', exitCode: 0 };

test('nothing that failed: nothing to do', async () => {
  expect(await lines()).toEqual({ exitCode: 0, shown: ['No failed run is in the log.'] });
  expect(await json()).toMatchObject({ exitCode: 0, ok: true, last: null, checks: [] });
});

test('a run that could not reach the bank, in both languages', async () => {
  const issue = ['issue', 'taro', '--bank', 'https://127.0.0.1:1', '--no-input', '--password-stdin'];
  expect((await run(issue, { CERT_TOOL_TIMEOUT: '1' })).exitCode).not.toBe(0);
  const { exitCode, last, error, checks, ...others } = await json('--bank', 'https://127.0.0.1:1');
  expect(exitCode).toBe(11);
  expect(last).toMatchObject({ command: 'issue', loginId: 'taro', bank: 'https://127.0.0.1:1' });
  expect(error).toMatchObject({ code: last.code, name: last.name, exitCode: 11 });
  expect(others).toMatchObject({ ok: false, user: { loginId: 'taro' } });
  const { shown } = await lines('--bank', 'https://127.0.0.1:1');
  expect(shown[0]).toContain(`Last failed run issue (`);
  expect(shown[0]).toContain(`run ${last.run}) ${last.code}: ${last.message}`);
  expect(shown[1]).toBe(last.hint);
  expect(shown.at(-1)).toBe(shown[0]);
  const japanese = (await lines('--bank', 'https://127.0.0.1:1', '--lang', 'ja')).shown;
  expect(japanese[0]).toMatch(/^最後に失敗した実行 issue(.+、記録番号 .+)は CT-\d+: /);
});

test.each([[[]], [['--check']], [['--check', '--json']]])(
  'a list that could not be made: %j',
  async (more) => {
    await run(['list', '--store-dir', join(home, 'nowhere', 'store'), ...more]);
    const { shown } = await lines();
    expect(shown[0]).toMatch(/^Last failed run list \(.+\) CT-7001: The certificate store .+ does not exist/);
  },
);

test('what the log keeps by its name alone is told in full where it is found today', async () => {
  writeFileSync(join(home, 'config.json'), '{');
  await run(['list']);
  expect((await lines()).shown[0]).toMatch(
    /CT-2004: The config file .+config\.json cannot be used: it is not JSON/,
  );
  writeFileSync(join(home, 'config.json'), '{}');
  expect((await lines()).shown[0]).toContain('CT-2004: The config file <file> cannot be used');
});

describe('which run it is', () => {
  test('what was cancelled, or only tells of something due, has not failed', async () => {
    write('aaaaa', ...failing('taro', 'CT-3001', 'credentials-refused'));
    write('bbbbb', { event: 'start' }, { event: 'end', outcome: 'cancelled', exitCode: 130 });
    write('ccccc', { event: 'start' }, { event: 'end', outcome: 'attention', exitCode: 11 });
    expect((await json()).last).toMatchObject({ run: 'aaaaa', code: 'CT-3001' });
  });

  test('of one user alone where a login ID is typed', async () => {
    write('aaaaa', ...failing('taro', 'CT-3001', 'credentials-refused'));
    write('bbbbb', ...failing('jiro', 'CT-3001', 'credentials-refused'));
    expect((await json()).last.run).toBe('bbbbb');
    expect((await json('taro')).last.run).toBe('aaaaa');
    expect((await json('saburo')).last).toBeNull();
  });

  test('one that failed before it knew of whom it was is told where none of this user has', async () => {
    const start = { event: 'start', command: 'renew', bank: 'https://bank.example' };
    const name = 'certificate-not-found';
    write('aaaaa', start, { event: 'end', outcome: 'failed', exitCode: 8, code: 'CT-8001', name });
    const { exitCode, shown } = await lines('taro');
    expect(exitCode).toBe(0);
    expect(shown).toEqual([
      'No failed run of taro is in the log.',
      expect.stringMatching(
        /^One has failed before .+: renew \(.+, run aaaaa\)\. See ".+ log --run aaaaa"\.$/,
      ),
      shown[0],
    ]);
    write('bbbbb', ...failing('taro', 'CT-3001', 'credentials-refused'));
    expect((await json('taro')).last.run).toBe('bbbbb');
  });

  test('the same has succeeded since: told, and no reason to act', async () => {
    write('aaaaa', ...failing('taro', 'CT-3001', 'credentials-refused'));
    const start = { event: 'start', command: 'issue', bank: 'https://bank.example' };
    write('bbbbb', { ...start, loginId: 'jiro' }, good);
    expect((await json()).exitCode).toBe(11);
    write('ccccc', { ...start, loginId: 'taro' }, good);
    const { exitCode, ok, last } = await json('--sandbox');
    expect([exitCode, ok, last.madeGoodBy]).toEqual([0, true, 'ccccc']);
    expect((await lines()).shown).toContain('The same command has succeeded since then (run ccccc).');
  });
});

describe('what it shows', () => {
  test('what bears on it, and no more', async () => {
    write('aaaaa', ...failing('taro', 'CT-3001', 'credentials-refused', { requestId: 'R-7' }));
    const { checks, last } = await json();
    const ids = checks.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['refusals', 'unfinished', 'clock']));
    expect(ids).not.toContain('browser-policy');
    expect(last.requestId).toBe('R-7');
    expect((await lines()).shown.join('\n')).toContain('R-7');
  });

  test('everything of what nobody foresaw, and of an error of a version to come', async () => {
    write('aaaaa', ...failing('taro', 'CT-1001', 'internal'));
    const ids = (await json()).checks.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['node', 'reminder', 'tls-root']));
    write('bbbbb', ...failing('a b\u001b[31m', 'CT-3999', 'of-next-year'));
    const { last, user } = await json();
    expect(last).toMatchObject({ run: 'bbbbb', code: 'CT-3999', name: 'of-next-year' });
    expect(user).toBeUndefined();
    expect((await lines()).shown[0]).toContain('CT-3999: This cert-tool does not know that error');
  });

  test('hostile words of a log stay words', async () => {
    const params = { detail: '\u001b[31mred\u202e\nsecond' };
    write('aaaaa', ...failing('__proto__', 'CT-1001', 'internal', { params }));
    write(
      'bbbbb',
      { event: 'start', command: '\u001b[2J\nx' },
      { event: 'end', outcome: 'failed', exitCode: 1 },
    );
    const { shown } = await lines();
    expect(shown.join('')).not.toMatch(/undefined|\[object|[\p{Cc}\p{Cf}]/u);
  });
});

test('it explains, and puts nothing right', async () => {
  expect((await run(['doctor', '--last', '--fix'])).exitCode).toBe(2);
});

test('what was missing is named: these words are the program’s own', async () => {
  const what = { ja: 'ログインパスワード', en: 'login password' };
  const params = { what, option: '--password-stdin', variable: 'CERT_TOOL_PASSWORD' };
  const logged = loggedError(new CertToolError('missing-input', { params }));
  write('aaaaa', ...failing('taro', 'CT-2002', 'missing-input', logged));
  const { last } = await json();
  expect(last.message).toBe('The login password is missing.');
  expect(last.hint).toContain('CERT_TOOL_PASSWORD');
});

describe('a run that was cut short', () => {
  const START = { event: 'start', command: 'issue', loginId: 'taro', bank: 'https://bank.example' };
  const cut = { ...START, process: '999999999-1-0123456789ab' };
  const met = { event: 'error', level: 'error', code: 'CT-6004', name: 'timeout' };

  test('is the last failure, in both languages, whatever it had met before', async () => {
    write('bbbbb', ...failing('taro', 'CT-3001', 'credentials-refused'));
    write('ccccc', cut, met);
    const { shown, exitCode } = await lines();
    expect(exitCode).toBe(11);
    expect(shown[0]).toMatch(/^Last failed run issue \(.+, run ccccc\) CT-11013: It was cut short/);
    expect(shown[1]).toMatch(/^Run the same command again: /);
    expect((await lines('--lang', 'ja')).shown[0]).toMatch(/記録番号 ccccc\)は CT-11013: .*途切れています/);
    expect(await json()).toMatchObject({
      error: { code: 'CT-11013', name: 'run-cut-short', exitCode: 11 },
      last: { run: 'ccccc', code: 'CT-11013', loginId: 'taro' },
    });
  });

  test('is none while it is at work, nor for another user', async () => {
    write('bbbbb', ...failing('taro', 'CT-3001', 'credentials-refused'));
    write('ccccc', { ...START, process: ownedName('') });
    expect((await json()).last).toMatchObject({ run: 'bbbbb' });
    write('ddddd', { ...cut, loginId: 'hanako' });
    expect((await json('taro')).last).toMatchObject({ run: 'bbbbb' });
  });

  test('is made good by the same command', async () => {
    write('ccccc', cut);
    write('ddddd', START, good);
    expect((await json()).last).toMatchObject({ run: 'ccccc', madeGoodBy: 'ddddd' });
  });
});
