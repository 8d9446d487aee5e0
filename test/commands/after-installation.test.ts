import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { CertToolError } from '../../src/core/error.ts';
import { type Company, expectNothingLost, openCompany, passwordOf } from '../support/company.ts';
import { altered } from '../support/flat-session.ts';
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

let count = 0;
/** A user whose certificate is on a PC of its own, renewable; or one without any. */
async function pcOf(state: 'renewable' | 'not-issued') {
  count += 1;
  const [loginId, home] = [`user${count}`, tempFolder()];
  await company.add({ [loginId]: { state } });
  const old = state === 'renewable' ? await company.install(home, loginId) : undefined;
  return { loginId, home, old };
}

/** A program that notes what it was told, and what stood in the journal then. */
function recorder(home: string, more = '') {
  const told = join(home, 'told');
  const program = join(home, 'after it.cjs');
  const code = `#!${process.execPath}
const fs = require('fs');
const text = fs.readFileSync(0, 'utf8');
const open = fs.readdirSync(${JSON.stringify(join(home, 'journal'))}).length;
fs.appendFileSync(${JSON.stringify(told)}, JSON.stringify({ open, args: process.argv.slice(2), got: JSON.parse(text) }) + '\\n');
console.log('told the accountant');
${more}`;
  writeFileSync(program, code);
  chmodSync(program, 0o700);
  const calls = () =>
    existsSync(told)
      ? readFileSync(told, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  return { program, calls };
}

function configure(home: string, config: object): void {
  writeFileSync(join(home, 'config.json'), JSON.stringify(config));
}

interface Pc {
  readonly loginId: string;
  readonly home: string;
}

async function run({ loginId, home }: Pc, argv: readonly string[], alter = {}) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) };
  return runInProcess([...argv, ...company.args], { env, ...alter });
}

async function json(pc: Pc, argv: readonly string[], alter = {}) {
  const { exitCode, stdout } = await run(pc, [...argv, '--json'], alter);
  return { exitCode, document: JSON.parse(stdout) };
}

describe('after a renewal', () => {
  test('the program of the config is told of the new certificate and the old one, while the entry is open', async () => {
    const pc = await pcOf('renewable');
    const { program, calls } = recorder(pc.home);
    configure(pc.home, { hooks: { installed: [program, '--firm', 'a b'] } });
    const { exitCode, document } = await json(pc, ['renew', pc.loginId]);
    expect([exitCode, document.outcome, document.warnings]).toEqual([0, 'renewed', []]);
    const { thumbprint, serialNumber, subject, issuer, notBefore, notAfter, friendlyName, location } =
      document.certificate;
    expect(calls()).toEqual([
      {
        open: 1,
        args: ['--firm', 'a b'],
        got: {
          version: 1,
          event: 'installed',
          outcome: 'renewed',
          confirmed: true,
          loginId: pc.loginId,
          bank: { bankId: company.bank.bankId, name: 'cert-tool demo bank' },
          certificate: {
            ...{ thumbprint, serialNumber, subject, issuer, notBefore, notAfter, friendlyName, location },
            store: 'file',
          },
          previous: { thumbprint: pc.old?.thumbprint, serialNumber: pc.old?.serialNumber, removed: true },
        },
      },
    ]);
    await expectNothingLost(company, pc.home, pc.loginId);
  });

  test('what it prints is shown with --verbose alone, and stands in no document', async () => {
    for (const [options, isShown] of [
      [[], false],
      [['--verbose'], true],
      [['--verbose', '--json'], true],
    ] as const) {
      const pc = await pcOf('renewable');
      const { program } = recorder(pc.home);
      const { stdout, stderr } = await run(pc, ['renew', pc.loginId, '--after', program, ...options]);
      expect([stderr.includes('told the accountant'), stdout.includes('told the accountant')]).toEqual([
        isShown,
        false,
      ]);
    }
  });

  test('with the old certificate kept it is not said to be removed', async () => {
    const pc = await pcOf('renewable');
    const { program, calls } = recorder(pc.home);
    await run(pc, ['renew', pc.loginId, '--keep-old', '--after', program]);
    expect(calls()[0].got.previous).toMatchObject({ thumbprint: pc.old?.thumbprint, removed: false });
  });

  test('of several each once', async () => {
    const pc = await pcOf('renewable');
    const other = `${pc.loginId}b`;
    await company.add({ [other]: {} });
    await company.install(pc.home, other);
    const { program, calls } = recorder(pc.home);
    const env = { CERT_TOOL_HOME: pc.home };
    const credentials = join(pc.home, 'credentials.json');
    for (const loginId of [pc.loginId, other]) {
      writeFileSync(credentials, JSON.stringify({ loginId, password: passwordOf(loginId) }), { mode: 0o600 });
      const argv = ['renew', '--all', '--credentials', credentials, '--after', program, ...company.args];
      await runInProcess(argv, { env });
    }
    expect(calls().map(({ got }) => got.loginId)).toEqual([pc.loginId, other]);
  });

  test('other programs are spoken of, in both languages', async () => {
    const one = await pcOf('renewable');
    expect((await run(one, ['renew', one.loginId])).stdout).toContain('Accounting software and payment apps');
    const other = await pcOf('renewable');
    const { stdout } = await run(other, ['renew', other.loginId, '--lang', 'ja']);
    expect(stdout).toMatch(/会計ソフトや振込アプリ.*古い証明書/);
  });
});

