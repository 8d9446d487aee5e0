import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { BankRefusal } from '../../../src/core/ports/bank-refusals.ts';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
  type UserWanted,
} from '../../support/company.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterEach(() => setRules('masterRevocableBy=', 'expiredNeedsRevocation=', 'revocationMinutes='));
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const setRules = (...changes: string[]) => company.control((control) => control.rules(changes));

let count = 0;
/** A PC that holds the certificates of these users, whose login IDs are these names and a number. */
async function pcWith(users: Readonly<Record<string, UserWanted>>) {
  count += 1;
  const [number, home] = [count, tempFolder()];
  const named = Object.entries(users).map(([name, user]) => [`${name}${number}`, user] as const);
  await company.add(Object.fromEntries(named));
  for (const [loginId] of named) await company.install(home, loginId);
  return { home, id: (name: string) => `${name}${number}` };
}

const withoutLists = (deps: Deps): Partial<Deps> => ({
  openBank: async () => ({
    ...(await deps.openBank()),
    crl: () => Promise.reject(new BankRefusal('not-found', 404)),
  }),
});

async function retire(home: string, loginId: string, alter?: (deps: Deps) => Partial<Deps>) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
  const options = { env, ...(alter ? { alter } : {}) };
  const result = await runInProcess(['retire', '--yes', '--json', ...company.args], options);
  const { results = [], error } = JSON.parse(result.stdout);
  const of = (whose: string) => results.find((each: { loginId: string }) => each.loginId === whose);
  return { ...result, of, results, error };
}

const acts = async (act: string) =>
  (await company.control((control) => control.log())).filter((each) => each.act === act).length;

const TWO: Readonly<Record<string, UserWanted>> = {
  admin: { role: 'administrator', state: 'issued' },
  clerk: { state: 'issued' },
};

describe('a bank without revocation lists', () => {
  test('tells in a session alone what has come to count, when nobody here can prove any more', async () => {
    await setRules('revocationMinutes=10');
    const { home, id } = await pcWith(TWO);
    expect((await retire(home, id('admin'), withoutLists)).exitCode).toBe(11);
    await company.control((control) => control.clock({ advanceDays: 1 }));
    const { exitCode, of, stderr } = await retire(home, id('admin'), withoutLists);
    for (const name of ['admin', 'clerk']) {
      expect(of(id(name))).toMatchObject({ outcome: 'revoked', removedHere: true });
    }
    expect([exitCode, await certificatesHere(home)]).toEqual([0, []]);
    expect(stderr).toContain(`The bank has revoked the certificate of ${id('admin')}`);
  });

  test('killed before it was noted that one’s own is revoked: the next run finds that out', async () => {
    const { home, id } = await pcWith(TWO);
    const before = tempFolder();
    cpSync(home, before, { recursive: true });
    expect((await retire(home, id('admin'), withoutLists)).exitCode).toBe(0);
    const revoked = await acts('certificate-revoked');
    const { exitCode, results } = await retire(before, id('admin'), withoutLists);
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['revoked', 'revoked']);
    expect([exitCode, await certificatesHere(before)]).toEqual([0, []]);
    expect(await acts('certificate-revoked')).toBe(revoked);
  });

  test('what nobody has revoked stays for others', async () => {
    const { home, id } = await pcWith(TWO);
    const before = tempFolder();
    cpSync(home, before, { recursive: true });
    const env = {
      CERT_TOOL_HOME: before,
      CERT_TOOL_LOGIN_ID: id('admin'),
      CERT_TOOL_PASSWORD: passwordOf(id('admin')),
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(id('admin')),
    };
    await runInProcess(['revoke', id('admin'), '--yes', ...company.args], { env });
    const { exitCode, of, stderr } = await retire(home, id('admin'), withoutLists);
    expect(exitCode).toBe(11);
    expect(stderr).toMatch(/clerk\d+ +ask the bank; remove from this PC if it is revoked/);
    expect(of(id('admin'))).toMatchObject({ outcome: 'revoked', removedHere: true });
    expect(of(id('clerk'))).toMatchObject({ outcome: 'others-must-revoke', removedHere: false });
    expect(await certificatesHere(home)).toHaveLength(1);
  });
});

test('a master user whose certificate has expired cannot revoke it at this PC', async () => {
  await setRules('expiredNeedsRevocation=true', 'masterRevocableBy=self');
  const { home, id } = await pcWith({ ...TWO, boss: { role: 'master', state: 'expired' } });
  const { exitCode, of } = await retire(home, id('admin'));
  expect(exitCode).toBe(11);
  expect(of(id('boss'))).toMatchObject({ outcome: 'others-must-revoke', removedHere: false });
  expect(of(id('boss')).who).toMatch(/^Your branch \(by the paper form/);
});
