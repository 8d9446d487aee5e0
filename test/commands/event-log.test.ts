import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import type { LogEvent } from '../../src/core/ports/event-log.ts';
import { type Company, openCompany, passwordOf } from '../support/company.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Given {
  readonly loginId: string;
  readonly home: string;
  readonly password?: string;
  /** What the system's log does with events. */
  readonly write?: (events: readonly LogEvent[]) => Promise<void>;
}

async function run(argv: readonly string[], { loginId, home, password = passwordOf(loginId), write }: Given) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: password };
  const events: LogEvent[] = [];
  const usual = async (given: readonly LogEvent[]) => void events.push(...given);
  const alter = () => ({ eventLog: { write: write ?? usual } });
  const { exitCode, stderr } = await runInProcess([...argv, ...company.args], { env, alter });
  return { exitCode, stderr, events };
}

async function user(loginId: string, state: 'not-issued' | 'renewable' | 'expired' = 'not-issued') {
  await company.add({ [loginId]: { state } });
  return { loginId, home: tempFolder() };
}

test('a line for each result of issue, list --check and renew, without secrets', async () => {
  const given = await user('user1');
  expect((await run(['issue'], given)).events).toEqual([]);
  const wrong = await run(['issue', '--event-log', '--check-bank'], { ...given, password: 'wrong-one' });
  expect(wrong.events).toMatchObject([
    {
      level: 'failed',
      document: { event: 'issue', device: hostname(), loginId: 'user1', ok: false, code: 'CT-3001' },
    },
  ]);
  expect(JSON.stringify(wrong.events)).not.toContain('wrong-one');
  const again = await run(['issue', '--event-log'], given);
  expect(again.events).toMatchObject([
    {
      level: 'well',
      document: {
        ...{ event: 'issue', loginId: 'user1', ok: true, outcome: 'already-valid', resumed: false },
        ...{
          time: expect.stringMatching(/Z$/),
          serialNumber: expect.any(String),
          notAfter: expect.any(String),
        },
      },
    },
  ]);
  const checked = await run(['list', '--check', '--event-log'], given);
  expect(checked.events).toMatchObject([
    { level: 'well', document: { event: 'list --check', loginId: 'user1', ok: true, state: 'issued' } },
  ]);
  const due = await user('user2', 'renewable');
  await company.install(due.home, 'user2');
  const attention = await run(['list', '--check', '--event-log'], due);
  expect([attention.exitCode, attention.events]).toMatchObject([
    11,
    [{ level: 'attention', document: { loginId: 'user2', ok: false, attention: ['expires-soon'] } }],
  ]);
  const renewed = await run(['renew', '--event-log'], due);
  expect(renewed.events).toMatchObject([{ level: 'well', document: { event: 'renew', outcome: 'renewed' } }]);
});

test('nothing here is said, and why nothing could be looked at', async () => {
  const home = tempFolder();
  const none = await run(['list', '--check', '--event-log'], { loginId: 'x', home });
  expect(none.events).toMatchObject([{ level: 'attention', document: { code: 'CT-8001' } }]);
  writeFileSync(join(home, 'file'), '');
  const broken = await run(['list', '--check', '--event-log', '--store-dir', join(home, 'file')], {
    loginId: 'x',
    home,
  });
  expect(broken.events).toMatchObject([{ level: 'failed', document: { event: 'list --check', ok: false } }]);
});

test('one that has expired is a failure of renew --all', async () => {
  const given = await user('user3', 'expired');
  await company.install(given.home, 'user3');
  const { events } = await run(['renew', '--all', '--event-log'], given);
  expect(events).toMatchObject([
    { level: 'failed', document: { event: 'renew', loginId: 'user3', ok: false } },
  ]);
});

test('the setting is enough, and the PC’s file may lock it', async () => {
  const home = tempFolder();
  writeFileSync(join(home, 'config.json'), JSON.stringify({ eventLog: true }));
  expect((await run(['list', '--check'], { loginId: 'x', home })).events.length).toBe(1);
  expect((await run(['list'], { loginId: 'x', home })).events).toEqual([]);
});

test('what goes wrong with it is a warning', async () => {
  const write = async () => {
    throw new CertToolError('event-log-failed', { params: { detail: 'nobody listens' } });
  };
  const given = { ...(await user('user4')), write };
  const { exitCode, stderr } = await run(['issue', '--event-log'], given);
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringContaining('CT-0015: The result could not be written'),
  ]);
});

test('of list it needs --check', async () => {
  const { exitCode, stderr } = await run(['list', '--event-log'], { loginId: 'x', home: tempFolder() });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it needs --check')]);
});
