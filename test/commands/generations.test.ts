import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { putInFileStore } from '../support/file-store.ts';
import { altered } from '../support/flat-session.ts';
import { logged } from '../support/json-document.ts';
import { leftBehind } from '../support/left-behind.ts';
import { type RunInProcess, runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl, RSA } from '../support/test-ca.ts';

/** A bank whose issuing CA changes its generation while people hold certificates of the former one. */

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(
  home: string,
  loginId: string,
  argv: readonly string[],
  alter?: RunInProcess['alter'],
): Promise<{ exitCode: number; stderr: string; document: Record<string, unknown> }> {
  const secrets = { CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) };
  const env = { CERT_TOOL_HOME: home, ...secrets };
  const { stdout, ...rest } = await runInProcess([...argv, '--json', '--lang', 'en', ...company.args], {
    env,
    ...(alter ? { alter } : {}),
  });
  return { ...rest, document: JSON.parse(stdout) };
}

const roll = () => company.control((control) => control.newCa());
const sequences = async (home: string) =>
  (await certificatesHere(home)).map(({ commonName }) => commonName.split(' ')[1]).sort();

/** As of a PC that was set up after the change, and as of one that has lost what it knew. */
const forgetful = (home: string) => rmSync(join(home, 'banks'), { recursive: true, force: true });

describe.each([
  ['that knew the bank before', () => {}],
  ['that knows nothing of the bank', forgetful],
])('a PC %s', (_what, forget) => {
  test('lives through it', async () => {
    const [loginId, gone] = [`taro${_what.length}`, `jiro${_what.length}`];
    const home = tempFolder();
    await company.add({ [loginId]: {}, [gone]: {} });
    await company.install(home, loginId);
    await company.install(home, gone);
    expect((await run(home, loginId, ['issue'])).document).toMatchObject({ outcome: 'already-valid' });
    await roll();
    forget(home);

    const checked = await run(home, loginId, ['list', '--check', '1']);
    expect(checked.exitCode).toBe(0);
    const asked = await run(home, loginId, ['issue', '--check-bank']);
    expect([asked.exitCode, asked.document['outcome']]).toEqual([0, 'already-valid']);
    expect((await run(home, loginId, ['issue'])).document).toMatchObject({ outcome: 'already-valid' });

    const kept = await run(home, loginId, ['renew', loginId, '--keep-old']);
    expect(kept.document).toMatchObject({ outcome: 'renewed', warnings: [{ code: 'CT-0006' }] });
    expect(await sequences(home)).toEqual(['A002', 'A002', 'A003']);
    const { document: listed } = await run(home, loginId, ['list']);
    const banks = (listed['certificates'] as { bank: unknown }[]).map(({ bank }) => bank);
    expect(new Set(banks.map((bank) => JSON.stringify(bank))).size).toBe(1);

    // Replaced by one of another CA of the same bank.
    const superseded = await run(home, loginId, ['remove', '--superseded', '--yes']);
    expect(superseded.document).toMatchObject({ ok: true, results: [{ loginId, outcome: 'removed' }] });
    await company.install(tempFolder(), gone);
    const revoked = await run(home, loginId, ['remove', '--revoked', '--yes']);
    expect(revoked.document).toMatchObject({ ok: true, results: [{ loginId: gone, outcome: 'removed' }] });
    expect(await sequences(home)).toEqual(['A003']);
    expect([(await run(home, loginId, ['list', '--check'])).exitCode, leftBehind(home)]).toEqual([0, []]);
  });
});

test.each([
  ['knows the bank', () => {}],
  ['has lost what it knew', forgetful],
])(
  'a request that was sent before the change is completed after it, by a PC that %s',
  async (what, forget) => {
    const loginId = `sent${what.length}`;
    const home = tempFolder();
    await company.add({ [loginId]: { state: 'not-issued' } });
    const lost: RunInProcess['alter'] = (deps: Deps) => ({
      async openBank() {
        const bank = await deps.openBank();
        const logIn: typeof bank.logIn = async (...given) => {
          const session = await bank.logIn(...given);
          const request = session.requestCertificate.bind(session);
          session.requestCertificate = async (csr) => {
            await request(csr);
            throw new BankRefusal('not-found', 404);
          };
          return session;
        };
        return { ...bank, logIn };
      },
    });
    expect((await run(home, loginId, ['issue'], lost)).exitCode).toBe(10);
    await roll();
    forget(home);
    const { exitCode, document } = await run(home, loginId, ['issue']);
    expect(exitCode, JSON.stringify(document)).toBe(0);
    expect(await sequences(home)).toEqual(['A001']);
    expect((await company.me(loginId)).unconfirmed).toBeUndefined();
  },
);

