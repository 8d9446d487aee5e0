import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeWithBank, leftBehind, runCli, startCli } from '../support/run.ts';

/** What `issue` says while a fault strikes every request that it can strike. */
const ALONE: readonly [fault: string, exitCode: number, name: string, ...options: string[]][] = [
  ['drop-after-issue', 10, 'connection-lost'],
  ['drop-before', 6, 'connection-lost'],
  ['slow', 6, 'timeout', '--timeout', '1'],
  ['503', 6, 'bank-unavailable'],
  ['429', 6, 'too-many-requests'],
  ['maintenance', 6, 'maintenance'],
  ['bad-json', 6, 'bad-answer'],
  ['wrong-key', 10, 'certificate-rejected'],
  ['bad-chain', 10, 'certificate-rejected'],
  ['truncated', 6, 'connection-lost'],
];

async function serve(home: string, ...faults: string[]) {
  const served = startCli(home, [
    'sandbox',
    'start',
    '--json',
    ...faults.flatMap((fault) => ['--fault', fault]),
  ]);
  await served.firstLine;
  return {
    stop: () => {
      served.child.kill('SIGINT');
      return served.result;
    },
  };
}

/** The bank has one live certificate for the user, it is the one that is here, and nothing is left over. */
async function expectIssued(home: string): Promise<void> {
  const info = JSON.parse((await runCli(home, ['sandbox', 'info', '--json'])).stdout);
  expect(info.users.find(({ loginId }: { loginId: string }) => loginId === 'jirodt').state).toBe('issued');
  const listed = JSON.parse((await runCli(home, ['list', '--sandbox', '--check', '--json'])).stdout);
  expect(listed).toMatchObject({
    ok: true,
    certificates: [{ loginId: 'jirodt', keyUsable: true }],
    unfinished: [],
  });
  expect(leftBehind(home)).toEqual([]);
  const { entries } = JSON.parse((await runCli(home, ['sandbox', 'log', '--json'])).stdout);
  const about = (act: string): string[] =>
    entries
      .filter((entry: { loginId: string; act: string }) => entry.loginId === 'jirodt' && entry.act === act)
      .map(({ detail }: { detail: string }) => detail);
  expect(about('certificate-confirmed')).toEqual([listed.certificates[0].serialNumber]);
}

describe('issue through a fault that always strikes', () => {
  test.each(ALONE)(
    '%s: exit %i, %s; without it the same command succeeds',
    async (fault, exitCode, name, ...options) => {
      const home = homeWithBank();
      const faulty = await serve(home, fault);
      const failed = await runCli(home, ['issue', '--sandbox', '--json', ...options]);
      expect({ exited: failed.code, ...JSON.parse(failed.stdout).error }).toMatchObject({
        exited: exitCode,
        exitCode,
        name,
      });
      await faulty.stop();
      const issued = await runCli(home, ['issue', '--sandbox', '--json']);
      expect(issued.code).toBe(0);
      await expectIssued(home);
    },
    120_000,
  );
});

test('eight runs through mixed faults lose and double nothing', async () => {
  const names = ALONE.map(([name]) => name).filter((name) => name !== 'slow');
  const rehearse = async (run: number) => {
    const home = homeWithBank();
    const faulty = await serve(home, ...names.map((name) => `${name}=0.3`));
    await runCli(home, ['issue', '--sandbox', '--json']);
    await faulty.stop();
    const issued = await runCli(home, ['issue', '--sandbox', '--json']);
    expect([run, issued.code, issued.stderr]).toEqual([run, 0, expect.any(String)]);
    await expectIssued(home);
  };
  const runs = Array.from({ length: 8 }, (_, run) => run);
  const lane = async () => {
    for (let run = runs.shift(); run !== undefined; run = runs.shift()) await rehearse(run);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}, 600_000);

test('an unknown fault or probability: exit 2, and nothing is set up', async () => {
  const home = homeWithBank();
  const before = readFileSync(join(home, 'sandbox/practice-bank.json'), 'utf8');
  for (const typed of ['sloww', 'slow=2', 'slow=', '']) {
    const { code, stdout } = await runCli(home, ['sandbox', 'start', '--json', '--fault', typed]);
    expect([typed, code]).toEqual([typed, 2]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { name: 'invalid-option' } });
  }
  expect(readFileSync(join(home, 'sandbox/practice-bank.json'), 'utf8')).toBe(before);
});
