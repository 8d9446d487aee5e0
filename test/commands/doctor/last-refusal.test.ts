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
