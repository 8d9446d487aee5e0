import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** Certificates of the practice bank that somebody hid: nothing works with them, and nothing of them is lost. */
let home: string;
beforeAll(async () => {
  home = makeTempFolder();
  for (const loginId of ['hanakodt', 'saburodt']) await done(['sandbox', 'install', loginId]);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const env = (more: NodeJS.ProcessEnv = {}) => ({
  CERT_TOOL_HOME: home,
  CERT_TOOL_SANDBOX: '1',
  CERT_TOOL_NO_INPUT: '1',
  CERT_TOOL_LANG: 'en',
  ...more,
});

async function run(argv: readonly string[], more?: NodeJS.ProcessEnv) {
  const { exitCode, stdout, stderr } = await runInProcess([...argv, '--json'], { env: env(more) });
  return { exitCode, stderr, ...JSON.parse(stdout) };
}

async function done(argv: readonly string[]) {
  const result = await run(argv);
  expect(result.exitCode, result.stderr).toBe(0);
  return result;
}

const hiddenError = { ok: false, exitCode: 5, error: { code: 'CT-5046', name: 'certificate-hidden' } };

describe('a hidden certificate', () => {
  let serialNumber = '';
  beforeAll(async () => {
    const { results } = await done(['remove', '--archive', 'hanakodt', '--yes']);
    serialNumber = results[0].serialNumber;
  });

  test('is listed with --all alone, as archived', async () => {
    const loginIds = async (...argv: string[]) =>
      (await run(['list', ...argv])).certificates.map((each: { loginId: string }) => each.loginId);
    expect(await loginIds()).toEqual(['saburodt']);
    expect(await loginIds('--expiring', '3650', '--all')).toEqual(['saburodt']);
    expect((await run(['list', '--all'])).certificates).toMatchObject([
      { loginId: 'hanakodt', state: 'archived' },
      { loginId: 'saburodt', state: expect.not.stringMatching('archived') },
    ]);
    const shown = await runInProcess(['list'], { env: env() });
    expect(shown.stderr).toContain('Hidden certificates: 1 (--all shows them)');
    const table = await runInProcess(['list', '--all'], { env: env({ CERT_TOOL_LANG: 'ja' }), columns: 120 });
    expect(table.stdout).toMatch(/hanakodt +A\d{3} +非表示/);
  });

  test('is none for list --check', async () => {
    const { certificates } = await run(['list', '--check', '3650']);
    expect(certificates).toMatchObject([{ loginId: 'saburodt', attention: ['expires-soon'] }]);
  });

  test('issue says that it is here, and not that it was issued elsewhere', async () => {
    const refused = await run(['issue', 'hanakodt']);
    expect(refused).toMatchObject(hiddenError);
    expect(refused.error.hint).toContain(`"cert-tool remove --undo ${serialNumber}"`);
  });

  test('renew says the same, before any password is asked', async () => {
    for (const name of ['hanakodt', serialNumber]) {
      const refused = await run(['renew', name], { CERT_TOOL_PASSWORD: 'never-sent' });
      expect(refused).toMatchObject(hiddenError);
    }
    expect(
      JSON.stringify(await run(['renew', '--all', '--force', '--within', '3650', '--dry-run'])),
    ).not.toContain('hanakodt');
  });

  test('gives no proof', async () => {
    expect(await run(['list', '--users', '--login-id', 'hanakodt'])).toMatchObject(hiddenError);
  });

  test('works again once it is shown', async () => {
    await done(['remove', '--undo', serialNumber]);
    expect(await done(['issue', 'hanakodt'])).toMatchObject({ outcome: 'already-valid' });
    expect((await done(['list', '--users', '--login-id', 'hanakodt'])).users.length).toBeGreaterThan(1);
  });

  test('is shown by sandbox install', async () => {
    await done(['remove', '--archive', 'hanakodt', '--yes']);
    expect(await done(['sandbox', 'install', 'hanakodt'])).toMatchObject({
      outcome: 'installed',
      certificate: { state: expect.not.stringMatching('archived') },
    });
  });

  test('goes when it is revoked', async () => {
    await done(['sandbox', 'rules', 'masterRevocableBy=administrator']);
    await done(['remove', '--archive', 'saburodt', '--yes']);
    const { results } = await done(['revoke', 'saburodt', '--login-id', 'hanakodt', '--yes']);
    expect(results).toMatchObject([{ loginId: 'saburodt', outcome: 'revoked', removedHere: true }]);
    expect((await run(['list', '--all'])).certificates).toHaveLength(1);
  });
});

test('only hidden ones here: nothing to check', async () => {
  await done(['remove', '--archive', 'hanakodt', '--yes']);
  expect(await run(['list', '--check'])).toMatchObject({
    exitCode: 8,
    error: { name: 'certificate-not-found' },
  });
});
