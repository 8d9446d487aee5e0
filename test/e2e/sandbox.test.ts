import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { logged } from '../support/json-document.ts';
import { entryFile, homeWithBank, leftBehind, runCli, startCli } from '../support/run.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a command printed is what the tests look at
async function json(home: string, ...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await runCli(home, [...args, '--json']);
  const said = { code, stderr };
  expect({ args, ...said }).toMatchObject({ args, code: 0 });
  return JSON.parse(stdout);
}

async function stateOf(home: string, loginId: string): Promise<string> {
  const { users } = await json(home, 'sandbox', 'info');
  return users.find((user: { loginId: string }) => user.loginId === loginId).state;
}

test('install: this PC holds the certificate, with the same dates; the seeded one is superseded', async () => {
  const home = homeWithBank();
  const installed = await json(home, 'sandbox', 'install', 'hanakodt');
  expect(installed).toMatchObject({
    ok: true,
    outcome: 'installed',
    certificate: { loginId: 'hanakodt', sequence: 'A002', state: 'issued', hasPrivateKey: true },
  });
  // Seeded as of 100 days ago.
  expect(installed.certificate.daysLeft).toBeGreaterThan(255);
  expect(installed.certificate.daysLeft).toBeLessThan(270);
  const again = await json(home, 'sandbox', 'install', 'hanakodt');
  expect(again).toEqual({ ...installed, ...logged('sandbox-install'), outcome: 'already-here' });
  const listed = await json(home, 'list', '--sandbox', '--check');
  expect(listed.certificates).toMatchObject([
    { keyUsable: true, thumbprint: installed.certificate.thumbprint },
  ]);
  const issued = await json(home, 'issue', 'hanakodt', '--sandbox', '--check-bank');
  expect(issued).toMatchObject({ outcome: 'already-valid' });
  const { entries } = await json(home, 'sandbox', 'log');
  const acts = entries.map(({ act }: { act: string }) => act);
  expect(acts.filter((act: string) => act === 'certificate-installed')).toHaveLength(1);
  expect(acts).toContain('certificate-superseded');
  expect(leftBehind(home)).toEqual([]);

  expect((await json(home, 'sandbox', 'reset', '--yes')).removed).toEqual([installed.certificate.thumbprint]);
  expect(readdirSync(join(home, 'store', 'certificates'))).toEqual([]);
});

test('install as others: renewable, expired; refused where there is nothing to take over', async () => {
  const home = homeWithBank();
  for (const [loginId, state] of [
    ['tarodt', 'renewable'],
    ['ichirodt', 'expired'],
  ] as const) {
    const { certificate } = await json(home, 'sandbox', 'install', loginId);
    expect([loginId, certificate.state, await stateOf(home, loginId)]).toEqual([loginId, state, state]);
  }
  for (const [loginId, exitCode, name] of [
    ['jirodt', 5, 'nothing-to-install'],
    ['shirodt', 5, 'nothing-to-install'],
    ['nobody', 8, 'user-not-found'],
  ] as const) {
    const { code, stdout } = await runCli(home, ['sandbox', 'install', loginId, '--json']);
    expect([loginId, code, JSON.parse(stdout).error.name]).toEqual([loginId, exitCode, name]);
  }
});

test('install killed at any time: the same command completes it', async () => {
  const home = homeWithBank();
  for (const delay of [0.3, 0.5, 0.7, 0.9]) {
    // coreutils' timeout ends it by SIGKILL, wherever it is.
    const args = [
      '-s',
      'KILL',
      String(delay),
      process.execPath,
      entryFile(),
      'sandbox',
      'install',
      'saburodt',
    ];
    await once(spawn('timeout', args, { env: cleanEnvironment(home), stdio: 'ignore' }), 'close');
    const { certificate } = await json(home, 'sandbox', 'install', 'saburodt');
    const listed = await json(home, 'list', '--sandbox', '--check');
    expect(listed.certificates.map((each: { thumbprint: string }) => each.thumbprint)).toContain(
      certificate.thumbprint,
    );
    expect(await stateOf(home, 'saburodt')).toBe('issued');
    expect(leftBehind(home)).toEqual([]);
    expect(await json(home, 'issue', 'saburodt', '--sandbox', '--check-bank')).toMatchObject({
      outcome: 'already-valid',
    });
    await json(home, 'sandbox', 'reset', '--yes');
  }
}, 120_000);

