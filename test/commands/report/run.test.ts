import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ago, certificate, check, failed, issued, NOW } from '../../rollout/report/support.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

function put(name: string, ...documents: readonly (object | string)[]): string {
  const file = join(folder, name);
  const lines = documents.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

interface Given {
  readonly stdin?: string | Buffer;
  readonly columns?: number;
}

async function report(argv: readonly string[], given: Given = {}) {
  const env = { CERT_TOOL_HOME: join(folder, 'home') };
  return runInProcess(['report', ...argv], { env, ...given, alter: () => ({ now: () => NOW }) });
}

async function json(argv: readonly string[], given: Given = {}) {
  const { exitCode, stdout } = await report([...argv, '--json'], given);
  return { exitCode, document: JSON.parse(stdout) };
}

test('files, folders and stdin, each form of result', async () => {
  const file = put('run.jsonl', issued('PC-1', ago(1), 'u1', 300), failed('PC-1', ago(1), 'u2'));
  mkdirSync(join(folder, 'pcs', 'nested.json'), { recursive: true });
  put('pcs/pc-2.json', JSON.stringify(check('PC-2', ago(1), [certificate('u3', 5)]), null, 2));
  put('pcs/pc-3.JSON', check('PC-3', ago(1), [certificate('u4', -1)]));
  put('pcs/notes.txt', 'nothing of ours');
  const stdin = Buffer.from(`\uFEFF${JSON.stringify(issued('PC-4', ago(1), 'u5', 300))}`, 'utf16le');
  const { exitCode, document } = await json([file, join(folder, 'pcs'), '-'], { stdin });
  expect([exitCode, document.ok]).toEqual([0, true]);
  expect(document.counts).toMatchObject({ users: 5, pcs: 4, expired: 1, due: 1, failed: 1, silent: 0 });
  expect(document.users).toMatchObject([
    { loginId: 'u1', device: 'PC-1', states: ['issued'], result: { outcome: 'issued' }, lastSeen: ago(1) },
    { loginId: 'u2', states: ['failed'], result: { code: 'CT-3001', name: 'credentials-refused' } },
    { loginId: 'u3', states: ['due'], lastWorkingDay: '2026-12-02', workingDaysLeft: 3 },
    { loginId: 'u4', states: ['expired'] },
    { loginId: 'u5' },
  ]);
  expect(document.failures).toMatchObject([
    { code: 'CT-3001', concerned: [{ loginId: 'u2', device: 'PC-1' }] },
  ]);
  expect(document.expiries[0]).toEqual({ date: '2026-11-27', lastWorkingDay: '2026-11-26', count: 1 });
  expect(document).not.toHaveProperty('warnings');
});

test('a file that was named twice counts once, and the order of files counts for nothing', async () => {
  const one = put('b.jsonl', failed('PC-1', ago(2), 'u'));
  const two = put('a.jsonl', issued('PC-1', ago(1), 'u', 300));
  for (const files of [
    [one, two, one],
    [two, one],
  ]) {
    const { document } = await json(files);
    expect(document.users).toMatchObject([{ states: ['issued'] }]);
  }
});

describe('what cannot be understood', () => {
  test('is told by file and line, and the rest counts', async () => {
    const whole = issued('PC-1', ago(1), 'u1', 300);
    const torn = JSON.stringify(whole).slice(0, 40);
    const { time: _, ...undated } = check('PC-2', ago(1), []);
    const file = put('run.jsonl', torn, whole, { hello: 1 }, undated, torn);
    const { exitCode, stdout, stderr } = await report([file, '--json']);
    expect([exitCode, JSON.parse(stdout).counts.users]).toEqual([0, 1]);
    expect(stderr).toContain(`${file} cannot be used: line 1, 5: no JSON`);
    expect(stderr).toContain('line 3: no result of cert-tool');
    expect(stderr).toContain('line 4: without time and device');
    const names = JSON.parse(stdout).warnings.map(({ name }: { name: string }) => name);
    expect(names).toEqual(Array(3).fill('unreadable-file'));
    const many = await report([put('many.jsonl', whole, ...Array(25).fill('x'))]);
    expect(many.stderr).toContain('line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 15 more: no JSON');
  });

  test('a file of a folder spoils no other; all of them do: exit code 2', async () => {
    mkdirSync(join(folder, 'pcs'));
    const bad = join(folder, 'pcs', 'a.json');
    writeFileSync(bad, Buffer.from([0x83, 0x65, 0x83, 0x58]));
    const first = await report([join(folder, 'pcs')]);
    expect(first).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(bad) });
    put('pcs/b.json', check('PC-1', ago(1), []));
    expect(await report([join(folder, 'pcs')])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(bad),
    });
  });

  test.each([
    ['no JSON at all', 'hello\nworld'],
    ['documents without time and device', JSON.stringify({ ok: true, store: 'file', certificates: [] })],
  ])('%s: exit code 2', async (_, text) => {
    expect(await report([put('x.json', text)])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('a file that is not there: exit code 2, and nothing is written', async () => {
    const out = join(folder, 'page.html');
    const good = put('x.json', check('PC-1', ago(1), []));
    const { exitCode, stderr } = await report([good, join(folder, 'y.json'), '--out', out]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('y.json cannot be used: it does not exist'),
    ]);
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('a list that names nobody: exit code 2', async () => {
    const good = put('x.json', check('PC-1', ago(1), []));
    const { exitCode, stderr } = await report([good, '--expected', put('list.csv', 'name', 'x')]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('loginId or device')]);
  });
});

test('nothing yet: said, and with a list everybody is silent', async () => {
  mkdirSync(join(folder, 'pcs'));
  const expected = put('users.csv', 'loginId,password', 'u1,secret', 'u2,secret');
  const { exitCode, document } = await json([join(folder, 'pcs'), '--expected', expected]);
  expect([exitCode, document.counts.silent, document.warnings.length]).toEqual([0, 2, 1]);
  expect(document.silent).toEqual([
    { loginId: 'u1', why: 'never' },
    { loginId: 'u2', why: 'never' },
  ]);
});

test('results from the future are told', async () => {
  const { stderr } = await report([put('x.json', check('PC-1', ago(-2), []), check('PC-2', ago(-0.5), []))]);
  expect(stderr).toContain('Results from the future (the clock of the PC may be wrong): PC-1');
  expect(stderr).not.toContain('PC-2');
});

describe('where the page goes', () => {
  test('to another program: the page on stdout and nothing else', async () => {
    const { stdout } = await report([put('x.json', check('PC-1', ago(1), [certificate('u', 5)]))]);
    expect(stdout).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
  });

  test('on a terminal: the numbers, and how to get the page', async () => {
    const file = put('x.json', check('PC-1', ago(1), [certificate('u', 5)]));
    const { stdout, stderr } = await report([file], { columns: 80 });
    expect(stdout).toMatch(/To be seen to now: 1\.\nExpired +0\nEnd within 14 working days +1\n/);
    expect(stderr).toContain('--out <file.html>');
  });

  test('to files for their owner alone; what is there is replaced with --yes alone', async () => {
    const file = put('x.json', check('PC-1', ago(1), [certificate('u', 5)]));
    const [out, csv] = [join(folder, 'page.html'), join(folder, 'table.csv')];
    const { document } = await json([file, '--out', out, '--csv', csv, '--lang', 'ja']);
    expect(document).toMatchObject({ page: out, table: csv });
    expect(readFileSync(out, 'utf8')).toContain('<html lang="ja">');
    expect(readFileSync(csv, 'utf8')).toMatch(/^\uFEFFログインID/);
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600);
    const again = await json([file, '--out', out]);
    expect(again).toMatchObject({ exitCode: 2, document: { error: { name: 'unwritable-sheet' } } });
    expect(again.document.error.hint).toContain('--out');
    expect((await json([file, '--csv', csv])).document.error.hint).toContain('--csv');
    const other = put('other.html', '<!DOCTYPE html><p>mine</p>');
    for (const option of ['--out', '--csv']) {
      expect((await json([file, option, other, '--yes'])).document.error.name).toBe('unwritable-sheet');
    }
    expect((await json([file, '--csv', csv, '--yes'])).exitCode).toBe(0);
    const { exitCode, stdout } = await report([file, '--out', out, '--yes']);
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('<html')]);
    expect(readFileSync(out, 'utf8')).toContain('<html lang="en">');
  });
});
