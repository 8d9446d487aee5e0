import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Company, companyForTest, passwordOf } from '../../support/company.ts';
import { MEMORY_ONLY, memoryFolder, memoryMissing } from '../../support/memory-folder.ts';
import { person } from '../../support/person.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const GONE = { ja: '消えます', en: 'it goes' };

let company: Company;
beforeEach(async () => {
  company = await companyForTest(join(tempFolder(), 'bank'));
  await company.add({ hanako: { state: 'not-issued' }, taro: { state: 'renewable' } });
});

async function run(home: string, argv: readonly string[], isFleeting = false) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: passwordOf(argv[1] ?? '') };
  const nobody = person();
  const { exitCode, stdout, stderr } = await runInProcess(
    [...argv, ...company.args, '--json', '--lang', 'en'],
    {
      env,
      alter: (deps) => ({
        ...nobody.alter(deps),
        ...(isFleeting ? { desktop: { ...deps.desktop, whyNotLasting: async () => GONE } } : {}),
      }),
    },
  );
  return { exitCode, stderr, asked: nobody.asked, ...JSON.parse(stdout) };
}

const warned = [{ code: 'CT-7032', name: 'place-not-lasting' }];

test('issue refuses before anything is asked, rehearsals too; with --here-anyway it warns', async () => {
  const home = tempFolder();
  for (const args of [['issue'], ['issue', 'hanako'], ['issue', 'hanako', '--dry-run']]) {
    const { exitCode, error, asked } = await run(home, args, true);
    expect([exitCode, error.code, error.name, asked]).toEqual([7, 'CT-7032', 'place-not-lasting', []]);
    expect(error.message).toContain('it goes');
    expect(error.hint).toContain('--here-anyway');
  }
  expect((await company.me('hanako')).certificate.state).toBe('not-issued');
  const anyway = await run(home, ['issue', 'hanako', '--here-anyway'], true);
  expect(anyway).toMatchObject({ exitCode: 0, outcome: 'issued', warnings: warned });
});

test('renew refuses, too, and keeps the certificate', async () => {
  const home = tempFolder();
  const { serialNumber } = await company.install(home, 'taro');
  expect(await run(home, ['renew', 'taro'], true)).toMatchObject({
    exitCode: 7,
    error: { name: 'place-not-lasting' },
  });
  expect((await company.me('taro')).certificate.serialNumber).toBe(serialNumber);
  const anyway = await run(home, ['renew', 'taro', '--here-anyway'], true);
  expect(anyway).toMatchObject({ exitCode: 0, outcome: 'renewed', warnings: warned });
});

test('a request that was sent from there is finished all the same, one of another store is no reason', async () => {
  const home = tempFolder();
  const sent = (folder: string) => ({
    ...({
      version: 1,
      kind: 'issue',
      bankId: 'x',
      loginId: 'x',
      id: 'x',
      keySize: 2048,
      startedAt: '',
    } as const),
    ...({ step: 'sent', store: `file:${join(folder, 'store')}` } as const),
  });
  const withEntry = async (folder: string) => {
    const env = { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: passwordOf('hanako') };
    const { stdout } = await runInProcess(['issue', 'hanako', ...company.args, '--json'], {
      env,
      alter: ({ desktop, journal }) => ({
        desktop: { ...desktop, whyNotLasting: async () => GONE },
        journal: { ...journal, contents: async () => ({ entries: [sent(folder)], unreadable: [] }) },
      }),
    });
    return JSON.parse(stdout);
  };
  expect(await withEntry(tempFolder())).toMatchObject({ ok: false, error: { name: 'place-not-lasting' } });
  expect(await withEntry(home)).toMatchObject({ ok: true, outcome: 'issued', warnings: warned });
});

test('where it lasts --here-anyway says nothing', async () => {
  const issued = await run(tempFolder(), ['issue', 'hanako', '--here-anyway']);
  expect(issued).toMatchObject({ exitCode: 0, outcome: 'issued', warnings: [] });
});

test.skipIf(memoryMissing)(`a data folder in the memory is found out${MEMORY_ONLY}`, async () => {
  const home = memoryFolder();
  const refused = await run(home, ['issue', 'hanako']);
  expect([refused.exitCode, refused.error.name]).toEqual([7, 'place-not-lasting']);
  expect(refused.error.message).toContain('/dev/shm');
  const elsewhere = await run(home, ['issue', 'hanako', '--store-dir', join(tempFolder(), 'store')]);
  expect(elsewhere).toMatchObject({ exitCode: 0, outcome: 'issued', warnings: [] });
});

test.skipIf(memoryMissing)(`the practice bank is never refused${MEMORY_ONLY}`, async () => {
  const env = { CERT_TOOL_HOME: memoryFolder() };
  const { exitCode, stdout } = await runInProcess(['issue', '--sandbox', '--json'], { env });
  expect([exitCode, JSON.parse(stdout).warnings]).toEqual([0, []]);
});
