import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificatesHere, companyForTest, passwordOf } from '../support/company.ts';
import { leftBehind, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { endings, type ListedResult, listFile, resultsIn } from '../support/user-list.ts';

async function companyWith(howMany: number) {
  const company = await companyForTest(join(tempFolder(), 'bank'));
  const loginIds = Array.from({ length: howMany }, (_, index) => `user${index}`);
  await company.add(Object.fromEntries(loginIds.map((loginId) => [loginId, { state: 'not-issued' }])));
  const rows = loginIds.map((loginId) => [loginId, passwordOf(loginId)]);
  return { company, loginIds, list: listFile('loginId,password', rows), home: tempFolder() };
}

const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);

test.skipIf(process.platform === 'win32').each([
  ['SIGKILL', null],
  ['SIGINT', 130],
] as const)(
  `a list that %s ends half-way: the same command again does the rest, and nothing twice${POSIX_ONLY}`,
  async (signal, code) => {
    const { company, loginIds, list, home } = await companyWith(8);
    const results = join(home, 'results.jsonl');
    const argv = ['issue', '--from', list, '--jobs', '2', '--results', results, '--json'];
    const { env } = company;
    const first = startCli(home, argv, { env });
    await expect.poll(() => linesOf(results), { timeout: 30_000, interval: 10 }).toBeGreaterThan(1);
    first.child.kill(signal);
    const ended = await first.result;
    expect(ended.code).toBe(code);
    const before = resultsIn(results);
    const done = before.filter(({ ok }) => ok).map(({ loginId }) => loginId);
    expect(done.length).toBeLessThan(loginIds.length);
    if (code !== null) expect(before.map(({ loginId }) => loginId).sort()).toEqual(loginIds);

    const second = await runCli(home, argv, { env });
    expect([second.code, second.stderr]).toEqual([0, '']);
    const ends = new Map(endings(JSON.parse(second.stdout).results));
    expect([...ends.keys()]).toEqual(loginIds);
    for (const loginId of done) expect(ends.get(loginId)).toBe('already-valid');
    const log = await company.control((control) => control.log());
    const issued = log.filter(({ act }) => act === 'certificate-issued').map(({ loginId }) => loginId);
    expect(issued.sort()).toEqual(loginIds);
    const here = await certificatesHere(home);
    expect(here.filter(({ signs }) => signs)).toHaveLength(loginIds.length);
    expect(leftBehind(home)).toEqual([]);
    expect(resultsIn(results).slice(before.length)).toHaveLength(loginIds.length);
  },
);

test('many at once: Node warns of nothing', async () => {
  const { company, list, home } = await companyWith(12);
  const run = await runCli(home, ['issue', '--from', list, '--jobs', '12', '--dry-run'], {
    env: company.env,
  });
  expect([run.code, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain('12 rehearsed');
});

const USERS = Array.from({ length: 40 }, (_, index) => `user${index + 1}`);
const LONGEST_MS = 240_000;

test.skipIf(process.platform === 'win32')(
  `a list of ${USERS.length} users at a bank with faults, killed twice: each has one certificate, which signs${POSIX_ONLY}`,
  async () => {
    const home = join(tempFolder(), 'home');
    const requests = { count: 0, killAt: Number.POSITIVE_INFINITY, kill: () => {} };
    const company = await companyForTest(tempFolder(), {
      faults: [
        { name: '503', probability: 0.03 },
        { name: 'drop-after-issue', probability: 0.1 },
        { name: 'truncated', probability: 0.03 },
      ],
      onExchange({ method, path }) {
        if (method !== 'POST' || path !== '/v1/certificates') return;
        requests.count += 1;
        if (requests.count === requests.killAt) requests.kill();
      },
    });
    await company.add(Object.fromEntries(USERS.map((loginId) => [loginId, { state: 'not-issued' }])));
    const list = listFile(
      'loginId,password',
      USERS.map((loginId) => [loginId, passwordOf(loginId)]),
    );
    const results = join(tempFolder(), 'results.jsonl');
    const args = ['issue', '--from', list, '--results', results, '--json', '--jobs', '4'];
    const run = async (killAfter?: number) => {
      const started = startCli(home, args, { env: company.env });
      requests.killAt = killAfter === undefined ? Number.POSITIVE_INFINITY : requests.count + killAfter;
      requests.kill = () => started.child.kill('SIGKILL');
      return started.result;
    };

    expect((await run(9)).signal).toBe('SIGKILL');
    expect((await run(11)).signal).toBe('SIGKILL');
    // A certificate that is installed but could not be confirmed is no failure: the next run tells the bank.
    const ends = () => endings(JSON.parse(last.stdout).results);
    const isOver = () => ends().every(([, end]) => end === 'already-valid');
    let last = await run();
    for (let again = 0; again < 20 && !isOver(); again++) last = await run();
    expect(ends(), last.stderr).toEqual(USERS.map((loginId) => [loginId, 'already-valid']));
    expect(last.code).toBe(0);
    const here = await certificatesHere(home);
    const loginIds = here.map(({ commonName }) => commonName.split(' ')[0] ?? '');
    expect(loginIds.toSorted()).toEqual(USERS.toSorted());
    expect(here.filter(({ signs }) => !signs)).toEqual([]);
    expect(leftBehind(home)).toEqual([]);
    const entries = await company.control((control) => control.log());
    const issued = entries.filter(({ act }) => act === 'certificate-issued');
    expect(issued.map(({ loginId }) => loginId).toSorted()).toEqual(USERS.toSorted());
    expect(entries.filter(({ act }) => act === 'locked')).toEqual([]);
    // Each was told of once as done, in whichever run, but for those of whom the bank had to be told once more.
    const isToldAgain = ({ warnings }: ListedResult) =>
      warnings?.some(({ name }) => name === 'not-confirmed');
    const done = resultsIn(results).filter((row) => row.outcome === 'issued' && !isToldAgain(row));
    expect(new Set(done.map(({ loginId }) => loginId)).size).toBe(done.length);
  },
  LONGEST_MS,
);
