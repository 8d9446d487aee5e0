import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeWithBank, leftBehind, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Served {
  readonly home: string;
  readonly bankUrl: string;
  /** What points cert-tool at it. */
  readonly env: NodeJS.ProcessEnv;
}

/** A practice bank in a process of its own. */
async function served(): Promise<Served> {
  const home = homeWithBank();
  const { firstLine } = startCli(home, ['sandbox', 'start', '--json']);
  const { bankUrl, caFile } = JSON.parse(await firstLine) as { bankUrl: string; caFile: string };
  return { home, bankUrl, env: { CERT_TOOL_BANK: bankUrl, NODE_EXTRA_CA_CERTS: caFile } };
}

async function demoCode(home: string, loginId: string): Promise<string> {
  const { stdout } = await runCli(home, ['sandbox', 'info', '--json']);
  const { users } = JSON.parse(stdout) as { users: { loginId: string; otp: { code?: string } }[] };
  return users.find((user) => user.loginId === loginId)?.otp.code ?? '';
}

test('as a real bank: password by stdin, one-time password by a program', async () => {
  const { home, env } = await served();
  const here = tempFolder();
  const code = await demoCode(home, 'jirodt');
  const program = join(here, 'otp.cjs');
  writeFileSync(program, `console.log(process.env.CERT_TOOL_LOGIN_ID === 'jirodt' ? '${code}' : 'wrong')`);
  const issued = await runCli(
    here,
    ['issue', 'jirodt', '--json', '--store', 'file', '--password-stdin', '--otp-command', `node ${program}`],
    { env, input: 'demo-jirodt\n' },
  );
  expect(issued).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(issued.stdout)).toMatchObject({ ok: true, outcome: 'issued' });
  expect(issued.stdout).not.toContain(code);

  // The certificate is on the other PC now.
  const elsewhere = await runCli(home, ['issue', '--sandbox', '--json']);
  expect(elsewhere.code).toBe(5);
  expect(JSON.parse(elsewhere.stdout)).toMatchObject({
    ok: false,
    error: { name: 'issued-elsewhere', exitCode: 5 },
  });
  expect(leftBehind(home)).toEqual([]);
});

test('--sandbox uses the one that runs', async () => {
  const { home, bankUrl } = await served();
  const issued = await runCli(home, ['issue', 'ichirodt', '--sandbox', '--json', '--verbose']);
  expect(issued.code).toBe(0);
  expect(JSON.parse(issued.stdout)).toMatchObject({ certificate: { loginId: 'ichirodt', sequence: 'A002' } });
  const info = await runCli(home, ['sandbox', 'info', '--json']);
  expect(JSON.parse(info.stdout)).toMatchObject({ ok: true, bankUrl });
});

test('a password from a pipe that stays open is its first line', async () => {
  const args = ['issue', 'sachikodt', '--sandbox', '--json', '--password-stdin'];
  const { code, stdout } = await runCli(homeWithBank(), args, {
    input: '\ufeffdemo-sachikodt\r\nmore',
    stdinStaysOpen: true,
  });
  expect([code, JSON.parse(stdout).error.name]).toEqual([5, 'issued-elsewhere']);
});

test('a wrong password is tried once: exit 3, with the tries left', async () => {
  const { env } = await served();
  const here = tempFolder();
  const args = ['issue', 'jirodt', '--json', '--store', 'file', '--password-stdin'];
  const refused = await runCli(here, args, { env, input: 'himitsu-99\n' });
  expect(refused.code).toBe(3);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    ok: false,
    error: { code: 'CT-3001', name: 'credentials-refused', exitCode: 3, attemptsLeft: 4 },
  });
  expect(refused.stdout + refused.stderr).not.toContain('himitsu-99');
  expect(leftBehind(here)).toEqual([]);
});

test('what is missing is named: option and variable', async () => {
  const { env } = await served();
  const here = tempFolder();
  const missing = async (...args: string[]) => {
    const { code, stderr, stdout } = await runCli(here, ['issue', '--store', 'file', ...args], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };
  expect(await missing()).toMatch(/login-id.*CERT_TOOL_LOGIN_ID/s);
  expect(await missing('jirodt')).toMatch(/--password-stdin.*CERT_TOOL_PASSWORD/s);
  const credentials = join(here, 'credentials.json');
  writeFileSync(credentials, JSON.stringify({ loginId: 'jirodt', password: 'demo-jirodt' }), { mode: 0o600 });
  expect(await missing('--credentials', credentials)).toMatch(/--otp.*CERT_TOOL_OTP/s);
  expect(leftBehind(here)).toEqual([]);
});

test('no bank is set: exit 2, with the three ways to name one', async () => {
  const here = tempFolder();
  const { code, stdout, stderr } = await runCli(here, ['issue', 'jirodt', '--store', 'file']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const way of ['--bank', '--profile', '--sandbox']) expect(stderr).toContain(way);
});

test('switching off the verification of TLS is refused', async () => {
  const here = tempFolder();
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { code, stdout } = await runCli(here, ['issue', '--sandbox', '--json'], { env });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { name: 'tls-verification-disabled', exitCode: 2 } });
});

test('a bank whose TLS certificate is not trusted gets no password', async () => {
  const { bankUrl } = await served();
  const here = tempFolder();
  const args = ['issue', 'jirodt', '--json', '--store', 'file', '--password-stdin'];
  const refused = await runCli(here, args, { env: { CERT_TOOL_BANK: bankUrl }, input: 'demo-jirodt\n' });
  expect(refused.code).toBe(6);
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error: { exitCode: 6 } });
});
