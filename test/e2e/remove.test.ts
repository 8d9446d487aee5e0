import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fill } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { logged } from '../support/json-document.ts';
import { entryFile, homeWithBank, leftBehind, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { DOWN, ENTER, openTerminal } from '../support/terminal.ts';

const HOOK = fileURLToPath(new URL('../support/kill-hook.cjs', import.meta.url));
const folder = makeTempFolder();
/** A PC that holds the certificates of two demo users. */
const prepared = join(folder, 'home');

beforeAll(() => {
  cpSync(inject('bankHome'), prepared, { recursive: true });
  for (const loginId of ['hanakodt', 'tarodt']) {
    execFileSync(process.execPath, [entryFile(), 'sandbox', 'install', loginId], {
      env: cleanEnvironment(prepared),
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pc(): string {
  const home = join(tempFolder(), 'home');
  cpSync(prepared, home, { recursive: true });
  return home;
}

const certificates = (home: string) => readdirSync(join(home, 'store', 'certificates'));

async function loginIds(home: string): Promise<string[]> {
  const { stdout } = await runCli(home, ['list', '--sandbox', '--json']);
  const document = JSON.parse(stdout) as { certificates: { loginId: string }[] };
  return document.certificates.map(({ loginId }) => loginId);
}

test('without a terminal: exit code 2 without --yes, then removed, then not found', async () => {
  const home = pc();
  const without = await runCli(home, ['remove', 'hanakodt', '--sandbox', '--json']);
  expect(without.code).toBe(2);
  expect(JSON.parse(without.stdout)).toMatchObject({ ok: false, error: { name: 'missing-confirmation' } });
  expect(certificates(home)).toHaveLength(2);

  const done = await runCli(home, ['remove', 'hanakodt', '--sandbox', '--json', '--yes']);
  expect(done.code).toBe(0);
  const { results } = JSON.parse(done.stdout) as { results: { certificate: { location: string } }[] };
  expect(results).toMatchObject([
    { loginId: 'hanakodt', outcome: 'removed', certificate: { state: 'issued', hasPrivateKey: true } },
  ]);
  expect(results.some(({ certificate }) => existsSync(certificate.location))).toBe(false);
  expect(await loginIds(home)).toEqual(['tarodt']);

  const again = await runCli(home, ['remove', 'hanakodt', '--sandbox', '--yes', '--lang', 'ja']);
  expect(again).toMatchObject({ code: 8, stdout: '' });
  expect(again.stderr).toContain('該当する証明書がこの PC にありません');
});

test("one bank's certificates are left alone when another is set", async () => {
  const home = pc();
  rmSync(join(home, 'sandbox'), { recursive: true });
  // The practice bank that this makes has a CA of its own.
  const other = await runCli(home, ['remove', 'hanakodt', 'tarodt', '--sandbox', '--yes', '--json']);
  expect(other.code).toBe(9);
  expect(other.stdout.match(/CT-8001/g)).toHaveLength(2);
  expect(certificates(home)).toHaveLength(2);
});

test('--revoked: what the bank revoked goes; without the bank nothing does', async () => {
  const [bankHome, home] = [homeWithBank(), tempFolder()];
  // Not the usual port: another test's bank would take it over, and its CA is the same.
  const server = startCli(bankHome, ['sandbox', 'start', '--json', '--port', '0']);
  const { bankUrl, caFile } = JSON.parse(await server.firstLine) as { bankUrl: string; caFile: string };
  const env = { CERT_TOOL_BANK: bankUrl, NODE_EXTRA_CA_CERTS: caFile, CERT_TOOL_PASSWORD: 'demo-shirodt' };
  expect((await runCli(home, ['issue', 'shirodt', '--store', 'file'], { env })).code).toBe(0);
  const remove = () => runCli(home, ['remove', '--revoked', '--store', 'file', '--yes', '--json'], { env });
  expect(JSON.parse((await remove()).stdout)).toEqual({ ...logged('remove'), ok: true, results: [] });
  expect((await runCli(bankHome, ['sandbox', 'install', 'shirodt'])).code).toBe(0);
  const done = await remove();
  expect(JSON.parse(done.stdout)).toMatchObject({ ok: true, results: [{ loginId: 'shirodt' }] });
  expect(done.stderr).toMatch(/^The login ID shirodt stays noted on this PC\b.*\n$/);
  expect(certificates(home)).toEqual([]);
  server.child.kill('SIGTERM');
  await server.result;
  const closed = await remove();
  expect(closed.code).toBe(6);
  expect(JSON.parse(closed.stdout)).toMatchObject({ ok: false, error: { name: 'connection-refused' } });
});

/** It is killed at each step, a run each. */
const LONGEST_MS = 120_000;

describe.skipIf(process.platform === 'win32')(`killed or on a terminal${POSIX_ONLY}`, () => {
  const struck = (home: string, hook: NodeJS.ProcessEnv) =>
    runCli(home, ['remove', 'hanakodt', '--sandbox', '--yes', '--json'], {
      env: { NODE_OPTIONS: `--require ${HOOK}`, ...hook },
    });

  test(
    'killed before any write, it is completed by the next run, and nothing else is touched',
    async () => {
      const list = join(tempFolder(), 'points.json');
      expect((await struck(pc(), { KILL_LIST: list })).code).toBe(0);
      const points = JSON.parse(readFileSync(list, 'utf8')) as string[];
      expect(points.length).toBeGreaterThan(3);
      for (const [at, name] of points.entries()) {
        const home = pc();
        const run = await struck(home, { KILL_AT: String(at), KILL_SIGNAL: 'SIGKILL' });
        expect(run.signal, name).toBe('SIGKILL');
        const next = await struck(home, {});
        // Gone already when only its leftovers were still to be swept.
        expect(next.code, `${name}: ${next.stdout}`).toBeOneOf([0, 8]);
        const check = await runCli(home, ['list', '--sandbox', '--json', '--check', '1']);
        expect(JSON.parse(check.stdout), name).toMatchObject({
          ok: true,
          certificates: [{ loginId: 'tarodt', keyUsable: true }],
        });
        expect(leftBehind(home)).toEqual([]);
        expect(keysIn(join(home, 'store'))).toHaveLength(1);
      }
    },
    LONGEST_MS,
  );

  test.each(['ja', 'en'] as const)('asks, and Enter is no answer: %s', async (language) => {
    const say = (key: MessageKey, params = {}) => fill(messages[key][language], params, language);
    const home = pc();
    const open = (...names: string[]) =>
      openTerminal(home, ['remove', ...names, '--sandbox'], { env: { CERT_TOOL_LANG: language } });
    const declined = open();
    // The list begins with the certificate that ends first, not with the way out.
    await declined.waitFor('❯ tarodt');
    await declined.waitFor(say('ask.choose-keys'));
    declined.type(DOWN + ENTER);
    for (const key of ['remove.going', 'column.login-id'] as const) await declined.waitFor(say(key));
    await declined.waitFor('hanakodt');
    await declined.waitFor(say('remove.works', { loginId: 'hanakodt' }).slice(0, 30));
    await declined.waitFor(say('remove.ask', { count: 1 }));
    declined.type(ENTER);
    await declined.waitFor(say('ask.yes-or-no'));
    declined.type(`no${ENTER}`);
    await declined.waitFor(say('remove.kept'));
    expect(await declined.exitCode).toBe(0);
    expect(certificates(home)).toHaveLength(2);
    const accepted = open('hanakodt');
    await accepted.waitFor(say('remove.ask', { count: 1 }));
    accepted.type(language === 'ja' ? `はい${ENTER}` : `yes${ENTER}`);
    await accepted.waitFor('hanakodt A002');
    expect(await accepted.exitCode).toBe(0);
    expect(await accepted.leftSane()).toBe(true);
    expect(await loginIds(home)).toEqual(['tarodt']);
  });
});

function keysIn(store: string): string[] {
  return readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('key.pem'));
}
