import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bank } from '../../src/core/ports/bank.ts';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { type RunInProcess, runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/** A bank behind a protocol that can issue and renew, and nothing besides. Stand-in: the practice bank with less. */

const folder = makeTempFolder();
const ADMIN = 'kanri';
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({ [ADMIN]: { role: 'administrator', state: 'issued' }, shin: { state: 'not-issued' } });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param acts what is asked of a session */
function withoutExtras(bank: Bank, acts: string[]): Bank {
  const { crl: _, ...rest } = bank;
  return {
    ...rest,
    offers: [],
    async logIn(loginId, password) {
      acts.push('login');
      const session = await bank.logIn(loginId, password);
      return {
        submitOtp: (code) => session.submitOtp(code),
        resendOtp: () => session.resendOtp(),
        requestCertificate(csr) {
          acts.push('request');
          return session.requestCertificate(csr);
        },
        renew: (serialNumber, csr) => session.renew(serialNumber, csr),
        logout: () => session.logout(),
      };
    },
  };
}

async function run(home: string, loginId: string, argv: readonly string[]) {
  const acts: string[] = [];
  const alter: RunInProcess['alter'] = (deps) => ({
    openBank: async () => withoutExtras(await deps.openBank(), acts),
    readPrivateFile: async () => {
      acts.push('credentials');
      const text = JSON.stringify({ password: passwordOf(loginId) });
      return { text, readableByOthers: false, writableByOthers: false };
    },
  });
  const result = await runInProcess([...argv, ...company.args, '--lang', 'en', '--json'], {
    env: { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId },
    alter,
  });
  return { ...result, acts, document: JSON.parse(result.stdout) as Record<string, unknown> };
}

const NOT_OFFERED = { name: 'not-offered-by-bank', code: 'CT-5036', exitCode: 5 };

test.each([[['list', '--users']], [['revoke', 'shin', '--yes']]])(
  '%j is not offered, which is said before any password is wanted',
  async (argv) => {
    const home = tempFolder();
    await company.install(home, ADMIN);
    const { exitCode, document, acts, stderr } = await run(home, ADMIN, argv);
    // Without a password at hand: asked for one it would be missing-input.
    expect([exitCode, document['error']]).toEqual([5, expect.objectContaining(NOT_OFFERED)]);
    expect(stderr).toContain('does not offer this: listing its users and revoking their certificates');
    expect(acts).toEqual([]);
  },
);

test('a revocation list that the bank does not hand out removes nothing', async () => {
  const home = tempFolder();
  await company.install(home, ADMIN);
  const { exitCode, document } = await run(home, ADMIN, ['remove', '--revoked', '--yes']);
  expect([exitCode, document['error']]).toEqual([5, expect.objectContaining(NOT_OFFERED)]);
  expect(await certificatesHere(home)).toHaveLength(1);
});

test('a certificate is issued and installed without state, proof and confirmation', async () => {
  const home = tempFolder();
  const { exitCode, document, acts, stderr } = await run(home, 'shin', ['issue', '--credentials', 'file']);
  expect(exitCode, stderr).toBe(0);
  expect(document).toMatchObject({ outcome: 'issued', warnings: [] });
  expect(acts).toEqual(['credentials', 'login', 'request']);
  expect((await certificatesHere(home)).map(({ signs }) => signs)).toEqual([true]);
  // Nothing is left to be done: the next run has no entry to complete.
  expect((await run(home, 'shin', ['issue'])).document).toMatchObject({
    outcome: 'already-valid',
    resumed: false,
  });
  const { unconfirmed } = await company.me('shin');
  expect(unconfirmed).toBeDefined();
});
