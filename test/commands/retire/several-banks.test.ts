import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
} from '../../support/company.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
let banks: readonly Company[];
beforeAll(async () => {
  banks = [await openCompany(join(folder, 'one')), await openCompany(join(folder, 'other'))];
});
afterAll(async () => {
  for (const bank of banks) await bank.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As it is configured for one of them. */
const pageOf = (at: number) => `https://${at}.login.example/`;

let count = 0;
/** A PC whose config names two banks, with the certificate of an administrator of each. */
async function pc() {
  count += 1;
  const home = tempFolder();
  const loginIds = [`east${count}`, `west${count}`] as const;
  for (const [at, bank] of banks.entries()) {
    const loginId = loginIds[at] ?? '';
    await bank.add({ [loginId]: { role: 'administrator', state: 'issued' } });
    await bank.install(home, loginId);
  }
  const [east, west] = banks.map(({ bank: { bankUrl, caFile } }, at) => ({
    ...{ bank: bankUrl, caFile, loginPage: pageOf(at) },
  }));
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'config.json'), JSON.stringify({ store: 'file', profiles: { east, west } }));
  return { home, loginIds };
}

function retire(home: string, argv: readonly string[], options: Partial<RunInProcess> = {}) {
  return runInProcess(['retire', ...argv], { ...options, env: { CERT_TOOL_HOME: home, ...options.env } });
}

const answersOf = (loginId: string) => [loginId, passwordOf(loginId), true, confirmationOf(loginId)];

test('one after the other, each asked for its own secrets; all on one sheet', async () => {
  const { home, loginIds } = await pc();
  const somebody = person(...loginIds.flatMap(answersOf));
  const alter: NonNullable<RunInProcess['alter']> = (deps) => {
    const asked = somebody.alter(deps);
    return { ...asked, withBank: (choice) => ({ ...deps.withBank(choice), ...asked }) };
  };
  const { exitCode, stdout } = await retire(home, [], { alter });
  expect(exitCode).toBe(0);
  expect(await certificatesHere(home)).toEqual([]);
  for (const [at, { bank }] of banks.entries()) {
    expect(stdout).toContain(pageOf(at));
    expect(stdout).toContain(
      `npx cert-tool issue ${loginIds[at]} --bank ${bank.bankUrl} --ca-file ${bank.caFile}`,
    );
  }
});

test('what was given is for one bank: the others are never asked with it', async () => {
  const { home, loginIds } = await pc();
  const env = { CERT_TOOL_LOGIN_ID: loginIds[0], CERT_TOOL_PASSWORD: passwordOf(loginIds[0]) };
  const { exitCode, stdout } = await retire(home, ['--yes', '--json'], { env });
  const { error } = JSON.parse(stdout);
  expect([exitCode, error.name]).toEqual([2, 'invalid-option']);
  expect(error.message).toContain('--profile');
  expect(await certificatesHere(home)).toHaveLength(2);
});

test('a bank that was typed is the only one; that there are others is told', async () => {
  const { home, loginIds } = await pc();
  const [loginId] = loginIds;
  const env = {
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
  const { exitCode, stdout } = await retire(home, ['--profile', 'east', '--yes', '--json'], { env });
  const { results, warnings } = JSON.parse(stdout);
  expect([exitCode, results.length, results[0].outcome]).toEqual([0, 1, 'revoked']);
  expect(warnings[0].message).toContain(loginIds[1]);
  expect((await certificatesHere(home)).map(({ commonName }) => commonName.split(' ')[0])).toEqual([
    loginIds[1],
  ]);
});
