import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
  type UserWanted,
} from '../support/company.ts';
import { leftBehind } from '../support/left-behind.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
const office = join(folder, 'office');
const USUAL = [
  'masterRevocableBy=',
  'expiredNeedsRevocation=',
  'revocationMinutes=',
  'certificatesPerContract=',
];
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    admin: { role: 'administrator', state: 'issued' },
    boss: { role: 'master', state: 'issued' },
  });
  for (const loginId of ['admin', 'boss']) await company.install(office, loginId);
});
afterEach(() => setRules(...USUAL));
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const setRules = (...changes: string[]) => company.control((control) => control.rules(changes));

let count = 0;
async function user(wanted: UserWanted): Promise<string> {
  count += 1;
  await company.add({ [`user${count}`]: wanted });
  return `user${count}`;
}

async function run(home: string, argv: readonly string[], loginId: string) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
  const result = await runInProcess([...argv, ...company.args, '--yes', '--json'], { env });
  return { ...result, document: JSON.parse(result.stdout) };
}

async function refusedIssue(loginId: string) {
  const home = tempFolder();
  const { exitCode, document } = await run(home, ['issue'], loginId);
  expect(document).toMatchObject({ ok: false, error: { exitCode } });
  expect(await certificatesHere(home)).toEqual([]);
  expect(leftBehind(home)).toEqual([]);
  return { exitCode, error: document.error };
}

const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);

describe('asking for a certificate', () => {
  test('an expired one has to be revoked first: asked once, nothing left here, and who must act', async () => {
    await setRules('expiredNeedsRevocation=true');
    const loginId = await user({ state: 'expired' });
    const before = (await acts()).filter((act) => act === 'request-refused').length;
    const { exitCode, error } = await refusedIssue(loginId);
    expect([exitCode, error.code, error.name]).toEqual([5, 'CT-5037', 'expired-not-revoked']);
    expect(error.hint).toMatch(/^An administrator or the master user in your company must revoke it\./);
    expect((await acts()).filter((act) => act === 'request-refused')).toHaveLength(before + 1);

    const revoked = await run(office, ['revoke', loginId], 'admin');
    expect(revoked.document.results).toMatchObject([{ loginId, ok: true, outcome: 'revoked' }]);
    expect((await run(tempFolder(), ['issue'], loginId)).document.outcome).toBe('issued');
  });

  test('a full contract', async () => {
    await setRules('certificatesPerContract=1');
    const { exitCode, error } = await refusedIssue(await user({ state: 'not-issued' }));
    expect([exitCode, error.code, error.name]).toEqual([5, 'CT-5039', 'contract-full']);
    expect(error.message).toBe('Your company has as many certificates as its contract allows (1).');
  });
});

describe('a revocation that takes time', () => {
  test('is told with its time, leaves the certificate here, and another one waits for it', async () => {
    await setRules('revocationMinutes=30');
    const loginId = await user({});
    await company.install(office, loginId);
    const here = (await certificatesHere(office)).length;
    for (const _ of ['asked', 'asked again']) {
      const { exitCode, document } = await run(office, ['revoke', loginId], 'admin');
      expect(exitCode).toBe(0);
      const [result] = document.results;
      expect(result).toMatchObject({ loginId, ok: true, outcome: 'revocation-pending', removedHere: false });
      expect(result.effectiveAt).toMatch(/^\d{4}-.*Z$/);
      expect(result).not.toHaveProperty('revokedAt');
    }
    expect(await certificatesHere(office)).toHaveLength(here);
    expect((await company.me(loginId)).certificate.state).toBe('renewable');
  });

  test('the PC that is to have the next one is told so, not that the other is still issued', async () => {
    await setRules('revocationMinutes=30');
    const [loginId, home] = [await user({ state: 'issued' }), tempFolder()];
    const first = await refusedIssue(loginId);
    expect(first.error.name).toBe('issued-elsewhere');
    expect(first.error.hint).toContain('At this bank a revocation takes 30 minutes to count');
    await run(office, ['revoke', loginId], 'admin');
    const { error } = await refusedIssue(loginId);
    expect([error.code, error.name]).toEqual(['CT-5038', 'revocation-pending']);
    const rehearsed = await run(home, ['issue', '--dry-run'], loginId);
    expect(rehearsed.document.error.name).toBe('issued-elsewhere');
  });

  test('a request for another certificate meanwhile is refused, with the time', async () => {
    await setRules('revocationMinutes=30', 'expiredNeedsRevocation=true');
    const loginId = await user({ state: 'expired' });
    await run(office, ['revoke', loginId], 'admin');
    const { exitCode, error } = await refusedIssue(loginId);
    expect([exitCode, error.code, error.name]).toEqual([5, 'CT-5038', 'revocation-pending']);
    expect(error.message).toMatch(/\(done at 20\d\d-\d\d-\d\d .* JST\)/);
  });
});

