import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificatesHere, companyForTest, expectNothingLost, passwordOf } from '../support/company.ts';
import { POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');

posixTest(`a program that cert-tool was killed with is told again by the next run${POSIX_ONLY}`, async () => {
  const [company, home] = [await companyForTest(tempFolder()), tempFolder()];
  await company.add({ one: {} });
  const old = await company.install(home, 'one');
  const [program, told] = [join(home, 'after.sh'), join(home, 'told')];
  // The first time it takes cert-tool with it.
  writeFileSync(
    program,
    `#!/bin/sh\ncat >> '${told}'\n[ "$(wc -l < '${told}')" -gt 1 ] || kill -KILL $PPID\n`,
  );
  chmodSync(program, 0o700);
  const env = { ...company.env, CERT_TOOL_LOGIN_ID: 'one', CERT_TOOL_PASSWORD: passwordOf('one') };
  const argv = ['renew', 'one', '--after', program, '--json'];
  expect((await runCli(home, argv, { env })).signal).toBe('SIGKILL');
  expect(readdirSync(join(home, 'journal'))).toHaveLength(1);
  const again = await runCli(home, argv, { env });
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'renewed', resumed: true, warnings: [] });
  const lines = readFileSync(told, 'utf8').trim().split('\n');
  const documents = lines.map((line) => JSON.parse(line));
  const previous = { thumbprint: old.thumbprint, serialNumber: old.serialNumber, removed: true };
  expect(documents.map((each) => each.previous)).toEqual([previous, previous]);
  const here = (await certificatesHere(home)).map(({ thumbprint }) => thumbprint);
  expect(here).toEqual([documents[1].certificate.thumbprint]);
  await expectNothingLost(company, home, 'one');
});
