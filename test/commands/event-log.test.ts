import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { LogEvent } from '../../src/core/ports/event-log.ts';
import { companyForFile, passwordOf } from '../support/company.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { listFile, listOf } from '../support/user-list.ts';

const company = await companyForFile();

interface Given {
  readonly loginId: string;
  readonly home: string;
  readonly password?: string;
  /** What the system's log does with events. */
  readonly write?: (events: readonly LogEvent[]) => Promise<void>;
  readonly alter?: (deps: Deps) => Partial<Deps>;
  /** What says which bank it is. */
  readonly bank?: readonly string[];
}

async function run(argv: readonly string[], given: Given) {
  const { loginId, home, password = passwordOf(loginId), write, bank = company.args } = given;
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: password };
  const events: LogEvent[] = [];
  const usual = async (told: readonly LogEvent[]) => void events.push(...told);
  const alter = (deps: Deps) => ({ ...given.alter?.(deps), eventLog: { write: write ?? usual } });
  const ended = await runInProcess([...argv, ...bank], { env, alter });
  return { ...ended, events };
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

const bankIdsIn = (events: readonly LogEvent[]) => events.map(({ document }) => Object(document).bankId);

test('each names the bank: two may have the same login ID', async () => {
  const given = await user('user11', 'renewable');
  await company.install(given.home, 'user11');
  const { stdout } = await run(['issue', '--json'], given);
  const { bankId } = JSON.parse(stdout);
  expect(bankId).toMatch(/./);
  const list = listFile('loginId,password', [['user11', 'wrong-one']]);
  for (const argv of [
    ['issue'],
    ['issue', '--from', list],
    ['issue', '--from', list, '--check-bank'],
    ['list', '--check'],
    ['renew', '--all', '--dry-run'],
    ['renew', '--dry-run'],
    ['renew', '--otp', 'x'],
  ]) {
    const { events } = await run([...argv, '--event-log'], given);
    const isOfNobody = argv.includes('--otp');
    expect([argv, bankIdsIn(events)]).toEqual([argv, [isOfNobody ? undefined : bankId]]);
  }
});