test('a bank that hands out no former chain, but shows the very certificate', async () => {
  const loginId = 'shown';
  const home = tempFolder();
  await company.add({ [loginId]: {} });
  await company.install(home, loginId);
  await roll();
  const withoutFormer: RunInProcess['alter'] = (deps) => ({
    async openBank() {
      const bank = await deps.openBank();
      // An older server does not know the question, and answers as without it.
      return { ...bank, caChain: () => bank.caChain(), crl: async () => bank.crl?.() ?? new Uint8Array() };
    },
  });
  const stranger = await run(home, loginId, ['renew', loginId], withoutFormer);
  expect(stranger.document).toMatchObject({ error: { code: 'CT-8001' } });
  const asked = await run(home, loginId, ['issue', '--check-bank'], withoutFormer);
  expect(asked.document).toMatchObject({ outcome: 'already-valid' });
  // What is not known of its CA is no reason to remove it.
  const revoked = await run(home, loginId, ['remove', '--revoked', '--yes'], withoutFormer);
  expect(revoked.document).toMatchObject({ error: { name: 'crl-rejected' } });
  const renewed = await run(home, loginId, ['renew', loginId], withoutFormer);
  expect(renewed.document).toMatchObject({ outcome: 'renewed' });
  expect(await sequences(home)).toEqual(['A003']);
});

test('a list that cannot be had leaves its certificates, and says so', async () => {
  const [one, two] = ['former', 'present'];
  const home = tempFolder();
  await company.add({ [one]: {}, [two]: {} });
  await company.install(home, one);
  await roll();
  await company.install(home, two);
  await company.install(tempFolder(), one);
  await company.install(tempFolder(), two);
  const presentOnly: RunInProcess['alter'] = (deps) => ({
    async openBank() {
      const bank = await deps.openBank();
      const crl = async (keyId?: string) => {
        if (keyId !== undefined) throw new BankRefusal('not-found', 404);
        return bank.crl?.() ?? new Uint8Array();
      };
      return { ...bank, crl };
    },
  });
  const { exitCode, document, stderr } = await run(home, one, ['remove', '--revoked', '--yes'], presentOnly);
  expect([exitCode, document]).toEqual([
    0,
    {
      ...logged('remove'),
      ok: true,
      results: [expect.objectContaining({ loginId: two })],
      warnings: [
        expect.objectContaining({ code: 'CT-6017' }),
        { message: expect.stringContaining(`${one} A002`) },
      ],
    },
  ]);
  expect(stderr).toContain(`${one} A002`);
});

test('a stranger’s certificate with the same serial number is not the bank’s', async () => {
  const loginId = 'double';
  await company.add({ [loginId]: {} });
  const { serialNumber = '' } = (await company.me(loginId)).certificate;
  const home = tempFolder();
  const key = openssl(['genpkey', ...RSA]).toString();
  const ca = issue(tempFolder(), { subject: '/O=stranger/CN=CA', extensions: CA_EXTENSIONS });
  const { pem } = issue(tempFolder(), {
    ...{ subject: `/CN=${loginId} A001 20200304153656560435`, issuer: ca, serial: serialNumber, key },
    ...{ from: '20260101000000Z', until: '20360101000000Z', extensions: CLIENT_EXTENSIONS },
  });
  putInFileStore(home, pem, key);
  const { exitCode, document } = await run(home, loginId, ['issue', '--check-bank']);
  expect([exitCode, document['error']]).toEqual([5, expect.objectContaining({ name: 'issued-elsewhere' })]);
  expect((await run(home, loginId, ['renew', loginId])).document).toMatchObject({
    error: { code: 'CT-8001' },
  });

  const junk: RunInProcess['alter'] = (deps) => ({
    async openBank() {
      const bank = await deps.openBank();
      return altered(bank, (session) => ({
        certificate: async (of) => ({ ...(await session.certificate(of)), certificate: 'junk' }),
      }));
    },
  });
  const odd = await run(home, loginId, ['issue', '--check-bank'], junk);
  expect([odd.exitCode, odd.document['error']]).toEqual([6, expect.objectContaining({ name: 'bad-answer' })]);
});
