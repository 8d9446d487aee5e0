import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OtherLoginId, untilLoginIdStands } from '../../../src/commands/ask/other-login-id.ts';
import { CertToolError } from '../../../src/core/error.ts';
import {
  type Company,
  certificatesHere,
  codeOf,
  confirmationOf,
  openCompany,
  passwordOf,
} from '../../support/company.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { type Answer, person } from '../../support/person.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    admin: { role: 'administrator', state: 'issued' },
    admin2: { role: 'administrator', state: 'issued' },
    clerk: { state: 'not-issued' },
    other: { state: 'not-issued' },
    going: { state: 'issued' },
  });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

async function typing(home: string, argv: readonly string[], ...answers: Answer[]) {
  const somebody = person(...answers);
  const result = await runInProcess([...argv, ...company.args, '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home },
    ...somebody,
  });
  return { ...result, asked: somebody.asked.map(({ question }) => question) };
}

const triesOf = async (loginId: string) =>
  (await company.control((control) => control.log())).filter(
    (entry) => entry.act === 'password-refused' && entry.loginId === loginId,
  ).length;

describe('a login ID that the bank refused', () => {
  test('is asked for once more, the typed one to be kept by Enter, and all begins anew for the other', async () => {
    const home = tempFolder();
    const code = await codeOf(company, 'jirodt');
    const { exitCode, stdout, stderr, asked } = await typing(
      home,
      ['issue'],
      ...['other', passwordOf('jirodt'), 'ｊｉｒｏｄｔ', passwordOf('jirodt'), code],
    );
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/refused the login ID other or its login password\. Tries left.*: 4/);
    expect(stderr).toMatch(/Put right .*: jirodt\n/);
    expect(asked.slice(0, 4)).toEqual(['Login ID', 'Login password', 'Login ID', 'Login password']);
    expect(stdout).toContain('jirodt A001');
    expect((await certificatesHere(home)).map(({ commonName }) => commonName.split(' ')[0])).toEqual([
      'jirodt',
    ]);
    // Of the first one neither entry nor key is left.
    expect(leftBehind(home)).toEqual([]);
    expect([await triesOf('other'), await triesOf('jirodt')]).toEqual([1, 0]);
  });

  test('and was right: the password alone is typed again, and the tries go on', async () => {
    const { exitCode, stderr, asked } = await typing(
      tempFolder(),
      ['issue', 'clerk', '--dry-run'],
      ...['wrong', 'clerk', 'wrong again', ' clerk ', passwordOf('clerk')],
    );
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/ID clerk .*: 4\..* ID clerk .*: 3\./s);
    expect(asked).toEqual([
      'Login password',
      ...['Login ID', 'Login password', 'Login ID', 'Login password'],
    ]);
  });

  test('takes nobody into the lock, and the end names it', async () => {
    await company.control((control) => control.unlock('clerk'));
    const { exitCode, stderr, asked } = await typing(
      tempFolder(),
      ['issue', 'clerk'],
      ...['a', 'clerk', 'b', 'clerk', 'c', 'clerk', 'd', 'clerk', 'e'],
    );
    expect(exitCode).toBe(3);
    expect(asked).toHaveLength(7);
    expect(stderr).toMatch(/CT-3001.*the login ID clerk/);
  });

  test('an administrator corrects it likewise, with the certificate of the other one', async () => {
    const home = tempFolder();
    for (const loginId of ['admin', 'admin2']) await company.install(home, loginId);
    const { exitCode, stdout, stderr, asked } = await typing(
      home,
      ['revoke', 'ｇｏｉｎｇ'],
      ...[
        'admin',
        passwordOf('admin2'),
        'ａｄｍｉｎ２',
        passwordOf('admin2'),
        true,
        confirmationOf('admin2'),
      ],
    );
    expect(exitCode, stderr).toBe(0);
    expect(asked.slice(0, 4)).toEqual([
      'Your own login ID (administrator or master user)',
      ...['Login password', 'Login ID', 'Login password'],
    ]);
    expect(stdout).toMatch(/Revoked: going/);
    expect([await triesOf('admin'), await triesOf('admin2')]).toEqual([1, 0]);
  });
});

test('a correction is no request that was interrupted: it goes on, and other errors end the work', async () => {
  const tried: string[] = [];
  const done = await untilLoginIdStands('one', async (loginId) => {
    tried.push(loginId);
    if (loginId !== 'three') throw new OtherLoginId(loginId === 'one' ? 'two' : 'three').asNotInstalledYet();
    return loginId;
  });
  expect([done, tried]).toEqual(['three', ['one', 'two', 'three']]);
  const work = untilLoginIdStands('one', () => Promise.reject(new CertToolError('account-locked')));
  await expect(work).rejects.toMatchObject({ errorName: 'account-locked' });
});