test('clock and advance, with and without a running bank; the states of this PC follow', async () => {
  const home = homeWithBank();
  await json(home, 'issue', '--sandbox');
  const set = await json(home, 'sandbox', 'clock', '2030-02-01T09:00:00+09:00');
  expect(set.clock).toMatch(/^2030-02-01T00:00:0/);
  const { child, firstLine } = startCli(home, ['sandbox', 'start', '--json']);
  expect(JSON.parse(await firstLine).clock).toMatch(/^2030-02-01T/);
  expect((await json(home, 'sandbox', 'advance', '28')).clock).toMatch(/^2030-03-01T/);
  expect((await json(home, 'sandbox', 'clock')).clock).toMatch(/^2030-03-01T/);
  expect((await json(home, 'list', '--sandbox')).certificates).toMatchObject([{ state: 'expired' }]);
  expect((await json(home, 'sandbox', 'clock', 'now')).warnings).toEqual([]);
  expect((await json(home, 'list', '--sandbox')).certificates).toMatchObject([{ state: 'issued' }]);
  const [back, warned] = await Promise.all(
    [['--json'], []].map((more) => runCli(home, ['sandbox', 'clock', '2026-01-01T00:00:00Z', ...more])),
  );
  expect(JSON.parse(back?.stdout ?? '').warnings).toMatchObject([{ code: 'CT-0011', name: 'issued-later' }]);
  expect(warned?.stderr).toMatch(/CT-0011.* after this date: [1-9]/);
  child.kill('SIGINT');
  for (const wrong of [
    ['clock', '2030-02-30T00:00:00Z'],
    ['clock', '2030-02-01'],
    ['clock', '1900-01-01T00:00:00Z'],
    ['advance', '-1'],
    ['advance', '1.5'],
    ['advance', '99999'],
  ]) {
    const { code } = await runCli(home, ['sandbox', ...wrong]);
    expect([wrong, code]).toEqual([wrong, 2]);
  }
});

test('users add: they can be used at once; a fault is named and nobody is added', async () => {
  const home = homeWithBank();
  const file = join(home, 'users.csv');
  const header = 'loginId,name,role,password,confirmationPassword,otp,state';
  writeFileSync(file, `\uFEFF${header}\r\nyamada,山田,general,himitsu-1,kakunin-1,token,\r\n`);
  expect(await json(home, 'sandbox', 'users', 'add', file)).toEqual({
    ...logged('sandbox-users-add'),
    ok: true,
    added: 1,
  });
  expect(await json(home, 'issue', 'yamada', '--sandbox')).toMatchObject({ outcome: 'issued' });
  writeFileSync(file, `${header}\nsuzuki,鈴木,general,p,c,none,\nyamada,山田,general,p,c,none,\n`);
  const refused = await runCli(home, ['sandbox', 'users', 'add', file]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('line 3, column 1 (loginId)');
  const { users } = await json(home, 'sandbox', 'info');
  expect(users).toHaveLength(8);
  const missing = await runCli(home, ['sandbox', 'users', 'add', join(home, 'none.csv')]);
  expect(missing.code).toBe(2);
});

test('the log names who did what, and holds no secret', async () => {
  const home = homeWithBank();
  await json(home, 'issue', '--sandbox');
  const typed = { env: { CERT_TOOL_PASSWORD: 'wrong-password-77' } };
  const refused = await runCli(home, ['issue', 'sachikodt', '--sandbox', '--no-input', '--json'], typed);
  const { requestId } = JSON.parse(refused.stdout).error;
  await runCli(home, ['issue', 'my-password-99', '--sandbox', '--no-input'], typed);
  const { stdout } = await runCli(home, ['sandbox', 'log']);
  expect(stdout).toMatch(/jirodt +Logged in/);
  expect(stdout).toMatch(new RegExp(`sachikodt +Login password refused .*${requestId}`));
  const inJapanese = (await runCli(home, ['sandbox', 'log', '--lang', 'ja'])).stdout;
  expect(inJapanese).toMatch(new RegExp(`受付番号[^]*sachikodt +ログインパスワードを拒否 .*${requestId}`));
  const { entries } = await json(home, 'sandbox', 'log');
  expect(entries.length).toBeGreaterThan(5);
  for (const entry of entries) {
    expect(entry).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      loginId: expect.any(String),
      act: expect.stringMatching(/^[a-z-]+$/),
      detail: expect.any(String),
      ...('requestId' in entry && { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
    });
  }
  expect(JSON.stringify(entries)).not.toMatch(/demo-jirodt|wrong-password-77|my-password-99/);
  expect(existsSync(join(home, 'sandbox'))).toBe(true);
});

test('the rules in which banks differ are shown, set, and told to anyone; what is none is refused', async () => {
  const home = homeWithBank();
  const usual = { masterRevocableBy: [], expiredNeedsRevocation: false, revocationMinutes: 0 };
  expect(await json(home, 'sandbox', 'rules')).toMatchObject({ ok: true, rules: usual });
  const set = await json(home, 'sandbox', 'rules', 'renewalDays=30', 'masterRevocableBy=self,administrator');
  const rules = { ...usual, renewalDays: 30, masterRevocableBy: ['self', 'administrator'] };
  expect(set.rules).toEqual(rules);
  const shown = await runCli(home, ['sandbox', 'rules', '--lang', 'ja']);
  expect(shown.stdout).toMatch(/masterRevocableBy +self,administrator +マスターユーザ/);
  const refused = await runCli(home, ['sandbox', 'rules', 'renewalDays=soon']);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('renewalDays=soon (allowed: 1–3650)'),
  ]);
  expect((await json(home, 'sandbox', 'rules')).rules).toEqual(rules);
});
