import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logged } from '../../support/json-document.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

let home: string;
beforeAll(() => {
  home = makeTempFolder();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const issue = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runInProcess(['issue', '--sandbox', '--no-color', ...argv], {
    env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', CERT_TOOL_LANG: 'en', ...env },
  });

const CERTIFICATE = {
  loginId: 'jirodt',
  sequence: 'A001',
  name: 'jirodt A001',
  subject: expect.stringMatching(/^CN=jirodt A001 \d{20},OU=.+,O=.+$/),
  issuer: expect.any(String),
  serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/),
  thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/),
  notBefore: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  lastWorkingDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  daysLeft: expect.any(Number),
  state: 'issued',
  hasPrivateKey: true,
  friendlyName: expect.any(String),
  location: expect.stringContaining('certificates'),
};

/** By which reports know the PC, the user and the moment. */
const ORIGIN = {
  time: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  device: hostname(),
  loginId: 'jirodt',
  bankId: expect.stringMatching(/^demo-/),
};

describe('issue against the practice bank, without a terminal', () => {
  test('rehearses, issues, and then has nothing to do', async () => {
    const rehearsal = await issue(['--dry-run', '--json']);
    expect(rehearsal.exitCode).toBe(0);
    expect(JSON.parse(rehearsal.stdout)).toEqual({
      ...logged('issue'),
      ...ORIGIN,
      ok: true,
      outcome: 'dry-run',
      resumed: false,
      warnings: [],
    });

    const first = await issue(['--json']);
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(first.stderr).toContain('jirodt');
    const document = JSON.parse(first.stdout);
    expect(document).toEqual({
      ...logged('issue'),
      ...ORIGIN,
      ok: true,
      outcome: 'issued',
      resumed: false,
      certificate: CERTIFICATE,
      warnings: [],
    });
    expect(document.certificate.daysLeft).toBeGreaterThan(360);

    const second = await issue(['--json']);
    expect(second.exitCode).toBe(0);
    expect(JSON.parse(second.stdout)).toEqual({
      ...document,
      ...logged('issue'),
      ...ORIGIN,
      outcome: 'already-valid',
    });

    const shown = await issue(['--lang', 'ja']);
    expect(shown.exitCode).toBe(0);
    for (const part of [document.certificate.serialNumber, 'jirodt A001', '証明書有効期限', '証明書更新は']) {
      expect(shown.stdout).toContain(part);
    }

    const listed = await runInProcess(['list', '--sandbox', '--json', '--check'], {
      env: { CERT_TOOL_HOME: home },
    });
    expect(listed.exitCode).toBe(0);
    expect(JSON.parse(listed.stdout).certificates).toEqual([
      {
        ...document.certificate,
        keyUsable: true,
        bank: { id: expect.stringMatching(/^demo-/) },
        attention: [],
      },
    ]);
  });

  test('a wrong password is refused once, with the tries left', async () => {
    const { exitCode, stdout, stderr } = await issue(['hanakodt', '--json'], {
      CERT_TOOL_PASSWORD: 'wrong-password-77',
    });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'CT-3001', name: 'credentials-refused', exitCode: 3, attemptsLeft: expect.any(Number) },
    });
    expect(stdout + stderr).not.toContain('wrong-password-77');
  });
});

test('without a bank names the three ways to one', async () => {
  for (const lang of ['ja', 'en']) {
    const env = { CERT_TOOL_HOME: tempFolder() };
    const { exitCode, stderr, stdout } = await runInProcess(['issue', '--lang', lang], { env });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    for (const option of ['--bank', '--profile', '--sandbox']) expect(stderr).toContain(option);
  }
});
