import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { companyForFile, passwordOf } from '../support/company.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const company = await companyForFile();

/** Runs one command after the other with `--json`, each document into a file, and lets `report` read them all. */
async function reported(
  home: string,
  runs: readonly (readonly [argv: readonly string[], password?: string])[],
) {
  const pcs = join(tempFolder(), 'pcs');
  mkdirSync(pcs);
  const documents = [];
  for (const [index, [argv, password]] of runs.entries()) {
    const env = { CERT_TOOL_HOME: home, ...(password === undefined ? {} : { CERT_TOOL_PASSWORD: password }) };
    const { stdout } = await runInProcess([...argv, '--json', ...company.args], { env });
    writeFileSync(join(pcs, `${index}.json`), stdout);
    documents.push(JSON.parse(stdout));
  }
  const { exitCode, stdout } = await runInProcess(['report', pcs, '--json'], {
    env: { CERT_TOOL_HOME: home },
  });
  return { exitCode, report: JSON.parse(stdout), documents };
}

test('issue: what was got, what was rehearsed, what failed and for whom', async () => {
  await company.add({
    got: { state: 'not-issued' },
    rehearsed: { state: 'not-issued' },
    refused: { state: 'not-issued' },
    unasked: { state: 'not-issued' },
  });
  const { exitCode, report, documents } = await reported(tempFolder(), [
    [['issue', 'got'], passwordOf('got')],
    [['issue', 'rehearsed', '--dry-run'], passwordOf('rehearsed')],
    [['issue', 'refused'], 'wrong-1'],
    [['issue', 'unasked']],
  ]);
  expect(exitCode).toBe(0);
  const of = (loginId: string) => [hostname(), loginId, company.bank.bankId];
  expect(documents.map(({ device, loginId, bankId }) => [device, loginId, bankId])).toEqual([
    ...['got', 'rehearsed', 'refused'].map(of),
    // What nobody has looked at may be a password.
    [hostname(), undefined, undefined],
  ]);
  expect(report).not.toHaveProperty('warnings');
  expect(report.counts.pcs).toBe(1);
  expect(
    report.users.map(
      ({ loginId, states, result }: Record<string, unknown> & { result: { name?: string } }) => [
        ...[loginId, states],
        result.name,
      ],
    ),
  ).toEqual([
    ['got', ['issued'], undefined],
    ['refused', ['failed'], 'credentials-refused'],
  ]);
});

test('a run that ends before anybody is named tells which PC it was', async () => {
  const { report, documents } = await reported(tempFolder(), [[['issue']], [['renew']]]);
  for (const each of documents) expect(each).toMatchObject({ ok: false, device: hostname() });
  expect(documents.every((each) => !('loginId' in each))).toBe(true);
  expect(report.counts).toMatchObject({ users: 0, pcs: 1 });
});

test('renew: of one, of one that nobody may renew yet, of all; and that nothing was due', async () => {
  const home = tempFolder();
  await company.add({ due: {}, early: { state: 'issued' }, dead: { state: 'expired' } });
  for (const loginId of ['due', 'early', 'dead']) await company.install(home, loginId);
  const { report, documents } = await reported(home, [
    [['renew', 'due'], passwordOf('due')],
    [['renew', 'early'], passwordOf('early')],
    [['renew', 'dead'], passwordOf('dead')],
    [['renew', '--all']],
  ]);
  expect(documents.map(({ loginId, ok }) => [loginId, ok])).toEqual([
    ['due', true],
    ['early', false],
    ['dead', false],
    [undefined, false],
  ]);
  expect(documents[3].results).toMatchObject([
    { time: expect.any(String), device: hostname(), loginId: 'dead', bankId: company.bank.bankId, ok: false },
  ]);
  expect(
    report.users.map(({ loginId, result }: { loginId: string; result: { name?: string } }) => [
      loginId,
      result.name,
    ]),
  ).toEqual([
    ['dead', 'certificate-expired'],
    ['due', undefined],
    ['early', 'too-early'],
  ]);
  const none = tempFolder();
  await company.install(none, 'early');
  for (const argv of [['renew'], ['renew', '--all']]) {
    const looked = await reported(none, [[argv]]);
    expect(looked.report.counts).toMatchObject({ users: 0, pcs: 1 });
  }
});
