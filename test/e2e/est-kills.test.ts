import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Dialect, loginOf, PASSWORD, startFakeCa } from '../est/fake-ca.ts';
import { companyForTest, passwordOf, storeOf } from '../support/company.ts';
import { type CliResult, homeWithBank, leftBehind, POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const HOOK = fileURLToPath(new URL('../support/kill-hook.cjs', import.meta.url));
const LANES = 3;

/** A CA in front of which runs are killed, each on a PC of its own. */
interface Server {
  readonly url: string;
  readonly caFile: string;
  /** For the next run. */
  loginId(): string;
  passwordOf(loginId: string): string;
  /** What a new PC holds. */
  readonly template: string;
}

/** A command that is killed while it runs. */
interface Way {
  readonly act: readonly string[];
  readonly serve: (way: Way) => Promise<Server>;
  readonly hasPassword: boolean;
  /** Of the points one is taken, and so many left out. */
  readonly every: number;
  /** The code of a run that nobody kills. */
  readonly code: 0 | 10;
}

/** The practice bank gives a login ID one certificate: each run has a user of its own. */
async function practiceBank(): Promise<Server> {
  const { bank, add } = await companyForTest(join(homeWithBank(), 'sandbox'), { estPort: 0 });
  const loginIds = Array.from({ length: 40 }, (_, number) => `user${number}`);
  await add(Object.fromEntries(loginIds.map((loginId) => [loginId, { state: 'not-issued' }])));
  const { estUrl: url = '', caFile } = bank;
  return { url, caFile, loginId: () => loginIds.pop() ?? '', passwordOf, template: tempFolder() };
}

/** @param dialect once there is a certificate to be renewed */
function otherCa(dialect: () => Dialect): Way['serve'] {
  return async (way) => {
    const ca = await startFakeCa({});
    const at = { url: ca.url, caFile: ca.caFile, loginId: () => 'taro', passwordOf: () => PASSWORD };
    const first = pcAt({ ...at, template: tempFolder() }, { ...way, act: ['issue'], hasPassword: true });
    expect(await first.run()).toMatchObject({ code: 0 });
    ca.dialect = dialect();
    return { ...at, template: first.home };
  };
}

const wantsPassword = (): Dialect => ({
  refuse: ({ login }) =>
    login === loginOf('taro')
      ? undefined
      : { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
});

function waitingOnce(): Dialect {
  const seen = new Set<string>();
  return {
    refuse({ body }) {
      if (seen.has(body)) return undefined;
      seen.add(body);
      return { status: 202, headers: { 'Retry-After': '3600' } };
    },
  };
}

const RENEWAL = { act: ['renew', '--force'], hasPassword: false, every: 1, code: 0 } as const;
const WAYS: readonly [string, Way][] = [
  [
    'an issue at the practice bank',
    { ...RENEWAL, act: ['issue'], hasPassword: true, every: 2, serve: practiceBank },
  ],
  ['a renewal by certificate', { ...RENEWAL, serve: otherCa(() => ({})) }],
  [
    'a renewal by certificate and password',
    { ...RENEWAL, hasPassword: true, every: 3, serve: otherCa(wantsPassword) },
  ],
  ['a renewal that has to wait', { ...RENEWAL, every: 2, code: 10, serve: otherCa(waitingOnce) }],
];

interface Pc {
  readonly home: string;
  run(hook?: NodeJS.ProcessEnv): Promise<CliResult>;
}

function pcAt(server: Server, { act, hasPassword }: Way): Pc {
  const home = join(tempFolder(), 'home');
  cpSync(server.template, home, { recursive: true });
  const loginId = server.loginId();
  const bank = ['--protocol', 'est', '--bank', server.url, '--ca-file', server.caFile, '--store', 'file'];
  const secret = hasPassword ? { CERT_TOOL_PASSWORD: server.passwordOf(loginId) } : {};
  return {
    home,
    run(hook) {
      const hooked = hook ? { NODE_OPTIONS: `--require ${HOOK}`, ...hook } : {};
      return runCli(home, [...act, loginId, ...bank, '--json'], { env: { ...secret, ...hooked } });
    },
  };
}

interface Kept {
  readonly step: string;
  readonly publicKeyHash?: string;
  readonly askAgainAt?: string;
}

function entryOf({ home }: Pc): { file: string; entry: Kept } | undefined {
  const folder = join(home, 'journal');
  const [name] = leftBehind(home).some((each) => /^journal\/[^.]+\.json$/.test(each))
    ? readdirSync(folder).filter((each) => /^[^.]+\.json$/.test(each))
    : [];
  if (name === undefined) return undefined;
  return { file: join(folder, name), entry: JSON.parse(readFileSync(join(folder, name), 'utf8')) };
}

/** Runs the command until it is done; the time that the server asks for passes at once. */
async function completed(pc: Pc): Promise<CliResult> {
  const result = await pc.run();
  const kept = entryOf(pc);
  if (result.code !== 10 || kept?.entry.askAgainAt === undefined) return result;
  const past = { askAgainAt: new Date(0).toISOString(), toldToWaitAt: new Date(0).toISOString() };
  writeFileSync(kept.file, JSON.stringify({ ...kept.entry, ...past }));
  return pc.run();
}

async function expectNothingLost(pc: Pc): Promise<void> {
  const struck = entryOf(pc)?.entry;
  const next = await completed(pc);
  expect(next.code, next.stdout + next.stderr).toBe(0);
  const [certificate, ...others] = await storeOf(pc.home).list();
  expect(others).toEqual([]);
  await storeOf(pc.home).sign(certificate?.thumbprint ?? '', Buffer.from('trial'));
  expect(leftBehind(pc.home)).toEqual([]);
  // The very same request went again: its key is the one that the server may have certified.
  if (struck && struck.step !== 'key') expect(certificate?.publicKeyHash).toBe(struck.publicKeyHash);
}

/** Before these the state of the PC or of the server changes; what tries whether a folder can be written changes nothing. */
function isTurning(name: string): boolean {
  return /^(request|rename|rm|unlink|link)\b/.test(name) && !/^unlink .*\/\.unfinished/.test(name);
}

test.skipIf(process.platform === 'win32').each(WAYS)(
  `%s that is killed before a write or request is completed by the same command${POSIX_ONLY}`,
  async (_, way) => {
    const server = await way.serve(way);
    const list = join(tempFolder(), 'points.json');
    const whole = await pcAt(server, way).run({ KILL_LIST: list });
    expect(whole.code, whole.stdout).toBe(way.code);
    const all = [...(JSON.parse(readFileSync(list, 'utf8')) as string[]).entries()];
    const turning = all.filter(([, name]) => isTurning(name));
    expect(turning.filter(([, name]) => name === 'request').length).toBeGreaterThan(1);
    const left = turning.filter((__, index) => index % way.every === 0);
    const lane = async () => {
      for (let point = left.shift(); point; point = left.shift()) {
        const pc = pcAt(server, way);
        const [number, name] = point;
        const killed = await pc.run({ KILL_AT: String(number), KILL_SIGNAL: 'SIGKILL' });
        expect(killed.signal ?? killed.code, name).toBeOneOf(['SIGKILL', whole.code]);
        await expectNothingLost(pc).catch((cause: unknown) => {
          throw new Error(`killed at ${number}, ${name}`, { cause });
        });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  },
  200_000,
);
