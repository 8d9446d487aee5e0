import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/core/csv.ts';
import { type Company, openCompany, passwordOf } from '../../support/company.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { endings, type ListedResult } from '../../support/user-list.ts';

const folder = makeTempFolder();
const home = join(folder, 'home');
const BOSS = 'boss';
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    [BOSS]: { role: 'administrator', state: 'issued' },
    '-dash': { state: 'not-issued', name: '=1+1' },
    '0042': { state: 'not-issued', name: 'データ, 一郎' },
    gone: { state: 'revoked' },
  });
  await company.install(home, BOSS);
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const ENV = { CERT_TOOL_LOGIN_ID: BOSS, CERT_TOOL_PASSWORD: passwordOf(BOSS) };

function list(argv: readonly string[], at = company.args) {
  return runInProcess(['list', ...argv, ...at], { env: { CERT_TOOL_HOME: home, ...ENV } });
}

test('list --users --json names the bank', async () => {
  const { stdout } = await list(['--users', '--json']);
  const bank = { id: expect.stringMatching(/^demo-/), name: expect.any(String) };
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, bank });
});

describe('list --users --csv', () => {
  test('stdout is the table and nothing else; what is to be said besides is on stderr', async () => {
    await company.control((control) => control.rules(['certificatesPerContract=20']));
    const { exitCode, stdout, stderr } = await list(['--users', '--csv', '--lang', 'ja']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\uFEFFログインID,(?:[^\n]*[^\r\n]\r\n)+$/);
    expect(stderr).toContain('上限');
    const [header = [], ...rows] = readCsv(stdout.slice(1)).map((cells) => cells.map(({ text }) => text));
    expect(header).toContain('証明書状態');
    const rowOf = (loginId: string) => rows.find(([first]) => first === loginId);
    expect(rowOf(BOSS)).toEqual(
      expect.arrayContaining([
        `データ${BOSS}`,
        '管理者ユーザ',
        '発行済み',
        expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      ]),
    );
    expect(rowOf("'-dash")?.slice(1, 4)).toEqual(["'=1+1", '一般ユーザ', '未発行']);
    expect(rowOf("'0042")?.[1]).toBe('データ, 一郎');
  });

  test('the order and the choice are those of the table', async () => {
    const { stdout } = await list(['--users', '--csv', '--desc', '--expiring', '36500', '--lang', 'en']);
    const loginIds = readCsv(stdout.slice(1)).map(([first]) => first?.text);
    expect(loginIds[0]).toBe('Login ID');
    expect(loginIds).toContain(BOSS);
    expect(loginIds).not.toContain('gone');
    expect(loginIds.slice(1)).toEqual(loginIds.slice(1).toSorted().toReversed());
  });

  test('with a column of passwords issue --from takes it', async () => {
    const { stdout } = await list(['--users', '--csv', '--lang', 'ja']);
    const [header = '', ...lines] = stdout.trimEnd().split('\r\n');
    const wanted = lines.filter((line) => line.startsWith("'"));
    const loginIds = wanted.map((line) => line.slice(1).split(',', 1)[0] ?? '');
    const rows = wanted.map((line, at) => `${line},${passwordOf(loginIds[at] ?? '')}`);
    const file = join(tempFolder(), 'users.csv');
    writeFileSync(file, `${[`${header},パスワード`, ...rows].join('\r\n')}\r\n`, { mode: 0o600 });
    const issued = await runInProcess(['issue', '--from', file, '--json', ...company.args], {
      env: { CERT_TOOL_HOME: tempFolder() },
    });
    const { results }: { results: ListedResult[] } = JSON.parse(issued.stdout);
    expect(endings(results)).toEqual(loginIds.map((loginId) => [loginId, 'issued']));
    expect(loginIds.toSorted()).toEqual(['-dash', '0042']);
  });

  test('report --expected takes it as it is', async () => {
    const file = join(tempFolder(), 'users.csv');
    writeFileSync(file, (await list(['--users', '--csv', '--lang', 'en'])).stdout, { mode: 0o600 });
    const check = join(tempFolder(), 'pc.json');
    writeFileSync(check, (await list(['--check', '--json'])).stdout);
    const { stdout } = await runInProcess(['report', check, '--expected', file, '--json'], {
      env: { CERT_TOOL_HOME: home },
    });
    const silent: { loginId: string }[] = JSON.parse(stdout).silent;
    const names = silent.map(({ loginId }) => loginId);
    expect(names).toEqual(expect.arrayContaining(['-dash', '0042', 'gone']));
    expect(names).not.toContain(BOSS);
    expect(readFileSync(file, 'utf8')).toContain(BOSS);
  });
});

test.each([
  [['--csv'], 'CT-2001', '--users'],
  [['--csv', '--check'], 'CT-2001', '--users'],
  [['--users', '--csv', '--json'], 'CT-2011', '--csv, --json'],
  [['--users', '--csv', '--check'], 'CT-2011', '--users, --check'],
])('%j is refused before anything is asked', async (argv, code, words) => {
  const { exitCode, stdout, stderr } = await list([...argv, '--lang', 'en'], ['--store', 'file']);
  expect(exitCode).toBe(2);
  expect(stdout + stderr).toContain(code);
  expect(stdout + stderr).toContain(words);
});
