import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyForFile } from '../../support/company.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored } from './examined.ts';

/** What a real bank has refused a user, as `doctor` knows it from the log of that run. */

const company = await companyForFile();

function pc(loginId: string) {
  const home = tempFolder();
  const env = { CERT_TOOL_HOME: home, HOME: home, CERT_TOOL_PASSWORD: `demo-${loginId}` };
  return {
    home,
    issue: (more: NodeJS.ProcessEnv = {}) =>
      runInProcess(['issue', loginId, '--no-input', ...company.args], { env: { ...env, ...more } }),
    doctor: (args: readonly string[] = []) => doctored(home, [loginId, ...args, ...company.args]),
  };
}

describe('what the bank refused last', () => {
  test('a certificate on another PC: the main cause, until it is issued here', async () => {
    await company.add({ elsewhere: { state: 'issued' } });
    const { issue, doctor } = pc('elsewhere');
    expect((await doctor()).document).toMatchObject({
      cause: 'certificate-present',
      user: { can: 'issue' },
    });
    expect((await issue()).exitCode).toBe(5);
    const { document, exitCode, check } = await doctor();
    expect(exitCode).toBe(11);
    expect(document).toMatchObject({
      cause: 'last-refusal',
      error: { name: 'issued-elsewhere' },
      user: { can: 'refused' },
    });
    expect(document.verdict).toContain('elsewhere');
    expect(check('last-refusal').detail).toMatch(/^the bank said so to issue, 20.+ JST$/);
  });

  test('--last says it once, and nothing against it', async () => {
    await company.add({ once: { state: 'issued' } });
    const { issue, doctor } = pc('once');
    await issue();
    const { document } = await doctor(['--last']);
    expect(document).toMatchObject({ error: { name: 'issued-elsewhere' }, user: { can: 'refused' } });
    expect(document.checks.map(({ id }) => id)).not.toContain('last-refusal');
  });

  test('with a good certificate here: nothing more of it', async () => {
    await company.add({ moved: { state: 'issued' } });
    const { home, issue, doctor } = pc('moved');
    await issue();
    await company.install(home, 'moved');
    const { document, check } = await doctor();
    expect(check('last-refusal').status).toBe('ok');
    expect(document.user?.can).toBe('nothing');
  });

  test('of nobody who was not asked about', async () => {
    await company.add({ asked: { state: 'issued' } });
    const { home, issue } = pc('asked');
    await issue();
    for (const args of [[], ['jiro']]) {
      const { check } = await doctored(home, [...args, ...company.args]);
      expect(check('last-refusal').status).toBe('ok');
    }
  });
});

describe('what was installed in another store', () => {
  /** As a run has logged it that took the store of the browsers. */
  function noteInstalled(home: string, loginId: string): void {
    const one = { run: 'aaaaa', time: new Date().toISOString(), level: 'info' };
    const lines = [
      { ...one, event: 'start', command: 'issue', loginId, bank: company.bank.bankUrl },
      { ...one, event: 'store', store: 'nss', place: 'nss:/profile' },
      { ...one, event: 'result', loginId, ok: true, outcome: 'issued', serialNumber: 'aa' },
      { ...one, event: 'end', outcome: 'issued', exitCode: 0 },
    ];
    mkdirSync(join(home, 'log'), { mode: 0o700 });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(home, 'log', '00000001.jsonl'), text, { mode: 0o600 });
  }

  test('is looked for there, and nobody revokes it for that', async () => {
    await company.add({ nss: { state: 'issued' } });
    const { home, issue, doctor } = pc('nss');
    noteInstalled(home, 'nss');
    const expected = { cause: 'certificate-present', user: { can: 'other-store' } };
    const before = await doctor();
    expect(before.document).toMatchObject(expected);
    expect(before.document.verdict).toContain('in the store nss:/profile');
    expect((await issue()).stderr).toContain('CT-5004');
    expect((await doctor()).document).toMatchObject(expected);
  });
});
