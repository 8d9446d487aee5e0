import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logged } from '../support/json-document.ts';
import { homeWithBank, leftBehind, runCli, startCli } from '../support/run.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a command printed is what the tests look at
async function json(home: string, ...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await runCli(home, [...args, '--json']);
  expect({ args, code, stderr }).toMatchObject({ args, code: 0 });
  return JSON.parse(stdout);
}

const issuerOf = (generation: number) =>
  `OU=DEMO ANSER-WEB(BizSOL) TEST CA - G${generation},O=cert-tool DEMO`;

test.each([
  ['without a running bank', false],
  ['with a running one', true],
])(
  '%s: issue, renew and install are of the new CA; the reset removes every generation',
  async (_, running) => {
    const home = homeWithBank();
    const started = running ? startCli(home, ['sandbox', 'start', '--json']) : undefined;
    await started?.firstLine;
    const old = await json(home, 'issue', 'jirodt', '--sandbox');
    expect(old.certificate.issuer).toBe(issuerOf(4));
    await json(home, 'sandbox', 'install', 'tarodt');

    const told = await json(home, 'sandbox', 'new-ca');
    expect(told).toEqual({
      ...logged('sandbox-new-ca'),
      ok: true,
      name: 'DEMO ANSER-WEB(BizSOL) TEST CA - G5',
      authorityKeyId: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(await json(home, 'issue', 'jirodt', '--sandbox')).toMatchObject({ outcome: 'already-valid' });
    expect(await json(home, 'issue', 'jirodt', '--sandbox', '--check-bank')).toMatchObject({
      outcome: 'already-valid',
    });
    const made = [
      await json(home, 'issue', 'shirodt', '--sandbox'),
      await json(home, 'renew', 'tarodt', '--sandbox'),
      await json(home, 'sandbox', 'install', 'hanakodt'),
    ];
    expect(made.map(({ outcome, certificate }) => [outcome, certificate.issuer])).toEqual([
      ['issued', issuerOf(5)],
      ['renewed', issuerOf(5)],
      ['installed', issuerOf(5)],
    ]);
    const { certificates } = await json(home, 'list', '--sandbox', '--check');
    const shown = certificates.map((each: Record<string, unknown>) => [
      each['loginId'],
      each['issuer'],
      each['state'],
      each['keyUsable'],
    ]);
    expect(shown.sort()).toEqual([
      ['hanakodt', issuerOf(5), 'issued', true],
      ['jirodt', issuerOf(4), 'issued', true],
      ['shirodt', issuerOf(5), 'issued', true],
      ['tarodt', issuerOf(5), 'issued', true],
    ]);
    expect(leftBehind(home)).toEqual([]);
    if (started) {
      started.child.kill('SIGINT');
      await started.result;
    }
    const thumbprints = certificates.map((each: { thumbprint: string }) => each.thumbprint);
    expect((await json(home, 'sandbox', 'reset', '--yes')).removed.sort()).toEqual(thumbprints.sort());
  },
);

test('it says what has changed, in both languages; the log tells of it', async () => {
  const home = homeWithBank();
  const english = await runCli(home, ['sandbox', 'new-ca', '--lang', 'en']);
  expect(english).toMatchObject({ code: 0, stderr: '' });
  expect(english.stdout).toMatch(
    /^The practice bank has a new CA, .*\nOU \(unit\) +DEMO .* - G5\nAuthority key identifier +[0-9a-f]{40}\n$/,
  );
  const japanese = await runCli(home, ['sandbox', 'new-ca', '--lang', 'ja']);
  expect(japanese).toMatchObject({ code: 0, stderr: '' });
  expect(japanese.stdout).toMatch(
    /^デモ環境の認証局が次の世代に替わりました。.*\nOU\(部門\) +DEMO .* - G6\n機関キー識別子 +[0-9a-f]{40}\n$/,
  );
  const { entries } = await json(home, 'sandbox', 'log');
  const changes = entries.filter(({ act }: { act: string }) => act === 'ca-changed');
  expect(changes.map(({ detail }: { detail: string }) => detail.slice(0, 3))).toEqual(['G5 ', 'G6 ']);
  const help = await runCli(home, ['sandbox', '--help', '--lang', 'ja']);
  expect(help.stdout).toMatch(/new-ca +認証局を次の世代に切り替える/);
  expect((await runCli(home, ['sandbox', 'new-ca', 'G9'])).code).toBe(2);
});

test('a practice bank of a newer version is told, whatever is asked of it', async () => {
  const home = homeWithBank();
  const file = join(home, 'sandbox', 'practice-bank.json');
  const marker = { ...JSON.parse(readFileSync(file, 'utf8')), format: 99 };
  writeFileSync(file, JSON.stringify(marker));
  for (const args of [
    ['issue', '--sandbox'],
    ['sandbox', 'start'],
    ['sandbox', 'new-ca'],
    ['sandbox', 'reset', '--yes'],
  ]) {
    const { code, stdout } = await runCli(home, [...args, '--json']);
    expect([args, code, JSON.parse(stdout).error.name]).toEqual([args, 7, 'newer-data']);
  }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(marker);
});
