import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificatesHere, companyForTest, passwordOf } from '../support/company.ts';
import { leftBehind, POSIX_ONLY, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const USERS = Array.from({ length: 40 }, (_, index) => `user${index + 1}`);
const LONGEST_MS = 240_000;

function listOf(loginIds: readonly string[]): string {
  const file = join(tempFolder(), 'list.csv');
  const rows = loginIds.map((loginId) => `${loginId},${passwordOf(loginId)}`);
  writeFileSync(file, ['loginId,password', ...rows, ''].join('\r\n'), { mode: 0o600 });
  return file;
}

interface ResultLine {
  readonly row: number;
  readonly loginId: string;
  readonly ok: boolean;
  readonly outcome?: string;
  readonly error?: { readonly name: string };
}

function linesOf(file: string): ResultLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

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
    const results = join(tempFolder(), 'results.jsonl');
    const args = ['issue', '--from', listOf(USERS), '--results', results, '--json', '--jobs', '4'];
    const run = async (killAfter?: number) => {
      const started = startCli(home, args, { env: company.env });
      requests.killAt = killAfter === undefined ? Number.POSITIVE_INFINITY : requests.count + killAfter;
      requests.kill = () => started.child.kill('SIGKILL');
      return started.result;
    };

    expect((await run(9)).signal).toBe('SIGKILL');
    expect((await run(11)).signal).toBe('SIGKILL');
    for (let again = 0; again < 20 && (await run()).code !== 0; again++);
    const last = await run();
    expect(last.code, last.stdout + last.stderr).toBe(0);

    const { results: rows } = JSON.parse(last.stdout);
    expect(rows.map(({ loginId }: ResultLine) => loginId)).toEqual(USERS);
    expect(new Set(rows.map(({ outcome }: ResultLine) => outcome))).toEqual(new Set(['already-valid']));
    const here = await certificatesHere(home);
    const loginIds = here.map(({ commonName }) => commonName.split(' ')[0] ?? '');
    expect(loginIds.toSorted()).toEqual(USERS.toSorted());
    expect(here.filter(({ signs }) => !signs)).toEqual([]);
    expect(leftBehind(home)).toEqual([]);
    const entries = await company.control((control) => control.log());
    const issued = entries.filter(({ act }) => act === 'certificate-issued');
    expect(issued.map(({ loginId }) => loginId).toSorted()).toEqual(USERS.toSorted());
    expect(entries.filter(({ act }) => act === 'locked')).toEqual([]);
    // Each was told of once as done, in whichever run.
    const done = linesOf(results).filter(({ outcome }) => outcome === 'issued');
    expect(new Set(done.map(({ loginId }) => loginId)).size).toBe(done.length);
  },
  LONGEST_MS,
);
