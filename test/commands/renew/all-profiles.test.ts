import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Company,
  certificatesHere,
  companyForTest,
  openCompany,
  passwordOf,
} from '../../support/company.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { person } from '../../support/person.ts';
import { configure } from '../../support/profiles.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { endings, type ListedResult } from '../../support/user-list.ts';

const folder = makeTempFolder();
let [east, west]: Company[] = [];
let home: string;
/** The same at both banks, with the same password. */
let taro: string;
let count = 0;

beforeAll(async () => {
  [east, west] = [await openCompany(join(folder, 'east')), await openCompany(join(folder, 'west'))];
});
afterAll(async () => {
  for (const bank of [east, west]) await bank?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  count += 1;
  taro = `taro${count}`;
  home = tempFolder();
  configure(home, banks());
  for (const bank of Object.values(banks())) {
    await bank.add({ [taro]: {} });
    await bank.install(home, taro);
  }
});

function banks() {
  if (!east || !west) throw new Error('no banks');
  return { east, west };
}

async function renew(argv: readonly string[] = [], options: Partial<RunInProcess> = {}) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en', ...options.env };
  const result = await runInProcess(['renew', '--all-profiles', '--json', ...argv], { ...options, env });
  const document: {
    ok: boolean;
    error?: { name: string; code: string; hint: string };
    results: ListedResult[];
    warnings?: { message: string }[];
  } = JSON.parse(result.stdout);
  return { ...result, document };
}

const actsOf = async (bank: Company, loginId: string) =>
  (await bank.control((control) => control.log()))
    .filter((entry) => entry.loginId === loginId)
    .map(({ act }) => act);