describe("a master user's certificate", () => {
  test.each([
    ['none', 'Your branch'],
    [
      'self',
      'The master user personally (at the PC that has the certificate), or where that PC is gone your branch',
    ],
    ['master', 'Another master user in your company can revoke it.'],
  ])(
    'masterRevocableBy=%s: the bank refuses an administrator, and the hint says who can',
    async (by, who) => {
      await setRules(`masterRevocableBy=${by}`);
      const { exitCode, document } = await run(office, ['revoke', 'boss'], 'admin');
      expect([exitCode, document.error.name]).toEqual([5, 'master-certificate']);
      expect(document.error.hint).toContain(who);
    },
  );

  test('where the bank allows it, an administrator revokes it', async () => {
    await setRules('masterRevocableBy=administrator');
    const { exitCode, document } = await run(office, ['revoke', 'boss'], 'admin');
    expect(exitCode).toBe(0);
    expect(document.results).toMatchObject([{ loginId: 'boss', outcome: 'revoked', removedHere: true }]);
  });
});

describe('what the rules say is told', () => {
  test('with the users', async () => {
    await setRules(
      ...['certificatesPerContract=50', 'masterRevocableBy=self', 'expiredNeedsRevocation=true'],
      'revocationMinutes=120',
    );
    await user({ state: 'expired' });
    const { stderr, document } = await run(office, ['list', '--users'], 'admin');
    expect(document.ok).toBe(true);
    expect(stderr).toMatch(/Users with a certificate: \d+\. The contract allows 50\./);
    expect(stderr).toContain('an expired certificate, too, has to be revoked');
    expect(stderr).toContain('certificate: the master user personally (at the PC that has the certificate)');
    expect(stderr).toContain('a revocation takes 2 hours to count');
    await setRules('masterRevocableBy=', 'expiredNeedsRevocation=', 'revocationMinutes=');
    await setRules('certificatesPerContract=');
    const usual = await run(office, ['list', '--users'], 'admin');
    expect(usual.stderr).not.toMatch(/contract allows|expired certificate|takes/);
  });

  test('by explain, as far as the bank has stated them, and without it in general', async () => {
    await setRules(
      'certificatesPerContract=7',
      'masterRevocableBy=self,administrator',
      'revocationMinutes=90',
    );
    const home = tempFolder();
    await run(home, ['issue', '--check-bank'], await user({ state: 'not-issued' }));
    const explained = async (home: string, code: string) =>
      (await run(home, ['explain', code], 'admin')).document.explanation;
    expect((await explained(home, 'CT-5039')).message).toContain('allows (7)');
    const master = await explained(home, 'CT-5027');
    expect(master.remedy).toContain(
      'The master user personally (at the PC that has the certificate) or an adm',
    );
    const elsewhere = await explained(home, 'CT-5004');
    expect(elsewhere.remedy).toMatch(
      /^An administrator or the master user.*of a master user's certificate: the/,
    );
    expect(elsewhere.remedy).toContain('takes 90 minutes to count');
    const general = await explained(tempFolder(), 'CT-5004');
    expect(general.remedy).toMatch(
      /^<an administrator or the master user in your company; a master user's own,/,
    );
    expect(general.remedy).not.toContain('minutes');
  });
});