test('a profile is named, and a bank of it that could not be looked at', async () => {
  const given = { ...(await user('user12', 'renewable')), bank: [] };
  await company.install(given.home, 'user12');
  const [, bank, , caFile] = company.args;
  const profiles = { main: { bank, caFile }, gone: { bank: 'https://127.0.0.1:9', caFile } };
  writeFileSync(join(given.home, 'config.json'), JSON.stringify({ profiles }));
  const argv = ['--all-profiles', '--event-log', '--timeout', '1'];
  const { events } = await run(['renew', ...argv], given);
  expect(events).toMatchObject([
    { document: { event: 'renew', loginId: 'user12', profile: 'main', bankId: expect.any(String) } },
    { level: 'failed', document: { event: 'renew', profile: 'gone', ok: false } },
  ]);
  const checked = await run(['list', '--check', ...argv], given);
  expect(checked.events[0]).toMatchObject({ document: { loginId: 'user12', profile: 'main' } });
  const list = listFile('loginId,password,profile', [['user12', 'x', 'main']]);
  const listed = await run(['issue', '--from', list, '--event-log'], given);
  expect(listed.events).toMatchObject([{ document: { loginId: 'user12', profile: 'main' } }]);
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

test('a run of nobody in particular tells why it did nothing, or that nothing was due', async () => {
  const home = tempFolder();
  const failed = await run(['issue', '--event-log', '--from', join(home, 'no-such.csv')], {
    loginId: 'x',
    home,
  });
  expect(failed.events).toMatchObject([
    { level: 'failed', document: { event: 'issue', device: hostname(), ok: false, name: 'unreadable-file' } },
  ]);
  expect(failed.events[0]?.document).not.toHaveProperty('loginId');
  await company.add({ early: { state: 'issued' } });
  await company.install(home, 'early');
  for (const argv of [['renew'], ['renew', '--all']]) {
    const { events } = await run([...argv, '--event-log'], { loginId: 'x', home });
    expect(events).toMatchObject([{ level: 'well', document: { event: 'renew', outcome: 'already-valid' } }]);
  }
});

test('what was given and cannot be used is not told: it may be a password', async () => {
  const given = { home: tempFolder(), loginId: 'Himitsu-7', password: 'Himitsu\u0007-8' };
  const { exitCode, events } = await run(['issue', '--event-log'], given);
  expect([exitCode, events.length]).toEqual([2, 1]);
  expect(JSON.stringify(events)).not.toContain('Himitsu');
});

test('whoever leaves before it is known whom it is about has done nothing', async () => {
  const alter = ({ ui }: Deps): Partial<Deps> => {
    const text = () => Promise.reject(new CertToolError('cancelled'));
    return { env: {}, ui: { ...ui, interactive: true, prompts: { ...ui.prompts, text, choose: text } } };
  };
  const { exitCode, events } = await run(['issue', '--event-log'], {
    loginId: 'x',
    home: tempFolder(),
    alter,
  });
  expect([exitCode, events]).toEqual([130, []]);
});

describe('a list of users', () => {
  const shortOf = (events: readonly LogEvent[]) =>
    events.map(({ level, document }) => {
      const { event, loginId, outcome, name } = document as Record<string, string>;
      return [level, event, loginId, outcome ?? name];
    });

  test('every row is told, also of those that never come to a login, or are not tried', async () => {
    const { home } = await user('here', 'not-issued');
    await company.add({ byEmail: { state: 'not-issued', otp: 'email' } });
    const list = listFile('loginId,password', [
      ['here', passwordOf('here')],
      ['byEmail', passwordOf('byEmail')],
    ]);
    const issued = await run(['issue', '--event-log', '--jobs', '1', '--from', list], { loginId: 'x', home });
    expect(shortOf(issued.events)).toEqual([
      ['well', 'issue', 'here', 'issued'],
      ['failed', 'issue', 'byEmail', 'missing-input'],
    ]);
    const renewed = await run(
      ['renew', '--event-log', '--jobs', '1', '--from', listOf(['stranger', 'here'])],
      {
        loginId: 'x',
        home,
      },
    );
    expect(shortOf(renewed.events)).toEqual([
      ['failed', 'renew', 'stranger', 'certificate-not-found'],
      ['well', 'renew', 'here', 'already-valid'],
    ]);
  });

  test('what a cancellation leaves is told, too', async () => {
    await company.add({ left1: { state: 'not-issued', otp: 'email' }, left2: { state: 'not-issued' } });
    const alter = ({ ui }: Deps): Partial<Deps> => {
      const secret = () => Promise.reject(new CertToolError('cancelled'));
      return { ui: { ...ui, interactive: true, prompts: { ...ui.prompts, secret } } };
    };
    const argv = ['issue', '--event-log', '--jobs', '1', '--from', listOf(['left1', 'left2'])];
    const { exitCode, events } = await run(argv, { loginId: 'x', home: tempFolder(), alter });
    expect([exitCode, shortOf(events)]).toEqual([
      130,
      [
        ['failed', 'issue', 'left1', 'cancelled'],
        ['attention', 'issue', 'left2', 'not-tried'],
      ],
    ]);
  });

  test('while one writing lasts the others are gathered; none is lost', async () => {
    const loginIds = ['g1', 'g2', 'g3', 'g4'];
    await company.add(Object.fromEntries(loginIds.map((loginId) => [loginId, { state: 'not-issued' }])));
    const written: (readonly LogEvent[])[] = [];
    let end = () => {};
    const othersAreDone = new Promise<void>((resolve) => {
      end = resolve;
    });
    const write = async (events: readonly LogEvent[]) => {
      written.push(events);
      if (written.length === 1) await othersAreDone;
    };
    const alter = (deps: Deps): Partial<Deps> => ({
      async openBank() {
        const bank = await deps.openBank();
        return {
          ...bank,
          async logIn(loginId, password) {
            if (loginId === 'g4') end();
            return bank.logIn(loginId, password);
          },
        };
      },
    });
    const argv = ['issue', '--event-log', '--jobs', '1', '--dry-run', '--from', listOf(loginIds)];
    const { exitCode } = await run(argv, { loginId: 'x', home: tempFolder(), write, alter });
    expect(exitCode).toBe(0);
    expect(written.flat().map(({ document }) => (document as { loginId?: string }).loginId)).toEqual(
      loginIds,
    );
    expect(written.slice(0, 2).map((events) => events.length)).toEqual([1, 2]);
  });

  test('a log that fails is told once, whoever it was at', async () => {
    const loginIds = ['w1', 'w2', 'w3'];
    await company.add(Object.fromEntries(loginIds.map((loginId) => [loginId, { state: 'not-issued' }])));
    let tried = 0;
    const write = async () => {
      tried += 1;
      throw new CertToolError('event-log-failed', { params: { detail: 'nobody listens' } });
    };
    const argv = ['issue', '--event-log', '--jobs', '1', '--json', '--dry-run', '--from', listOf(loginIds)];
    const { exitCode, stdout } = await run(argv, { loginId: 'x', home: tempFolder(), write });
    const { warnings, results } = JSON.parse(stdout);
    expect([exitCode, tried]).toEqual([0, 1]);
    expect(warnings).toMatchObject([{ code: 'CT-0015' }]);
    for (const each of results) expect(each.warnings).toEqual([]);
  });
});

test('of list it needs --check', async () => {
  const { exitCode, stderr } = await run(['list', '--event-log'], { loginId: 'x', home: tempFolder() });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it needs --check')]);
});
