import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/commands/index.ts';
import { type CommandSpec, keptOf, mayLogIn } from '../../../src/commands/spec.ts';
import { readRuns } from '../../../src/core/logged-runs.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let home: string;
beforeEach(() => {
  home = tempFolder();
});

const run = (argv: readonly string[], more: NodeJS.ProcessEnv = {}, options: Partial<RunInProcess> = {}) =>
  runInProcess(argv, { env: { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en', ...more }, ...options });
const folder = () => join(home, 'log');
const text = () =>
  existsSync(folder())
    ? readdirSync(folder())
        .sort()
        .map((name) => readFileSync(join(folder(), name), 'utf8'))
        .join('')
    : '';
const runs = () => readRuns(text().split('\n')).runs;
const json = async (...argv: string[]) => JSON.parse((await run([...argv, '--json'])).stdout);

/** A run as it might have been logged. */
function write(run: string, ...records: object[]): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 10, 28, 5, 0, index)).toISOString();
    appendFileSync(join(folder(), '00000001.jsonl'), `${JSON.stringify({ time, run, ...record })}\n`, {
      mode: 0o600,
    });
  }
}

describe('what is kept', () => {
  test('a run that changes something, with its start and its end', async () => {
    const { exitCode } = await run(['issue', '--sandbox', '--no-input', '--json']);
    expect(exitCode).toBe(0);
    const [only, ...others] = runs();
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      ...{ command: 'issue', version: '0.0.0-test', bank: 'practice-bank', store: 'file', loginId: 'jirodt' },
      ...{ outcome: 'issued', exitCode: 0, serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    const start = only?.records[0]?.members;
    expect(start?.get('options')).toEqual(['input', 'sandbox', 'json']);
    const requests = only?.records.filter(({ event }) => event === 'request') ?? [];
    expect(requests.length).toBeGreaterThan(5);
    for (const { members } of requests) {
      expect(members.get('sent')).toMatch(new RegExp(`^${only?.run}-\\d+$`));
      expect(members.get('requestId')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test.each([
    ['issue', 'Pass word-1234!', '--sandbox'],
    ['issue', '--login-id', 'Pass word-1234!', '--sandbox'],
    ['revoke', 'taro', 'Pass word-1234!', '--sandbox', '--yes'],
    ['remove', 'Pass word-1234!', '--sandbox', '--yes'],
    ['open', 'Pass word-1234!', '--sandbox'],
  ])(
    'what no login ID can be is masked, for it may be a password: %j',
    async (...argv) => {
      const file = join(home, 'elsewhere.jsonl');
      expect((await run([...argv, '--no-input', '--log-file', file])).exitCode).not.toBe(0);
      expect([undefined, '********']).toContain(runs()[0]?.loginId);
      expect(text() + readFileSync(file, 'utf8')).not.toContain('word-1234!');
    },
    20_000,
  );

  test.each([
    [2, true],
    [21, false],
  ])(
    'a list of %i is no single user’s run; each result, steps of a short one: %s',
    async (count, steps) => {
      const loginIds = Array.from({ length: count }, (_, index) => `nobody${index}`);
      const list = join(home, 'list.csv');
      const rows = ['loginId,password', ...loginIds.map((loginId) => `${loginId},wrong-1`), ''];
      writeFileSync(list, rows.join('\n'), { mode: 0o600 });
      const argv = ['issue', '--sandbox', '--from', list, '--keep-going', '--no-input'];
      expect((await run(argv)).exitCode).not.toBe(0);
      const [only] = runs();
      expect(only && 'loginId' in only).toBe(false);
      const of = (name: string) => only?.records.filter(({ event }) => event === name) ?? [];
      const named = of('result').map(({ members }) => members.get('loginId'));
      expect(named.toSorted()).toEqual(loginIds.toSorted());
      expect(of('about')).toEqual([]);
      expect(of('step').some(({ members }) => members.get('step') === 'login')).toBe(steps);
    },
    20_000,
  );

  test('of what changes nothing only what fails; what explains is never kept', async () => {
    expect((await run(['list'])).exitCode).toBe(0);
    expect((await run(['explain', 'CT-3001'])).exitCode).toBe(0);
    expect((await run(['explain', 'CT-9999'])).exitCode).not.toBe(0);
    expect((await run(['config', 'show'])).exitCode).toBe(0);
    expect((await run(['log', '--last'])).exitCode).toBe(0);
    expect(existsSync(folder())).toBe(false);
    const { exitCode, stdout } = await run(['list', '--profile', 'nowhere', '--json']);
    expect([exitCode, runs().length]).toEqual([2, 1]);
    expect(runs()[0]).toMatchObject({ command: 'list', outcome: 'failed', exitCode: 2 });
    expect(JSON.parse(stdout).run).toBe(runs()[0]?.run);
  });

  test('a run whose config cannot be read', async () => {
    writeFileSync(join(home, 'config.json'), '{"bank":');
    expect((await run(['issue'])).exitCode).toBe(2);
    expect(runs()).toMatchObject([{ command: 'issue', outcome: 'failed', exitCode: 2 }]);
    expect((await run(['issue', '--no-log'])).exitCode).toBe(2);
    expect(runs()).toHaveLength(1);
  });

  test('none where none is wanted: option, variable, setting; a lock counts before them', async () => {
    const issue = ['issue', '--bank', 'https://127.0.0.1:1', '--timeout', '1'];
    await run([...issue, '--no-log']);
    await run(issue, { CERT_TOOL_NO_LOG: '1' });
    writeFileSync(join(home, 'config.json'), '{"log":false}');
    await run(issue);
    expect(existsSync(folder())).toBe(false);
    await run(issue, { CERT_TOOL_NO_LOG: '0' });
    expect(existsSync(folder())).toBe(false);
    writeFileSync(join(home, 'config.json'), '{"log":true}');
    await run(issue, { CERT_TOOL_NO_LOG: '0' });
    expect(runs()).toHaveLength(1);
  });

  test('the file of --log-file has it, too, with the words, and lines of a run that is not kept', async () => {
    const file = join(home, 'else.jsonl');
    await run(['list', '--log-file', file, '--verbose']);
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['start', 'store', 'end']));
    expect(lines.find(({ event }) => event === 'store').message).toContain('Certificate store');
    expect(new Set(lines.map((each) => each.run)).size).toBe(1);
    expect(existsSync(folder())).toBe(false);
  });

  test('what may log in is kept from its start; what a command needs at most says so', () => {
    const plain = (spec: CommandSpec) => keptOf(spec, [], {});
    for (const spec of COMMANDS.filter(
      (each) => each.needs !== 'nothing' && typeof each.needs === 'string',
    )) {
      expect(plain(spec), spec.name).toBe('always');
    }
    const list = COMMANDS.find(({ name }) => name === 'list');
    expect(list && mayLogIn(list) && keptOf(list, [], { users: true })).toBe('always');
    const clock = COMMANDS.find(({ name }) => name === 'sandbox clock');
    expect(clock && [plain(clock), keptOf(clock, ['now'], {})]).toEqual(['failures', 'always']);
  });
});

test.each(['log.md', 'log.ja.md'])('docs/%s names each command that is kept from its start', (page) => {
  const row = readFileSync(join('docs', page), 'utf8')
    .split('\n')
    .find((line) => line.includes('`issue`'));
  const named = [...(row ?? '').matchAll(/`([^`]+)`/g)].map(([, words = '']) => words.split(' '));
  const always = COMMANDS.filter((spec) => keptOf(spec, [], {}) === 'always').map(({ name }) =>
    name.split(' '),
  );
  const group = (first: string) => named.some(([word, ...others]) => word === first && others.length < 2);
  const isNamed = ([first = '', last]: string[]) =>
    // Of the practice bank all are told of at once.
    group(first) &&
    (last === undefined || first === 'sandbox' || named.some((words) => words.at(-1) === last));
  expect(always.filter((words) => !isNamed(words))).toEqual([]);
});

describe('no secret is kept', () => {
  const SECRET = 'Kx7-geheim-Qw9';

  test.each([
    [['issue', '--login-id', 'taro', '--otp', SECRET], {}],
    [['issue', 'taro', '--timeout', SECRET], {}],
    [['issue', 'taro', '--bank', `https://taro:${SECRET}@bank.example`], {}],
    [['issue', 'taro', '--proxy', `http://taro:${SECRET}@proxy.example`], {}],
    [['issue', 'taro', '--otp-command', `printf ${SECRET}`], {}],
    [['config', 'set', 'proxy', `http://taro:${SECRET}@proxy.example`], {}],
    [
      ['issue', 'taro'],
      { CERT_TOOL_PASSWORD: SECRET, CERT_TOOL_OTP: SECRET, CERT_TOOL_PROXY_PASSWORD: SECRET },
    ],
    [['issue', 'taro'], { HTTPS_PROXY: `http://taro:${SECRET}@127.0.0.1:1` }],
    [['revoke', 'taro', '--yes'], { CERT_TOOL_LOGIN_ID: 'hanako', CERT_TOOL_CONFIRMATION_PASSWORD: SECRET }],
  ] as const)('%j %j', async (argv, env) => {
    const bank = argv.includes('--bank' as never) ? [] : ['--bank', 'https://127.0.0.1:1', '--timeout', '1'];
    const logFile = join(home, 'else.jsonl');
    await run([...argv, ...(argv[0] === 'config' ? [] : bank), '--log-file', logFile], env);
    expect(text()).not.toBe('');
    expect(text()).not.toContain(SECRET);
    expect(existsSync(logFile) ? readFileSync(logFile, 'utf8') : '').not.toContain(SECRET);
  });

  test('in an error that nobody foresaw', async () => {
    const alter = () => {
      throw new Error(SECRET);
    };
    expect((await run(['issue'], {}, { alter })).exitCode).toBe(1);
    expect(text()).toContain('"internal"');
    expect(text()).not.toContain(SECRET);
  });
});

describe('is shown', () => {
  const START = { event: 'start', command: 'issue', version: '1.2.3', store: 'file', loginId: 'jirodt' };

  test('the last runs; a killed one, one of a version to come, a line that cannot be read', async () => {
    write('bbbbb', START, { event: 'end', outcome: 'failed', exitCode: 6, code: 'CT-6004', name: 'timeout' });
    write('ccccc', { ...START, process: '999999999-1-0123456789ab' }, { event: 'step', step: 'request' });
    write('ddddd', { ...START, command: 'teleport' }, { event: 'end', outcome: 'teleported', exitCode: 0 });
    appendFileSync(join(folder(), '00000001.jsonl'), '{"time":\n');
    const { stdout, stderr, exitCode } = await run(['log']);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('passed over: 1')]);
    const lines = stdout.trim().split('\n');
    expect(lines.slice(1).map((line) => line.slice(-5))).toEqual(['bbbbb', 'ccccc', 'ddddd']);
    expect(lines[1]).toContain('failed CT-6004');
    expect(lines[2]).toContain('cut short');
    expect(lines[3]).toContain('teleported');
    const document = await json('log');
    expect(document.damaged).toBe(1);
    expect(document.runs.map((each: { outcome: string }) => each.outcome)).toEqual([
      'failed',
      'killed',
      'teleported',
    ]);
  });

  test.each([
    ['cancelled', 130, 'CT-130001', /cancelled +bbbbb$/],
    ['window-closed', 129, 'CT-129001', /cancelled CT-129001 +bbbbb$/],
    ['terminated', 143, 'CT-143001', /cancelled CT-143001 +bbbbb$/],
  ])('one that somebody or something has ended: %s', async (name, exitCode, code, line) => {
    write('bbbbb', START, { event: 'end', outcome: 'cancelled', exitCode, code, name });
    expect((await run(['log'])).stdout.trimEnd()).toMatch(line);
  });

  test.each(['ja', 'en'] as const)('one step by step in %s, whatever language it ran in', async (lang) => {
    write(
      'bbbbb',
      { ...START, language: 'ja' },
      { event: 'step', step: 'connect' },
      { event: 'proxy', proxy: 'proxy.example:8080', place: { ja: '環境変数', en: 'the environment' } },
      {
        event: 'request',
        method: 'GET',
        path: '/status',
        durationMs: 12,
        status: 503,
        failure: 'maintenance',
        sent: 'bbbbb-1',
        requestId: '7f3c',
      },
      {
        event: 'error',
        code: 'CT-6004',
        name: 'timeout',
        params: { host: 'bank.example', seconds: 30, detail: '', loginPage: '' },
      },
      { event: 'end', outcome: 'failed', exitCode: 6, code: 'CT-6004', name: 'timeout', durationMs: 30_000 },
    );
    for (const argv of [['--run', 'bbbbb'], ['--run', ' BBBBB '], ['--last']]) {
      const { stdout, exitCode } = await run(['log', ...argv, '--lang', lang]);
      expect(exitCode).toBe(0);
      for (const word of ['bbbbb-1', '7f3c', 'GET /status', 'CT-6004', 'bank.example', 'jirodt', '1.2.3']) {
        expect(stdout).toContain(word);
      }
      expect(stdout).toContain(lang === 'ja' ? '銀行に接続しています' : 'Connecting to the bank');
      expect(stdout).toMatch(
        lang === 'ja' ? /proxy\.example:8080.*環境変数/ : /proxy\.example:8080.*the environment/,
      );
    }
    const { runs: shown } = await json('log', '--last');
    expect(shown[0].records).toHaveLength(6);
  });

  test('a clock that was set back makes no step begin before its run', async () => {
    write('bbbbb', START, { event: 'step', step: 'connect', time: '2026-11-28T04:00:00.000Z' });
    const { stdout } = await run(['log', '--last']);
    expect(stdout).toContain(' 0.0 s');
    expect(stdout).not.toContain('-3600');
  });

  test('the error as it was shown when it happened', async () => {
    const failed = await run(
      ['issue', 'taro', '--bank', 'https://127.0.0.1:1', '--no-input', '--timeout', '1'],
      {
        CERT_TOOL_PASSWORD: 'himitsu-1',
      },
    );
    const { stdout } = await run(['log', '--last']);
    const [sentence = ''] = failed.stderr.split('\n').filter((line) => line.startsWith('Error'));
    expect(sentence).not.toBe('');
    expect(stdout).toContain(sentence);
    expect(stdout.match(/CT-\d+:/g)).toHaveLength(1);
  });

  test.each([
    [[], ['ddddd  started: renew', 'eeeee  started: issue']],
    [
      ['--run', 'ddddd'],
      ['ddddd  started: issue', 'ddddd  started: renew'],
    ],
  ])('with --follow %j as it comes, until the run is ended', async (more, expected) => {
    write('ddddd', START);
    const ending = new AbortController();
    const steps = [
      () => write('ddddd', { ...START, command: 'renew' }),
      () => write('eeeee', START),
      () => ending.abort(),
    ];
    const alter = () => ({ signal: ending.signal, wait: async () => steps.shift()?.() });
    const { exitCode, stdout } = await run(['log', '--follow', ...more], {}, { alter });
    expect(exitCode).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/^.* JST {2}/, '')),
    ).toEqual(expected);
  });

  test('text from elsewhere cannot steer the terminal', async () => {
    write(
      'bbbbb',
      { ...START, loginId: '\u001b[31mred', command: 'x\u202ey' },
      { event: 'warning', message: '\u001b]0;t\u0007' },
    );
    for (const argv of [['log'], ['log', '--last']]) {
      const { stdout } = await run(argv);
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  test('nothing yet; a run that there is not; what contradicts itself', async () => {
    expect((await run(['log'])).stdout).toBe('No run is logged.\n');
    expect(await json('log', '--last')).toMatchObject({ ok: true, runs: [], damaged: 0 });
    for (const argv of [
      ['--run', 'zzzzz'],
      ['--run', 'a', '--last'],
      ['--follow', '--last'],
      ['--follow', '--json'],
    ]) {
      const { exitCode } = await run(['log', ...argv]);
      expect(exitCode, argv.join(' ')).toBe(2);
    }
    expect(existsSync(folder())).toBe(false);
  });
});

test.skipIf(process.platform === 'win32')(
  'a log that cannot be written is one warning, and the run goes on (needs POSIX)',
  async () => {
    writeFileSync(folder(), 'a file in its place');
    const { exitCode, stdout, stderr } = await run(['issue', '--sandbox', '--no-input', '--json']);
    expect([exitCode, JSON.parse(stdout).outcome]).toEqual([0, 'issued']);
    expect(JSON.parse(stdout).run).toBeUndefined();
    expect(stderr.match(/CT-2016/g)).toHaveLength(1);
    expect((await run(['list'])).stderr).toBe('');
  },
);