describe('after an issue', () => {
  test('there is no earlier certificate to be told of, and no program that would hold it', async () => {
    const pc = await pcOf('not-issued');
    const { program, calls } = recorder(pc.home);
    const { stdout } = await run(pc, ['issue', '--after', program]);
    expect(stdout).not.toContain('Accounting software');
    const [{ got }] = calls();
    expect(got).toMatchObject({ event: 'installed', outcome: 'issued', loginId: pc.loginId });
    expect(got).not.toHaveProperty('previous');
  });

  test('where a revoked one of the same user is here, it is that one', async () => {
    const pc = await pcOf('renewable');
    await company.control((control) => control.rules(['masterRevocableBy=']));
    await company.add({ [`${pc.loginId}admin`]: { role: 'administrator', state: 'issued' } });
    await company.install(pc.home, `${pc.loginId}admin`);
    const admin = { loginId: `${pc.loginId}admin`, home: pc.home };
    const env = {
      CERT_TOOL_HOME: pc.home,
      CERT_TOOL_LOGIN_ID: admin.loginId,
      CERT_TOOL_PASSWORD: passwordOf(admin.loginId),
      CERT_TOOL_CONFIRMATION_PASSWORD: `kakunin-${admin.loginId}`,
    };
    await runInProcess(['revoke', pc.loginId, '--keep-local', '--yes', ...company.args], { env });
    const { program, calls } = recorder(pc.home);
    const { stdout } = await run(pc, ['issue', pc.loginId, '--check-bank', '--after', program]);
    expect(stdout).toContain('Accounting software');
    expect(calls()[0].got.previous).toEqual({
      thumbprint: pc.old?.thumbprint,
      serialNumber: pc.old?.serialNumber,
      removed: false,
    });
  });

  test('nothing is told where nothing was installed', async () => {
    const pc = await pcOf('not-issued');
    const { program, calls } = recorder(pc.home);
    await run(pc, ['issue', '--dry-run', '--after', program]);
    await run(pc, ['issue']);
    await run(pc, ['issue', '--after', program]);
    await run(pc, ['issue', '--check-bank', '--after', program]);
    expect(calls()).toEqual([]);
  });
});