describe('renew --all-profiles', () => {
  test('what is due at every bank, each question with the name of its bank', async () => {
    const somebody = person(passwordOf(taro), passwordOf(taro));
    const { exitCode, document } = await renew([], somebody);
    expect([exitCode, document.ok]).toEqual([0, true]);
    expect(somebody.asked.map(({ question }) => question)).toEqual([
      'east: Login password',
      'west: Login password',
    ]);
    const { east: one, west: other } = banks();
    expect(document.results).toMatchObject([
      { profile: 'east', bankId: one.bank.bankId, loginId: taro, ok: true, outcome: 'renewed' },
      { profile: 'west', bankId: other.bank.bankId, loginId: taro, ok: true, outcome: 'renewed' },
    ]);
    const here = await certificatesHere(home);
    expect([here.length, here.every(({ signs }) => signs)]).toEqual([2, true]);
    expect(leftBehind(home)).toEqual([]);
    for (const bank of [one, other]) {
      const { state, serialNumber } = (await bank.me(taro)).certificate;
      expect([state, here.some((each) => each.serialNumber === serialNumber)]).toEqual(['issued', true]);
    }
    const again = await renew();
    expect([again.exitCode, again.document]).toMatchObject([
      0,
      { ok: true, results: [], device: expect.any(String) },
    ]);
  });

  test('whose password is asked for is said with --quiet, too', async () => {
    const { stderr } = await renew(['--quiet', '--dry-run'], person(passwordOf(taro), passwordOf(taro)));
    expect(stderr.match(new RegExp(`the certificate of ${taro}$`, 'gm'))).toHaveLength(2);
  });

  test('a wrong password is told and asked for again at the same bank', async () => {
    const somebody = person('wrong-1', taro, passwordOf(taro), passwordOf(taro));
    const { exitCode } = await renew([], somebody);
    const asked = somebody.asked.map(({ question }) => question.split(':')[0]);
    expect([exitCode, new Set(asked)]).toEqual([0, new Set(['east', 'west'])]);
    expect(await actsOf(banks().west, taro)).not.toContain('password-refused');
  });

  test('what the environment gives for one bank reaches none of several, and that is said', async () => {
    const env = {
      CERT_TOOL_LOGIN_ID: taro,
      CERT_TOOL_PASSWORD: passwordOf(taro),
      CERT_TOOL_OTP: '123456',
    };
    const { exitCode, document, stderr } = await renew([], { env });
    expect([exitCode, document.error?.name]).toEqual([2, 'missing-input']);
    expect(endings(document.results)).toEqual([
      [taro, 'missing-input'],
      [taro, 'missing-input'],
    ]);
    for (const bank of Object.values(banks())) {
      const acts = await actsOf(bank, taro);
      expect(acts.filter((act) => /password|logged/.test(act))).toEqual([]);
    }
    expect(document.warnings?.map(({ message }) => message).join()).toContain('CERT_TOOL_PASSWORD');
    expect(stderr).not.toContain(passwordOf(taro));
    const [first, second] = document.results;
    expect(first?.error).toMatchObject({ hint: expect.stringContaining('--profile east --password-stdin') });
    expect(second?.error).toMatchObject({ hint: expect.stringContaining('--profile west --password-stdin') });
  });

  test('of the only bank of the config it is used as with --all', async () => {
    configure(home, { east: banks().east });
    const env = { CERT_TOOL_PASSWORD: passwordOf(taro) };
    const { exitCode, document } = await renew([], { env });
    expect([exitCode, endings(document.results)]).toEqual([0, [[taro, 'renewed']]]);
  });

  test('a bank that cannot be reached stops no other', async () => {
    const gone = await companyForTest(tempFolder());
    configure(home, { gone, ...banks() });
    await gone.close();
    const somebody = person(passwordOf(taro), passwordOf(taro));
    const { exitCode, document, stderr } = await renew([], somebody);
    expect([exitCode, document.error?.name]).toEqual([9, 'partly-failed']);
    expect(document.results).toMatchObject([
      { profile: 'gone', ok: false, error: { exitCode: 6 } },
      { profile: 'east', loginId: taro, outcome: 'renewed' },
      { profile: 'west', loginId: taro, outcome: 'renewed' },
    ]);
    expect(document.results[0]).not.toHaveProperty('loginId');
    expect(stderr).toMatch(/^gone:$/m);
  });

  test('where none can be reached it is the error of all of them', async () => {
    const [one, other] = [await companyForTest(tempFolder()), await companyForTest(tempFolder())];
    configure(home, { one, other });
    for (const bank of [one, other]) await bank.close();
    const { exitCode, document } = await renew();
    expect([exitCode, document.error?.code]).toEqual([6, document.results[0]?.error?.code]);
    expect(document.results.map(({ profile, ok }) => [profile, ok])).toEqual([
      ['one', false],
      ['other', false],
    ]);
  });

  test('two names of one bank are one bank', async () => {
    const { east: one, west: other } = banks();
    configure(home, { first: one, again: one, other });
    const { document } = await renew(['--dry-run'], person(passwordOf(taro), passwordOf(taro)));
    expect(document.results.map(({ profile, outcome }) => [profile, outcome])).toEqual([
      ['first', 'dry-run'],
      ['other', 'dry-run'],
    ]);
  });

  test('what is suggested after a failure at one bank names that bank', async () => {
    const loginId = `jiro${count}`;
    const { west: bank } = banks();
    await bank.add({ [loginId]: { state: 'expired' } });
    home = tempFolder();
    configure(home, banks());
    await bank.install(home, loginId);
    const { exitCode, document } = await renew();
    expect([exitCode, document.error?.name]).toEqual([5, 'certificate-expired']);
    expect(document.error?.hint).toContain(`issue ${loginId} --profile west`);
    expect(document.results).toMatchObject([{ profile: 'west', error: document.error }]);
  });

  test('nothing of any bank here', async () => {
    home = tempFolder();
    configure(home, banks());
    const { exitCode, document } = await renew();
    expect([exitCode, document.error?.name]).toEqual([8, 'certificate-not-found']);
  });
});
