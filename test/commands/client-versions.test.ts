import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { CertToolError } from '../../src/core/error.ts';
import {
  type Company,
  certificatesHere,
  expectNothingLost,
  openCompany,
  passwordOf,
} from '../support/company.ts';
import { altered } from '../support/flat-session.ts';
import { leftBehind } from '../support/left-behind.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
const agents: (string | null)[] = [];
let company: Company;

beforeAll(async () => {
  const onExchange = ({ requestHeaders }: { requestHeaders: Headers }) =>
    void agents.push(requestHeaders.get('user-agent'));
  company = await openCompany(join(folder, 'bank'), { onExchange });
});
afterEach(() => setRules('clientMinimum=', 'clientRecommended='));
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const setRules = (...changes: string[]) => company.control((control) => control.rules(changes));
const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);

let count = 0;
async function user(wanted: Parameters<Company['add']>[0][string] = {}) {
  count += 1;
  await company.add({ [`user${count}`]: wanted });
  return { loginId: `user${count}`, home: tempFolder() };
}

type Pc = Awaited<ReturnType<typeof user>>;

/** This cert-tool is 0.0.0-test. */
async function run({ loginId, home }: Pc, argv: readonly string[], alter?: (deps: Deps) => Partial<Deps>) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: `kakunin-${loginId}`,
  };
  const full = [...argv, ...company.args, '--yes', '--json'];
  const result = await runInProcess(full, { env, ...(alter && { alter }) });
  return { ...result, document: JSON.parse(result.stdout) };
}

test('the version is told with every request', async () => {
  const pc = await user({ state: 'not-issued' });
  agents.length = 0;
  await run(pc, ['issue']);
  expect(agents.length).toBeGreaterThan(5);
  expect(new Set(agents)).toEqual(new Set(['cert-tool/0.0.0-test']));
});

test.each([['issue'], ['renew'], ['revoke', 'somebody'], ['list', '--users']])(
  'where the bank wants a newer one, %s stops before the login',
  async (...argv) => {
    const pc = await user({ role: 'administrator', state: argv[0] === 'issue' ? 'not-issued' : 'renewable' });
    if (argv[0] !== 'issue') await company.install(pc.home, pc.loginId);
    await setRules('clientMinimum=0.0.0');
    const before = (await acts()).length;
    const { exitCode, document } = await run(pc, argv);
    expect([exitCode, document.error.code, document.error.name]).toEqual([2, 'CT-2028', 'client-too-old']);
    expect(document.error.message).toBe('This bank needs cert-tool 0.0.0 or newer; this is 0.0.0-test.');
    expect((await acts()).slice(before)).toEqual([]);
    expect(leftBehind(pc.home)).toEqual([]);
  },
);

test('a request that was sent is finished all the same, and then nothing more is begun', async () => {
  const pc = await user({ state: 'not-issued' });
  const lost = () => Promise.reject(new CertToolError('connection-lost', { params: { host: 'test' } }));
  const losing = ({ openBank }: Deps) => ({
    openBank: async () => altered(await openBank(), () => ({ requestCertificate: lost })),
  });
  expect((await run(pc, ['issue'], losing)).exitCode).toBe(10);
  await setRules('clientMinimum=9.9.9');
  const { document } = await run(pc, ['issue']);
  expect(document).toMatchObject({ outcome: 'issued', resumed: true });
  await expectNothingLost(company, pc.home, pc.loginId);
  // What is here works on.
  expect((await run(pc, ['issue'])).document.outcome).toBe('already-valid');
  expect((await run(pc, ['issue', '--check-bank'])).document.error.name).toBe('client-too-old');
  expect(await certificatesHere(pc.home)).toHaveLength(1);
});

test.each(['0.0.0-test', '0.0.0-abc', '0.0.0-test+later'])(
  'one that is no newer, %s, changes nothing',
  async (minimum) => {
    await setRules(`clientMinimum=${minimum}`, `clientRecommended=${minimum}`);
    const { document } = await run(await user({ state: 'not-issued' }), ['issue']);
    expect([document.outcome, document.warnings]).toEqual(['issued', []]);
  },
);

test('one that is recommended is a warning of the document, once, and no line where nobody reads', async () => {
  await setRules('clientRecommended=0.1.0');
  const { document } = await run(await user({ state: 'not-issued' }), ['issue']);
  expect(document.warnings).toMatchObject([{ code: 'CT-0014', name: 'client-outdated' }]);
  const pc = await user({ state: 'not-issued' });
  const env = {
    CERT_TOOL_HOME: pc.home,
    CERT_TOOL_LOGIN_ID: pc.loginId,
    CERT_TOOL_PASSWORD: passwordOf(pc.loginId),
  };
  const { exitCode, stderr } = await runInProcess(['issue', ...company.args], { env });
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('one that is recommended is a line where somebody sees it, although nothing may be asked', async () => {
  await setRules('clientRecommended=0.1.0');
  const { home, loginId } = await user({ state: 'not-issued' });
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: passwordOf(loginId) };
  const atTerminal = ({ ui }: Deps) => ({ ui: { ...ui, noteColumns: 80 } });
  const argv = ['issue', loginId, '--no-input', '--lang', 'en', ...company.args];
  const { stderr } = await runInProcess(argv, { env, alter: atTerminal });
  expect(stderr).toContain('CT-0014');
});

test('what is no version is not heeded, and told with --verbose', async () => {
  const pc = await user({ state: 'not-issued' });
  const saying = ({ openBank }: Deps) => ({
    async openBank() {
      const bank = await openBank();
      return { ...bank, status: async () => ({ ...(await bank.status()), client: { minimum: 'latest' } }) };
    },
  });
  expect((await run(pc, ['issue'], saying)).document).toMatchObject({ outcome: 'issued', warnings: [] });
});
