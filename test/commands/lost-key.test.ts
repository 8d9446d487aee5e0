import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificatesHere, companyForTest, passwordOf } from '../support/company.ts';
import { logged } from '../support/json-document.ts';
import { leftBehind } from '../support/left-behind.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('renewed with --keep-old, then the new one’s key is lost: every command says the same', async () => {
  const company = await companyForTest(join(tempFolder(), 'bank'));
  const loginId = 'taro';
  const home = tempFolder();
  await company.add({ [loginId]: {} });
  await company.install(home, loginId);
  const env = {
    ...{ CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) },
  };
  const run = async (...argv: string[]) => {
    const { exitCode, stdout } = await runInProcess([...argv, '--json', ...company.args], { env });
    return { exitCode, document: JSON.parse(stdout) };
  };
  expect((await run('renew', loginId, '--keep-old')).document.outcome).toBe('renewed');
  const here = await certificatesHere(home);
  const renewed = here.find(({ commonName }) => commonName.startsWith(`${loginId} A003`));
  rmSync(join(renewed?.location ?? '', 'key.pem'));

  const checked = await run('list', '--check');
  expect(checked.exitCode).toBe(11);
  expect(
    checked.document.certificates.map(({ sequence, attention }: Record<string, unknown>) => [
      sequence,
      attention,
    ]),
  ).toEqual([
    ['A002', ['expires-soon']],
    ['A003', ['key-unusable']],
  ]);
  for (const argv of [['issue'], ['issue', '--check-bank'], ['renew', loginId], ['renew']]) {
    const { exitCode, document } = await run(...argv);
    expect([exitCode, document.error.code], argv.join(' ')).toEqual([5, 'CT-5005']);
  }
  const all = await run('renew', '--all');
  expect([all.exitCode, all.document.error.code]).toEqual([5, 'CT-5005']);
  expect(all.document.results).toMatchObject([
    { loginId, thumbprint: renewed?.thumbprint, ok: false, error: { code: 'CT-5005' } },
  ]);
  // Nobody knows whether the bank still takes the older one.
  expect((await run('remove', '--superseded', '--yes')).document).toEqual({
    ...logged('remove'),
    ok: true,
    results: [],
  });
  expect(await certificatesHere(home)).toHaveLength(2);
  expect(leftBehind(home)).toEqual([]);
});
