import { describe, expect, test } from 'vitest';
import {
  certificatesHere,
  companyForFile,
  expectNothingLost,
  passwordOf,
  type UserWanted,
} from '../../support/company.ts';
import { person } from '../../support/person.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { endings, type ListRun, listOf, runForList } from '../../support/user-list.ts';

const company = await companyForFile();

let count = 0;
/** A PC that holds the certificates of new users: of each kind of user so many. */
async function pc(...kinds: readonly (readonly [howMany: number, wanted?: UserWanted])[]) {
  count += 1;
  const home = tempFolder();
  const groups = kinds.map(([howMany], kind) =>
    Array.from({ length: howMany }, (_, index) => `r${count}k${kind}n${index}`),
  );
  const users = groups.flatMap((loginIds, kind) =>
    loginIds.map((loginId) => [loginId, kinds[kind]?.[1] ?? {}] as const),
  );
  await company.add(Object.fromEntries(users));
  for (const [loginId] of users) await company.install(home, loginId);
  return { home, groups };
}

const renew = (home: string, argv: readonly string[], options: Partial<ListRun> = {}) =>
  runForList(home, ['renew', ...argv], { at: company.args, ...options });

const { actsOf } = company;

describe('renew --from', () => {
  test('20 users of one PC: all that are due are renewed, early ones need nothing; a second run likewise', async () => {
    const { home, groups } = await pc([20], [3, { state: 'issued' }]);
    const [due = [], early = []] = groups;
    const list = listOf([...early, ...due]);
    const { exitCode, document } = await renew(home, ['--from', list]);
    expect(exitCode).toBe(0);
    expect(endings(document.results)).toEqual([
      ...early.map((loginId) => [loginId, 'already-valid']),
      ...due.map((loginId) => [loginId, 'renewed']),
    ]);
    const here = await certificatesHere(home);
    expect(here.map(({ commonName }) => commonName.split(' ')[0]).sort()).toEqual([...due, ...early].sort());
    expect(here.every(({ signs }) => signs)).toBe(true);
    for (const loginId of early) expect(await actsOf(loginId)).not.toContain('logged-in');
    const acts = await Promise.all(due.map(actsOf));
    const again = await renew(home, ['--from', list]);
    expect([again.exitCode, new Set(endings(again.document.results).map(([, ending]) => ending))]).toEqual([
      0,
      new Set(['already-valid']),
    ]);
    expect(await Promise.all(due.map(actsOf))).toEqual(acts);
  }, 60_000);

  test('nothing is lost or left behind', async () => {
    const { home, groups } = await pc([1]);
    const [loginId = ''] = groups[0] ?? [];
    expect((await renew(home, ['--from', listOf([loginId])])).exitCode).toBe(0);
    await expectNothingLost(company, home, loginId);
  });

  test('one that is not here, and one that has expired, are failed rows', async () => {
    const { home, groups } = await pc([1], [1, { state: 'expired' }]);
    const [[due = ''] = [], [dead = ''] = []] = groups;
    const { exitCode, document } = await renew(home, ['--from', listOf(['stranger', dead, due])]);
    expect([exitCode, document.error?.['name']]).toEqual([9, 'partly-failed']);
    expect(endings(document.results)).toEqual([
      ['stranger', 'certificate-not-found'],
      [dead, 'certificate-expired'],
      [due, 'renewed'],
    ]);
    expect(await actsOf(dead)).not.toContain('logged-in');
  });

  test('--dry-run; --keep-old', async () => {
    const { home, groups } = await pc([2]);
    const list = listOf(groups[0] ?? []);
    const rehearsal = await renew(home, ['--from', list, '--dry-run']);
    expect(endings(rehearsal.document.results).map(([, ending]) => ending)).toEqual(['dry-run', 'dry-run']);
    expect(await certificatesHere(home)).toHaveLength(2);
    expect((await renew(home, ['--from', list, '--keep-old'])).exitCode).toBe(0);
    expect(await certificatesHere(home)).toHaveLength(4);
  });
});

describe('renew --all --from', () => {
  test('without a terminal: the list’s are renewed, and those besides want their passwords', async () => {
    const { home, groups } = await pc([2], [1], [1, { state: 'issued' }]);
    const [listed = [], [besides = ''] = []] = groups;
    const { exitCode, document, stderr } = await renew(home, ['--all', '--from', listOf(listed)]);
    expect([exitCode, document.error?.['name']]).toEqual([9, 'partly-failed']);
    expect(endings(document.results)).toEqual([
      ...listed.map((loginId) => [loginId, 'renewed']),
      [besides, 'missing-input'],
    ]);
    expect(document.results.map((each) => 'row' in each)).toEqual([true, true, false]);
    expect(stderr).not.toContain('line 0');
    expect(await actsOf(besides)).not.toContain('password-refused');
  });

  test('on a terminal they are asked for', async () => {
    const { home, groups } = await pc([1], [1]);
    const [listed = [], [besides = ''] = []] = groups;
    const somebody = person('wrong-1', passwordOf(besides));
    const run = await renew(home, ['--all', '--from', listOf(listed)], somebody);
    expect([run.exitCode, endings(run.document.results).map(([, ending]) => ending)]).toEqual([
      0,
      ['renewed', 'renewed'],
    ]);
    expect(somebody.asked).toHaveLength(2);
    const [, again = ''] = run.stderr.split(`Login ID ${besides} (not in the list)`).slice(1);
    expect(again).toMatch(/refused|4/);
  });

  test('nothing of this bank here', async () => {
    const { exitCode, document } = await renew(tempFolder(), ['--all', '--from', listOf(['stranger'])]);
    expect([exitCode, document.error?.['name']]).toEqual([8, 'certificate-not-found']);
  });
});