describe('a program that fails', () => {
  test.each(['process.exit(4)', 'process.kill(process.pid)'])('by %s is a warning', async (more) => {
    const pc = await pcOf('not-issued');
    const { program } = recorder(pc.home, more);
    const { exitCode, document } = await json(pc, ['issue', '--after', program]);
    expect([exitCode, document.outcome]).toEqual([0, 'issued']);
    expect(document.warnings).toMatchObject([{ code: 'CT-0013', name: 'hook-failed' }]);
    await expectNothingLost(company, pc.home, pc.loginId);
  });

  test('because it is not there is one, too, of its own result where there are several', async () => {
    const pc = await pcOf('renewable');
    const program = join(pc.home, 'no such program');
    const { exitCode, document } = await json(pc, ['renew', '--all', '--after', program]);
    expect([exitCode, document.results[0].outcome]).toEqual([0, 'renewed']);
    expect(document.results[0].warnings).toMatchObject([{ code: 'CT-0013' }]);
    expect(document.results[0].warnings[0].message).toContain(program);
  });
});

describe('which program', () => {
  test("the option's counts before the config's, and a path in it from here", async () => {
    const pc = await pcOf('not-issued');
    const { program, calls } = recorder(pc.home);
    configure(pc.home, { hooks: { installed: [join(pc.home, 'another'), 'x'] } });
    const { document } = await json(pc, ['issue', '--after', program]);
    expect([document.warnings, calls().length, calls()[0].args]).toEqual([[], 1, []]);
  });

  test("the machine's config can lock it, and then the option has no effect", async () => {
    const pc = await pcOf('not-issued');
    const { program, calls } = recorder(pc.home);
    const alter = ({ settings }: Deps) => ({
      settings: { ...settings, afterInstallation: { isLocked: true } },
    });
    const { document } = await json(pc, ['issue', '--after', program], { alter });
    expect(document.outcome).toBe('issued');
    expect(calls()).toEqual([]);
    expect(document.warnings).toMatchObject([{ message: expect.stringContaining('--after') }]);
  });

  test.each([
    ['a relative path', ['tell.sh']],
    ['no program', []],
    ['what is no list', '/usr/bin/tell'],
    ['what is no text', ['/usr/bin/tell', 1]],
  ])('%s in the config is refused', async (_, installed) => {
    const pc = await pcOf('not-issued');
    configure(pc.home, { hooks: { installed } });
    const { exitCode, document } = await json(pc, ['issue']);
    expect([exitCode, document.error.name]).toEqual([2, 'invalid-config']);
    expect(document.error.message).toContain('hooks: installed:');
  });

  test('a path that was not expanded is refused before anything is asked', async () => {
    const pc = await pcOf('not-issued');
    const { exitCode, document } = await json(pc, ['issue', '--after', '~/tell.sh']);
    expect([exitCode, document.error.name]).toEqual([2, 'unusable-path']);
  });
});

describe('told at least once', () => {
  test('where the bank cannot be told, and again once it was', async () => {
    const pc = await pcOf('renewable');
    const { program, calls } = recorder(pc.home);
    const refuse = () => Promise.reject(new CertToolError('connection-lost', { params: { host: 'test' } }));
    const alter = {
      alter: ({ openBank }: { openBank(): Promise<never> }) => ({
        openBank: async () => altered(await openBank(), () => ({ confirm: refuse })),
      }),
    };
    const first = await json(pc, ['renew', pc.loginId, '--after', program], alter);
    expect(first.document).toMatchObject({ outcome: 'renewed', warnings: [{ name: 'not-confirmed' }] });
    const second = await json(pc, ['issue', '--after', program]);
    expect(second.document).toMatchObject({ outcome: 'renewed', resumed: true, warnings: [] });
    const told = calls().map(({ got }) => got);
    expect(told.map(({ confirmed, previous }) => [confirmed, previous.removed])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(told[0].certificate.thumbprint).toBe(told[1].certificate.thumbprint);
    await expectNothingLost(company, pc.home, pc.loginId);
  });
});
