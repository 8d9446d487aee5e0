import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { controlPracticeBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { passwordOf } from '../support/company.ts';
import { serveGateway } from '../support/gateway.ts';
import { type ProxyBehaviour, serveProxy } from '../support/proxy.ts';
import { NO_SQUID, startSquid } from '../support/real-proxies.ts';
import { homeWithBank, POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ENTER, openTerminal } from '../support/terminal.ts';
import { makeServerCertificates, type ServerCertificates } from '../support/tls-server.ts';
import { listFile } from '../support/user-list.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

const SECRET = 'Kx7-geheim@/Qw9';
const TARO = `taro:${encodeURIComponent(SECRET)}`;
const USER = 'jirodt';
/** Only proxies know where it is. */
const HOST = 'bank.example';

/** A bank that only proxies find, and what makes a PC know of it. */
async function hiddenBank() {
  const dir = join(homeWithBank(), 'sandbox');
  const bank = await startPracticeBank({ dir, now: systemClock, waitMs: 0, shared: true, log: () => {} });
  onTestFinished(() => bank.close());
  const gateway = await serveGateway(certificates.otherName, bank, () => false);
  const caFile = join(tempFolder(), 'ca.pem');
  writeFileSync(caFile, certificates.ca.pem);
  const { port } = new URL(gateway.url);
  const control = await controlPracticeBank(dir, systemClock);
  onTestFinished(() => control.close());
  const { users } = await control.info();
  const env = { CERT_TOOL_BANK: `https://${HOST}:${port}`, NODE_EXTRA_CA_CERTS: caFile };
  const codeOf = (loginId: string) => users.find((user) => user.loginId === loginId)?.otp.code ?? '';
  const login = {
    CERT_TOOL_LOGIN_ID: USER,
    CERT_TOOL_PASSWORD: passwordOf(USER),
    CERT_TOOL_OTP: codeOf(USER),
  };
  return { env, login, target: `${HOST}:${port}`, seen: gateway.seen };
}

const proxyFor = (behaviour: ProxyBehaviour) => serveProxy({ hosts: { [HOST]: '127.0.0.1' }, ...behaviour });

/** What is written anywhere in a folder. */
function allIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

function expectNoSecret(...texts: readonly string[]): void {
  const forms = ['geheim', encodeURIComponent(SECRET), Buffer.from(`taro:${SECRET}`).toString('base64')];
  for (const text of texts) for (const form of forms) expect(text).not.toContain(form);
}

test('a certificate is issued through the proxy of HTTPS_PROXY, whose password shows nowhere', async () => {
  const { env, login, target } = await hiddenBank();
  const proxy = await proxyFor({ users: { taro: SECRET } });
  const [home, logFile] = [tempFolder(), join(tempFolder(), 'run.log')];
  const args = ['issue', '--store', 'file', '--verbose', '--json', '--log-file', logFile];
  const HTTPS_PROXY = `http://${TARO}@127.0.0.1:${proxy.port}`;
  const { code, stdout, stderr } = await runCli(home, args, { env: { ...env, ...login, HTTPS_PROXY } });
  expect(code, stderr).toBe(0);
  expect(proxy.asked).toContainEqual({ target, login: `taro:${SECRET}` });
  expect(stderr).toContain(`through the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY)`);
  expectNoSecret(stdout, stderr, allIn(home), readFileSync(logFile, 'utf8'));
});

test('our own variable has the password of --proxy, and programs that are started do not get it', async () => {
  const { env } = await hiddenBank();
  const proxy = await proxyFor({ users: { taro: SECRET } });
  const home = tempFolder();
  const [spy, report] = [join(home, 'otp.cjs'), join(home, 'seen.txt')];
  writeFileSync(
    spy,
    `require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.env));`,
  );
  const args = ['issue', 'jirodt', '--store', 'file', '--otp-command', `node ${spy}`];
  const { stderr } = await runCli(home, [...args, '--proxy', `taro@127.0.0.1:${proxy.port}`], {
    env: { ...env, CERT_TOOL_PASSWORD: passwordOf('jirodt'), CERT_TOOL_PROXY_PASSWORD: SECRET },
  });
  expect(readFileSync(report, 'utf8')).toContain('CERT_TOOL_LOGIN_ID');
  expectNoSecret(stderr, readFileSync(report, 'utf8'));
});

test('a wrong password is sent once, for however many users and runs, and shows nowhere', async () => {
  const { env, login, seen } = await hiddenBank();
  const proxy = await proxyFor({ users: { taro: 'other' } });
  const home = tempFolder();
  const rows = ['tarodt', USER, 'hanakodt'].map((loginId) => [loginId, passwordOf(loginId)]);
  const list = listFile('loginId,password', rows);
  const HTTPS_PROXY = `http://${TARO}@127.0.0.1:${proxy.port}`;
  for (const [args, own, times, words] of [
    [
      ['issue', '--from', list, '--verbose', '--store', 'file'],
      {},
      1,
      'password for the proxy (HTTPS_PROXY)',
    ],
    [
      ['issue', USER, '--verbose', '--json'],
      login,
      0,
      'on an earlier run (HTTPS_PROXY); it is not sent again before',
    ],
    [['issue', USER, '--last-try'], login, 1, 'password for the proxy (HTTPS_PROXY)'],
  ] as const) {
    proxy.asked.length = 0;
    const { code, stdout, stderr } = await runCli(home, args, { env: { ...env, HTTPS_PROXY, ...own } });
    expect([6, 9]).toContain(code);
    expect(stdout + stderr).toContain('CT-6023');
    expect(stdout + stderr).toContain(words);
    expect(proxy.asked.filter(({ login }) => login !== undefined)).toHaveLength(times);
    expectNoSecret(stdout, stderr, allIn(home));
  }
  expect(seen).toEqual([]);
});

test.each([
  ['HTTPS_PROXY', [], { HTTPS_PROXY: `http://taro:geheim%@proxy` }],
  ['HTTPS_PROXY', [], { HTTPS_PROXY: `http://taro:12/geheim@proxy` }],
  ['--proxy', ['--proxy', `http://${TARO}@proxy:3128`], {}],
  ['--proxy', ['--proxy', `http://taro:geheim@[`], {}],
] as const)('a mistake in %s is exit code 2, and is not shown: %#', async (place, more, env) => {
  const args = ['issue', USER, '--verbose', '--bank', 'https://bank.example', ...more];
  for (const json of [[], ['--json']]) {
    const { code, stdout, stderr } = await runCli(tempFolder(), [...args, ...json], {
      env,
    });
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(place);
    expectNoSecret(stdout, stderr);
  }
});

test('what asks no bank does not mind a wrong HTTPS_PROXY, nor does the practice bank', async () => {
  const env = { HTTPS_PROXY: 'http://%@127.0.0.1:9' };
  expect((await runCli(tempFolder(), ['list', '--store', 'file'], { env })).code).toBe(0);
  const { code, stderr } = await runCli(homeWithBank(), ['issue', '--sandbox', '--store', 'file'], { env });
  expect(code, stderr).toBe(0);
});

test('a variable that other programs take a proxy from is named where the bank cannot be reached', async () => {
  const env = { ALL_PROXY: 'socks5://taro:geheim@127.0.0.1:9' };
  const args = ['issue', USER, '--bank', 'https://bank.invalid', '--timeout', '1'];
  const { code, stderr } = await runCli(tempFolder(), args, { env });
  expect(code).toBe(6);
  expect(stderr).toContain('does not use the proxy of the variable ALL_PROXY');
  expectNoSecret(stderr);
});

test(`at a terminal user name and password are asked for, and once more after a refusal${POSIX_ONLY}`, async ({
  skip,
}) => {
  if (process.platform === 'win32') skip();
  const { env, login } = await hiddenBank();
  const proxy = await proxyFor({ users: { taro: SECRET } });
  const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  const terminal = openTerminal(tempFolder(), ['issue', '--store', 'file'], {
    env: { ...env, ...login, HTTPS_PROXY },
  });
  await terminal.waitFor('User name at the proxy');
  terminal.type(`taro${ENTER}`);
  await terminal.waitFor('Password of taro at the proxy');
  terminal.type(`wrong${ENTER}`);
  await terminal.waitFor('did not take that');
  terminal.type(ENTER);
  await terminal.waitFor('Password of taro at the proxy');
  terminal.type(`${SECRET}${ENTER}`);
  expect(await terminal.exitCode).toBe(0);
  expectNoSecret(terminal.raw());
  expect(await terminal.leftSane()).toBe(true);
  expect(proxy.asked.filter(({ login }) => login === 'taro:wrong')).toHaveLength(1);
});

test.skipIf(NO_SQUID)(`the whole flow by way of squid, with a password${NO_SQUID}`, async () => {
  const { env, login } = await hiddenBank();
  const squid = await startSquid({ users: { taro: SECRET }, hosts: [HOST] });
  const given = { ...env, ...login, HTTPS_PROXY: `http://${TARO}@${squid}` };
  const { code, stdout, stderr } = await runCli(tempFolder(), ['issue', '--store', 'file', '-v'], {
    env: given,
  });
  expect(code, stderr).toBe(0);
  expectNoSecret(stdout, stderr);
});
