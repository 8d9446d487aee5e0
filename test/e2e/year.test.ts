import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Company, companyForTest, confirmationOf, passwordOf } from '../support/company.ts';
import { type CliResult, homeWithBank, leftBehind, runCli } from '../support/run.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** By the bank's rules: a certificate can be renewed in its last 40 days. */
const WINDOW_MS = 40 * DAY_MS;

/** What each user's certificate ought to be, by what was done so far. */
interface Wanted {
  readonly sequence: string;
  readonly notAfter: Date;
  readonly revoked?: true;
}

/** What tells a PC of the practice bank that runs: where it is, who it is, its date. */
const ABOUT_BANK = ['endpoint.json', 'practice-bank.json', 'clock.json', 'added-users.json', 'tls-ca.pem'];

/** A PC of one user. The practice bank is the same for all of them. */
class Pc {
  readonly #bankDir: string;
  readonly #home = tempFolder();
  readonly loginId: string;

  constructor(company: Company, loginId: string) {
    this.#bankDir = company.dir;
    this.loginId = loginId;
    mkdirSync(join(this.#home, 'sandbox'), { mode: 0o700 });
  }

  /** Its CERT_TOOL_HOME, which knows the bank as it is now. */
  get home(): string {
    for (const file of ABOUT_BANK.filter((name) => existsSync(join(this.#bankDir, name)))) {
      copyFileSync(join(this.#bankDir, file), join(this.#home, 'sandbox', file));
    }
    return this.#home;
  }

  run(...args: string[]): Promise<CliResult> {
    const env = {
      CERT_TOOL_LOGIN_ID: this.loginId,
      CERT_TOOL_PASSWORD: passwordOf(this.loginId),
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(this.loginId),
    };
    return runCli(this.home, [...args, '--sandbox', '--json'], { env });
  }

  /** The document of a run that succeeds. */
  async does(...args: string[]) {
    const { code, stdout, stderr } = await this.run(...args);
    expect(code, `${this.loginId} ${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
    return JSON.parse(stdout);
  }

  async isRefused(name: string, exitCode: number, ...args: string[]): Promise<void> {
    const { code, stdout } = await this.run(...args);
    expect([this.loginId, code, JSON.parse(stdout).error?.name]).toEqual([this.loginId, exitCode, name]);
    expect(leftBehind(this.home)).toEqual([]);
  }

  /** What `list` says; in this process, for it is asked often. */
  async list(...args: string[]) {
    const env = { CERT_TOOL_HOME: this.home };
    const { exitCode, stdout } = await runInProcess(['list', '--sandbox', '--json', ...args], { env });
    const { certificates } = JSON.parse(stdout) as { certificates: { sequence: string; state: string }[] };
    return { exitCode, certificates, states: certificates.map(({ sequence, state }) => [sequence, state]) };
  }
}

/** The state that the rules give. */
function stateBy({ notAfter, revoked }: Wanted, now: Date): string {
  if (revoked) return 'revoked';
  if (now.getTime() >= notAfter.getTime() + 1000) return 'expired';
  return now.getTime() >= notAfter.getTime() - WINDOW_MS ? 'renewable' : 'issued';
}

test('a year of four users: a general user, an administrator, the master, and one who changes PC', async () => {
  const company = await companyForTest(join(homeWithBank(), 'sandbox'));
  await company.add({
    general: { state: 'not-issued' },
    admin: { role: 'administrator', state: 'not-issued' },
    master: { role: 'master', state: 'not-issued' },
    mover: { state: 'not-issued' },
  });
  const [general, admin, master, mover] = ['general', 'admin', 'master', 'mover'].map(
    (loginId) => new Pc(company, loginId),
  ) as [Pc, Pc, Pc, Pc];
  const pcs = new Map([general, admin, master, mover].map((pc) => [pc.loginId, pc]));
  const wanted = new Map<string, Wanted>();
  const goTo = (to: Date) => company.control((control) => control.clock({ to }));
  const emails = () =>
    readdirSync(join(company.dir, 'outbox')).filter((name) => /general|admin|master|mover/.test(name));

  /** Both sides against the rules: the bank as each user sees it, and as an administrator does; each user's PC. */
  async function compare(step: string): Promise<void> {
    const now = company.bank.bankNow();
    for (const [loginId, expected] of wanted) {
      const { certificate, unconfirmed, notices } = await company.me(loginId);
      const state = stateBy(expected, now);
      expect([step, loginId, certificate.state, unconfirmed]).toEqual([step, loginId, state, undefined]);
      const isTold = state === 'renewable' || state === 'expired';
      expect([step, loginId, notices.length > 0]).toEqual([step, loginId, isTold]);
      if (state === 'issued' || state === 'renewable')
        expect(certificate.notAfter).toEqual(expected.notAfter);
      const pc = pcs.get(loginId);
      // A PC cannot see a revocation: its own state comes from the dates alone.
      const { revoked: _, ...dates } = expected;
      expect([step, (await pc?.list())?.states]).toEqual([step, [[expected.sequence, stateBy(dates, now)]]]);
      expect(leftBehind(pc?.home ?? '')).toEqual([]);
    }
  }

  async function gets(pc: Pc, command: 'issue' | 'renew', sequence: string, ...more: string[]) {
    const before = company.bank.bankNow();
    const document = await pc.does(command, ...(command === 'issue' ? [pc.loginId] : []), ...more);
    expect(document).toMatchObject({
      ...{ ok: true, outcome: command === 'issue' ? 'issued' : 'renewed', warnings: [] },
      certificate: { loginId: pc.loginId, sequence, state: 'issued' },
    });
    const notAfter = new Date(document.certificate.notAfter);
    // The date of issue in Japan and a year, at 23:59:59 UTC.
    const japan = new Date(before.getTime() + 9 * HOUR_MS);
    const end = Date.UTC(japan.getUTCFullYear() + 1, japan.getUTCMonth(), japan.getUTCDate(), 23, 59, 59);
    expect(Math.abs(notAfter.getTime() - end)).toBeLessThanOrEqual(DAY_MS);
    wanted.set(pc.loginId, { sequence, notAfter });
    return document.certificate as { thumbprint: string; serialNumber: string };
  }

  // The first day.
  await Promise.all([general, admin, master, mover].map((pc) => gets(pc, 'issue', 'A001')));
  await compare('issued');
  expect((await general.does('issue', 'general')).outcome).toBe('already-valid');
  await general.isRefused('too-early', 5, 'renew', 'general');
  const end = wanted.get('general')?.notAfter ?? new Date(0);
  for (const { notAfter } of wanted.values()) expect(notAfter).toEqual(end);
  const before = (ms: number) => goTo(new Date(end.getTime() - ms));

  // The day on which the bank begins to tell.
  await before(WINDOW_MS + HOUR_MS);
  await compare('the hour before the last 40 days');
  expect([(await general.list('--check')).exitCode, emails().length]).toEqual([0, 0]);
  expect((await general.does('renew')).outcome).toBe('already-valid');
  await before(WINDOW_MS);
  await compare('the last 40 days');
  expect([(await general.list('--check')).exitCode, emails().length]).toEqual([11, 4]);

  // The general user renews; the administrator does, and keeps the old one for a while.
  await before(20 * DAY_MS);
  await gets(general, 'renew', 'A002');
  await compare('the general user has renewed');
  const [old] = (await admin.list()).certificates as {
    thumbprint?: string;
    sequence: string;
    state: string;
  }[];
  await gets(admin, 'renew', 'A002', '--keep-old');
  expect((await admin.list()).states).toHaveLength(2);
  await admin.isRefused('already-renewed', 5, 'renew', old?.thumbprint ?? '');
  expect((await admin.list('--check')).exitCode).toBe(0);
  expect((await admin.does('remove', '--superseded', '--yes')).results).toMatchObject([
    { certificate: { sequence: 'A001' } },
  ]);
  await compare('the administrator has renewed');

  // A change of PC: revoked first, then issued on the new one, and cleared away on the old one.
  await before(15 * DAY_MS);
  const newPc = new Pc(company, 'mover');
  await newPc.isRefused('issued-elsewhere', 5, 'issue', 'mover');
  await mover.isRefused('not-permitted', 5, 'revoke', 'general', '--yes');
  await admin.isRefused('master-certificate', 5, 'revoke', 'master', '--yes');
  const { results } = await admin.does('revoke', 'mover', '--yes');
  expect(results).toMatchObject([{ loginId: 'mover', outcome: 'revoked', removedHere: false }]);
  wanted.set('mover', { ...(wanted.get('mover') as Wanted), revoked: true });
  await compare('revoked');
  await mover.isRefused('revoked-at-bank', 5, 'renew', 'mover');
  const onOld = await mover.list();
  await gets(newPc, 'issue', 'A002');
  pcs.set('mover', newPc);
  await compare('issued on the new PC');
  expect(onOld.states).toEqual([['A001', 'renewable']]);
  await mover.isRefused('revoked-at-bank', 5, 'renew', 'mover');
  expect((await mover.does('remove', '--revoked', '--yes')).results).toHaveLength(1);
  expect((await mover.list()).certificates).toEqual([]);
  expect((await newPc.does('remove', '--revoked', '--expired', '--superseded', '--yes')).results).toEqual([]);

  // The master forgets.
  await before(HOUR_MS);
  await compare('the last hour');
  await goTo(new Date(end.getTime() + 2000));
  await compare('expired');
  await master.isRefused('certificate-expired', 5, 'renew', 'master');
  await master.isRefused('proof-impossible', 5, 'list', '--users');
  const dead = await master.list();
  expect(dead.states).toEqual([['A001', 'expired']]);
  await gets(master, 'issue', 'A002');
  expect((await master.does('remove', '--expired', '--yes')).results).toMatchObject([
    { certificate: { sequence: 'A001' } },
  ]);
  await compare('issued again');

  // What an administrator sees of it all.
  const { users } = await admin.does('list', '--users', '--sort', 'role');
  const ours = (users as { loginId: string; role: string; certificate: { state: string } }[]).filter(
    ({ loginId }) => wanted.has(loginId),
  );
  expect(ours.map(({ loginId, role, certificate }) => [loginId, role, certificate.state])).toEqual([
    ['master', 'master', 'issued'],
    ['admin', 'administrator', 'issued'],
    ...['general', 'mover'].map((loginId) => [loginId, 'general', 'issued']),
  ]);

  // The next round.
  const second = wanted.get('general')?.notAfter ?? new Date(0);
  await goTo(new Date(second.getTime() - 10 * DAY_MS));
  await compare('a year later');
  await gets(general, 'renew', 'A003');
  await compare('renewed a second time');
  expect(emails().length).toBeGreaterThanOrEqual(7);
}, 200_000);
