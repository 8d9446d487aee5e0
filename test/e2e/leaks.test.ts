import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Exchange } from '../../src/sandbox/http/app.ts';
import { controlPracticeBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { installFromBank } from '../enrollment/support.ts';
import { confirmationOf, passwordOf, storeOf } from '../support/company.ts';
import { homeWithBank, POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A practice bank whose traffic is seen, so that the session's token is known. */
async function watchedBank() {
  const dir = join(homeWithBank(), 'sandbox');
  const exchanges: Exchange[] = [];
  const log: string[] = [];
  const bank = await startPracticeBank({
    dir,
    now: systemClock,
    waitMs: 0,
    shared: true,
    log: (line) => log.push(line),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  onTestFinished(() => bank.close());
  const control = await controlPracticeBank(dir, systemClock);
  onTestFinished(() => control.close());
  const { users } = await control.info();
  const codeOf = (loginId: string) => users.find((user) => user.loginId === loginId)?.otp.code ?? '';
  return { bank, dir, codeOf, log, tokens: () => tokensIn(exchanges) };
}

function tokensIn(exchanges: readonly Exchange[]): string[] {
  const tokens = exchanges.map(
    ({ requestHeaders }) => /^Bearer (.+)$/.exec(requestHeaders.get('authorization') ?? '')?.[1],
  );
  return [...new Set(tokens.filter((token) => token !== undefined))];
}

/** Every file below a folder, keys of the store left out: they are what the store is for. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('key.pem'));
}

const PRIVATE_KEY = 'PRIVATE KEY';

/** Writes down what it can see of itself and its parent, then prints the code. */
function spyingOtpProgram(here: string, code: string): { command: string; report: string } {
  const [program, report] = [join(here, 'otp.cjs'), join(here, 'seen.txt')];
  writeFileSync(
    program,
    `const { readFileSync, writeFileSync } = require('node:fs');
const read = (file) => { try { return readFileSync(file, 'utf8'); } catch { return ''; } };
writeFileSync(${JSON.stringify(report)}, [JSON.stringify(process.env), process.argv.join(' '),
  read('/proc/self/environ'), read('/proc/' + process.ppid + '/cmdline')].join('\\n'));
console.log(${JSON.stringify(code)});`,
  );
  return { command: `node ${program}`, report };
}

test.each([
  ['issue', 'jirodt', ['jirodt']],
  ['renew', 'tarodt', ['tarodt']],
  ['revoke', 'hanakodt', ['sachikodt', '--yes']],
  ['list', 'hanakodt', ['--users']],
] as const)(
  `no secret is found in what %s prints, keeps, or gives to children${POSIX_ONLY}`,
  async (command, loginId, more) => {
    const { bank, dir, codeOf, log, tokens } = await watchedBank();
    const [code, password, confirmation] = [codeOf(loginId), passwordOf(loginId), confirmationOf(loginId)];
    const [here, logFile] = [tempFolder(), join(tempFolder(), 'run.log')];
    if (command !== 'issue') await installFromBank(dir, storeOf(here), loginId);
    const spy = spyingOtpProgram(here, code);
    const args = [
      command,
      ...more,
      '--store',
      'file',
      '--verbose',
      '--log-file',
      logFile,
      '--otp-command',
      spy.command,
    ];
    const env = {
      CERT_TOOL_BANK: bank.bankUrl,
      NODE_EXTRA_CA_CERTS: bank.caFile,
      CERT_TOOL_LOGIN_ID: loginId,
      CERT_TOOL_PASSWORD: password,
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmation,
    };
    const { code: exitCode, stdout, stderr } = await runCli(here, args, { env });
    expect(exitCode, stderr).toBe(0);
    expect(tokens()).toHaveLength(1);

    const seen = readFileSync(spy.report, 'utf8');
    expect(seen).toContain('CERT_TOOL_LOGIN_ID');
    const kept = filesIn(here).filter((file) => file !== spy.report && !file.endsWith('otp.cjs'));
    expect(kept.length).toBeGreaterThan(2);
    const places = {
      stdout,
      stderr,
      log: readFileSync(logFile, 'utf8'),
      bankLog: log.join('\n'),
      ...Object.fromEntries(kept.map((file) => [file, readFileSync(file, 'latin1')])),
    };
    expect(places.log.split('\n').length).toBeGreaterThan(5);
    for (const [place, text] of Object.entries({ ...places, seen })) {
      expect(text, place).not.toContain(password);
      expect(text, place).not.toContain(confirmation);
      expect(text, place).not.toContain(PRIVATE_KEY);
      for (const token of tokens()) expect(text, place).not.toContain(token);
    }
    for (const [place, text] of Object.entries(places)) expect(text, place).not.toContain(code);
  },
);

test(`nothing that a run keeps can be read by others${POSIX_ONLY}`, async ({ skip }) => {
  if (process.platform === 'win32') skip();
  const home = homeWithBank();
  const logFile = join(home, 'run.log');
  await runCli(home, ['issue', '--sandbox', '--log-file', logFile]);
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' });
  expect(names).toContain('run.log');
  for (const name of names) {
    expect(statSync(join(home, name)).mode & 0o077, name).toBe(0);
  }
});

test('a failing run with everything said aloud shows no secret either', async () => {
  const { bank, codeOf } = await watchedBank();
  const code = codeOf('jirodt');
  const here = tempFolder();
  const credentials = join(here, 'credentials.json');
  writeFileSync(
    credentials,
    JSON.stringify({ loginId: 'jirodt', password: 'planted-wrong-password', otp: code }),
    {
      mode: 0o600,
    },
  );
  const {
    code: exitCode,
    stdout,
    stderr,
  } = await runCli(here, ['issue', '--store', 'file', '--json', '--verbose', '--credentials', credentials], {
    env: { CERT_TOOL_BANK: bank.bankUrl, NODE_EXTRA_CA_CERTS: bank.caFile },
  });
  expect(exitCode).toBe(3);
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain('planted-wrong-password');
    expect(text).not.toContain(code);
  }
});
