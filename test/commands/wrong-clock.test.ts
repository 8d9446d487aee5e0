import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownClock } from '../../src/compose/clock.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { type RunInProcess, runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/** PCs whose clock is wrong, and a bank whose time is right. */

const folder = makeTempFolder();
const DAY_MS = 24 * 60 * 60 * 1000;
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** A PC with a certificate of its own that has 25 days left. */
async function pc(daysOff: number) {
  count += 1;
  const loginId = `taro${count}`;
  const home = tempFolder();
  await company.add({ [loginId]: {} });
  await company.install(home, loginId);
  const now = () => new Date(Date.now() + daysOff * DAY_MS);
  const run = async (argv: readonly string[], more: RunInProcess['alter'] = () => ({})) => {
    const secrets = { CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) };
    const { stdout, ...rest } = await runInProcess([...argv, '--json', '--lang', 'en', ...company.args], {
      env: { CERT_TOOL_HOME: home, ...secrets },
      alter(deps) {
        const clock = knownClock(syncedFolder(join(home, 'clock')), now);
        return { now, clock, openBank: async () => clock.watched(await deps.openBank()), ...more(deps) };
      },
    });
    return { ...rest, document: JSON.parse(stdout) };
  };
  return { home, loginId, run };
}

const unreachable: RunInProcess['alter'] = () => ({ openBank: () => Promise.reject(new TypeError('asked')) });
const down: RunInProcess['alter'] = (deps) => ({
  async openBank() {
    const { CertToolError } = await import('../../src/core/error.ts');
    const bank = await deps.openBank();
    const status = () => Promise.reject(new CertToolError('timeout', { params: { host: 'x', seconds: 1 } }));
    return { ...bank, status };
  },
});

test.each([400, -400])('%i days off: nothing that is good is removed', async (daysOff) => {
  const { home, run } = await pc(daysOff);
  const removed = await run(['remove', '--expired', '--yes']);
  expect([removed.exitCode, removed.document.results]).toEqual([0, []]);
  expect(await certificatesHere(home)).toHaveLength(1);
});

test('without an answer of the bank nothing goes for its date, unless this clock is vouched for', async () => {
  const { home, run } = await pc(400);
  const refused = await run(['remove', '--expired', '--yes'], down);
  expect([refused.exitCode, refused.document.error.name]).toEqual([5, 'clock-unproven']);
  expect(refused.document.error.hint).toContain('--by-this-clock');
  expect(await certificatesHere(home)).toHaveLength(1);
  // Who the bank is has to be known.
  await run(['list', '--check']);
  await run(['renew', '--dry-run']);
  const vouched = await run(['remove', '--expired', '--by-this-clock', '--yes'], unreachable);
  expect(vouched.document.results).toMatchObject([{ outcome: 'removed' }]);
  expect(await certificatesHere(home)).toEqual([]);
});

test('what has expired by the bank’s time goes although this clock is behind', async () => {
  const { home, loginId, run } = await pc(-400);
  const dead = `dead${count}`;
  await company.add({ [dead]: { state: 'expired' } });
  await company.install(home, dead);
  const { document } = await run(['remove', '--expired', '--yes']);
  expect(document.results).toMatchObject([{ loginId: dead, outcome: 'removed' }]);
  expect((await certificatesHere(home)).map(({ commonName }) => commonName.split(' ')[0])).toEqual([loginId]);
});

test.each([
  [400, '400 days ahead of'],
  [-400, '400 days behind'],
  [-0.01, '14 minutes behind'],
])('%d days off: issue does what is right, and tells of the clock', async (daysOff, words) => {
  const { run } = await pc(daysOff);
  const { exitCode, document, stderr } = await run(['issue', '--check-bank']);
  expect([exitCode, document.outcome]).toEqual([0, 'already-valid']);
  expect(document.warnings).toMatchObject([{ code: 'CT-0008', message: expect.stringContaining(words) }]);
  expect(stderr).toContain(words);
});

test('a minute is not worth a word', async () => {
  const { run } = await pc(-1 / 24 / 60);
  const { document, stderr } = await run(['issue', '--check-bank']);
  expect([document.warnings, stderr]).toEqual([[], '']);
});

test('a clock that is behind keeps nobody from proving', async () => {
  const { home, run } = await pc(-400);
  const boss = `boss${count}`;
  await company.add({ [boss]: { role: 'administrator' } });
  await company.install(home, boss);
  const listed = await run(['list', '--users', '--login-id', boss], (deps) => ({
    env: { ...deps.env, CERT_TOOL_PASSWORD: passwordOf(boss) },
  }));
  expect([listed.exitCode, listed.document.ok]).toEqual([0, true]);
  expect(listed.stderr).toContain('400 days behind');
});

test('list --check works without the bank, tells the last difference, and judges by both times', async () => {
  const { run } = await pc(-400);
  const first = await run(['list', '--check', '1'], unreachable);
  // By this clock it is not valid yet.
  expect([first.exitCode, first.document.clock]).toEqual([11, undefined]);
  expect(first.document.certificates).toMatchObject([{ attention: ['not-yet-valid'] }]);
  expect(first.stderr).toContain('date and time');
  await run(['issue', '--check-bank']);
  const second = await run(['list', '--check'], unreachable);
  expect(second.document.certificates).toMatchObject([{ attention: ['not-yet-valid', 'expires-soon'] }]);
  expect(second.document.clock.differenceSeconds).toBeCloseTo(400 * 86_400, -2);
  expect(second.stderr).toContain('400 days behind');
});
