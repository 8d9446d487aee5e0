import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJournal } from '../../src/enrollment/journal.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { logged } from '../support/json-document.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/** An entry of the journal that cannot be understood: what it protects stays, and nobody overlooks it. */

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(() => company.close());

let count = 0;
/** Certificates of two users, and for the first of them an entry that holds this text. */
async function pc(text: string) {
  count += 1;
  const [taro, jiro] = [`taro${count}`, `jiro${count}`];
  const home = tempFolder();
  for (const loginId of [taro, jiro]) {
    await company.add({ [loginId]: {} });
    await company.install(home, loginId);
  }
  const dir = join(home, 'journal');
  await createJournal(syncedFolder(dir), dir).write({
    ...{ version: 1, bankId: company.bank.bankId, loginId: taro, kind: 'issue', store: 'x', id: 'one' },
    ...{ keySize: 2048, step: 'key', startedAt: '2026-06-01T00:00:00Z' },
  });
  const [name = ''] = readdirSync(dir);
  const file = join(dir, name);
  writeFileSync(file, text);
  const run = async (argv: readonly string[], loginId = taro) => {
    const secrets = { CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) };
    const { stdout, ...rest } = await runInProcess([...argv, '--json', '--lang', 'en', ...company.args], {
      env: { CERT_TOOL_HOME: home, ...secrets },
    });
    return { ...rest, document: JSON.parse(stdout) };
  };
  // Whoever was asked once is known.
  await run(['renew', jiro, '--dry-run'], jiro);
  return { home, taro, jiro, file, run };
}

describe.each([
  ['damaged', 'garbage', 'damaged-entry', 'CT-7009'],
  ['of a newer version', '{"version":9}', 'newer-data', 'CT-7011'],
])('an entry that is %s', (_what, text, name, code) => {
  test('list tells its file; --check ends with 11', async () => {
    const { run, file } = await pc(text);
    const { exitCode, document, stderr } = await run(['list', '--check', '1']);
    expect([exitCode, document.unreadable]).toEqual([11, [{ file, name, attention: ['unreadable'] }]]);
    expect(stderr).toContain(file);
    const plain = await run(['list']);
    expect([plain.exitCode, plain.stderr]).toEqual([0, expect.stringContaining(code)]);
  });

  test('what may be its certificate is not removed, another user’s is', async () => {
    const { run, file, home, taro, jiro } = await pc(text);
    const named = await run(['remove', taro, jiro, '--yes']);
    expect(named.exitCode).toBe(9);
    expect(named.document.results).toMatchObject([
      { loginId: taro, ok: false, error: { name, message: expect.stringContaining(file) } },
      { loginId: jiro, ok: true, outcome: 'removed' },
    ]);
    const [left] = await certificatesHere(home);
    expect((await run(['remove', left?.thumbprint ?? '', '--yes'])).exitCode).toBe(7);
    expect(await certificatesHere(home)).toHaveLength(1);
  });

  test('nothing of its user counts as superseded', async () => {
    const { run, home, file, taro } = await pc('{}');
    writeFileSync(file, '');
    await run(['renew', taro, '--keep-old']);
    writeFileSync(file, text);
    const { document } = await run(['remove', '--superseded', '--yes']);
    expect(document).toEqual({ ...logged('remove'), ok: true, results: [] });
    expect((await certificatesHere(home)).length).toBe(3);
  });
});

test('issue sets a damaged one aside where a good certificate is, and asks the bank', async () => {
  const { run, taro, file } = await pc('garbage');
  const { exitCode, document, stderr } = await run(['issue', taro]);
  expect([exitCode, document.outcome]).toEqual([0, 'already-valid']);
  expect(document.warnings).toMatchObject([{ code: 'CT-0007', name: 'entry-set-aside' }]);
  expect(stderr).toContain('CT-0007');
  expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('garbage');
  const log = await company.control((control) => control.log());
  expect(log.filter(({ loginId }) => loginId === taro).map(({ act }) => act)).toContain('logged-in');
  expect((await run(['list', '--check', '1'])).exitCode).toBe(0);
});

test('without a good certificate it may be all that is left, and stays; so does a newer one', async () => {
  const { run, taro, jiro, home, file } = await pc('garbage');
  const [certificate] = (await certificatesHere(home)).filter(({ commonName }) =>
    commonName.startsWith(taro),
  );
  writeFileSync(join(certificate?.location ?? '', 'key.pem'), 'no key', { mode: 0o600 });
  const refused = await run(['issue', taro]);
  expect([refused.exitCode, refused.document.error.name]).toEqual([7, 'damaged-entry']);
  expect(readFileSync(file, 'utf8')).toBe('garbage');
  writeFileSync(file, '{"version":9}');
  expect((await run(['issue', taro])).document.error.name).toBe('newer-data');
  expect((await run(['issue', jiro], jiro)).document.outcome).toBe('already-valid');
});
