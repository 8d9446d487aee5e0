import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyForFile, openCompany, type UserWanted } from '../../support/company.ts';
import { bytesIn } from '../../support/folder-bytes.ts';
import type { RunInProcess } from '../../support/run-in-process.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored, recorded } from './examined.ts';
import { entryOf, pcOf } from './pc.ts';

/** A PC with certificates of a real bank, made wrong. */

const company = await companyForFile();
const pc = (user?: UserWanted) => pcOf(company, user);
const DAY_MS = 24 * 60 * 60 * 1000;

const at =
  (daysOff: number): NonNullable<RunInProcess['alter']> =>
  () => ({
    now: () => new Date(Date.now() + daysOff * DAY_MS),
  });

test('a healthy PC: exit 0, and nothing is changed by looking', async () => {
  const { home, loginId, run } = await pc();
  const before = bytesIn(home);
  const { exitCode, document, stderr } = await run([loginId]);
  expect(exitCode).toBe(0);
  expect(document.ok).toBe(true);
  expect(document.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(document.user).toEqual({ loginId, can: 'nothing' });
  expect(stderr).toBe('');
  expect(bytesIn(home)).toEqual(before);
  expect(await company.actsOf(loginId)).not.toContain('login');
});

test('nothing is changed on a PC where all is wrong either, and nobody logs in', async () => {
  const { home, loginId, run, folder } = await pc({ state: 'renewable' });
  await entryOf(company, home, loginId, { step: 'sent', csr: 'x', publicKeyHash: 'y' });
  writeFileSync(join(folder, 'key.pem'), 'garbage');
  writeFileSync(join(home, 'journal', `${'0'.repeat(32)}.json`), 'garbage');
  const before = bytesIn(home);
  const acts = await company.actsOf(loginId);
  const secrets = { CERT_TOOL_PASSWORD: 'planted-secret', CERT_TOOL_OTP: '123456' };
  const { exitCode, stdout, stderr } = await run([loginId], { env: secrets });
  expect(exitCode).toBe(11);
  expect(stdout + stderr).not.toContain('planted-secret');
  expect(bytesIn(home)).toEqual(before);
  expect(await company.actsOf(loginId)).toEqual(acts);
});

describe('the certificate', () => {
  test('none is here', async () => {
    const home = tempFolder();
    const { document, exitCode } = await doctored(home, ['nobody', ...company.args]);
    expect(document).toMatchObject({ cause: 'certificate-present', user: { can: 'issue' } });
    expect(document.verdict).toContain('none of the login ID nobody');
    expect(document.verdict).not.toContain('did you mean');
    expect(exitCode).toBe(11);
  });

  test('the login ID is mistyped', async () => {
    const { run, loginId } = await pc();
    const { document } = await run([`${loginId}x`]);
    expect(document.verdict).toContain(`none of the login ID ${loginId}x (did you mean ${loginId}?)`);
    expect((await run([`x${loginId}x`])).document.verdict).not.toContain('did you mean');
  });

  test('a variable that was left over leads elsewhere', async () => {
    const { run, loginId } = await pc();
    const elsewhere = tempFolder();
    const { document } = await run([loginId], { env: { CERT_TOOL_HOME: elsewhere } });
    expect(document.verdict).toContain(`the variable CERT_TOOL_HOME leads to ${elsewhere}`);
  });

  test('hidden', async () => {
    const { run, loginId, store, certificate } = await pc();
    await store.archive?.(certificate.thumbprint, true);
    const { document } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'certificate-present',
      error: { name: 'certificate-hidden' },
      user: { can: 'show' },
    });
  });

  test('expired', async () => {
    const { run, loginId } = await pc({ state: 'expired' });
    const { document } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'certificate-expired',
      error: { code: 'CT-5021' },
      user: { can: 'issue-again' },
    });
  });

  test('not valid yet, where the bank’s time cannot be had (clock of this PC behind)', async () => {
    const { home, loginId } = await pc();
    const { check, document } = await doctored(
      home,
      [loginId, '--bank', 'https://localhost:1', '--store', 'file'],
      {
        alter: at(-1000),
      },
    );
    expect(check('certificate-begun')).toMatchObject({ error: { name: 'certificate-not-yet-valid' } });
    expect(document.user?.can).toBe('clock');
  });

  test('not valid yet, by a clock that is right (recorded: its begin)', async () => {
    const { loginId, run } = await pc();
    const notBefore = new Date(Date.now() + 9 * DAY_MS);
    const { check, document } = await run([loginId], {
      alter: recorded(({ inventory }) => ({
        async inventory() {
          const { found, ...others } = await inventory();
          const later = found.map((each) => ({ ...each, certificate: { ...each.certificate, notBefore } }));
          return { ...others, found: later };
        },
      })),
    });
    expect(check('certificate-begun').error).toMatchObject({
      name: 'certificate-not-yet-valid',
      hint: expect.stringMatching(/clock is right: wait until 20/),
    });
    expect(document.user?.can).toBe('wait');
  });

  test('renewable', async () => {
    const { run, loginId } = await pc({ state: 'renewable' });
    const { document, exitCode } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'certificate-due',
      error: { name: 'certificate-due' },
      user: { can: 'renew' },
    });
    expect(exitCode).toBe(11);
  });

  test('superseded, and still offered', async () => {
    const { run, loginId, home } = await pc({ state: 'renewable' });
    const env = { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: `demo-${loginId}` };
    await runInProcess(['renew', loginId, '--keep-old', '--json', ...company.args], { env });
    const loginPage = 'https://login.bank.example/';
    const alter = recorded(() => ({ policies: async () => ({ loginPage, policies: [] }) }));
    const { check, exitCode } = await run([loginId], { alter });
    expect(check('superseded')).toMatchObject({ status: 'warning', error: { name: 'superseded-offered' } });
    // With it the need of a policy goes.
    expect(check('browser-policy').status).toBe('ok');
    expect(exitCode).toBe(0);
  });

  test('another bank’s (recorded: that bank is not set)', async () => {
    const { run } = await pc();
    const alter = recorded((probes) => ({
      async inventory() {
        const inventory = await probes.inventory();
        const { set } = inventory;
        return { ...inventory, set: set && { ...set, bankId: 'another' } };
      },
    }));
    const { check } = await run([], { alter });
    expect(check('certificate-bank')).toMatchObject({ status: 'warning', error: { name: 'other-bank' } });
  });

  test('another bank’s, as the bank that is set tells', async () => {
    const { home, loginId, store, certificate } = await pc();
    const other = await openCompany(tempFolder());
    await other.add({ [loginId]: { state: 'renewable' } });
    await other.install(home, loginId);
    await other.close();
    await store.remove(certificate.thumbprint);
    const { document, exitCode } = await doctored(home, [loginId, ...company.args]);
    expect(document).toMatchObject({
      cause: 'certificate-bank',
      error: { name: 'other-bank' },
      user: { can: 'issue' },
    });
    expect(exitCode).toBe(11);
  });

  test('revoked, or replaced on another PC: on the list of the bank', async () => {
    const { home, loginId, run } = await pc({ state: 'renewable' });
    await company.install(tempFolder(), loginId);
    const before = bytesIn(home);
    const { document, check } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'certificate-revoked',
      error: { name: 'revoked-at-bank' },
      user: { can: 'replace' },
    });
    expect(check('certificate-due')).toMatchObject({ status: 'ok' });
    expect(bytesIn(home)).toEqual(before);
  });

  test('revoked, and in date: what is told helps in the order in which it is told', async () => {
    const { home, loginId, run } = await pc({ state: 'renewable' });
    const elsewhere = tempFolder();
    await company.install(elsewhere, loginId);
    const { document } = await run([loginId]);
    const told = [...(document.error?.hint.matchAll(/"cert-tool (\w+)/g) ?? [])].map(
      ([, command]) => command,
    );
    expect(told).toEqual(['remove', 'issue']);
    const env = { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: `demo-${loginId}` };
    const typed = (argv: readonly string[]) => runInProcess([...argv, '--yes', ...company.args], { env });
    expect(await typed(['remove', '--revoked'])).toMatchObject({ exitCode: 0 });
    // It goes to the bank, which knows of the other PC.
    expect((await typed(['issue', loginId])).stderr).toContain('CT-5004');
  });

  test.each([
    ['ahead', 400, 'ok', 'nothing'],
    ['behind', -1000, 'failed', 'clock'],
  ])('this PC’s clock far %s: certificates count by the bank’s time', async (_, days, begun, can) => {
    const { run, loginId } = await pc();
    const { document, check } = await run([loginId], { alter: at(days) });
    expect(document).toMatchObject({ cause: 'clock', error: { name: 'clock-off' }, user: { can } });
    expect(check('certificate-expired').status).toBe('ok');
    expect(check('certificate-begun').status).toBe(begun);
    expect(check('certificate-begun').error?.name ?? 'clock-off').toBe('clock-off');
  });

  test('just issued, by a PC whose clock is a little behind: nothing is the matter', async () => {
    const { run, loginId } = await pc();
    const { check, document } = await run([loginId], { alter: at(-2 / 24 / 60) });
    expect(check('certificate-begun').status).toBe('ok');
    expect(document.user?.can).toBe('nothing');
  });

  test('of a former CA; of one that ends before it (recorded: the end of the CA)', async () => {
    const { run, certificate } = await pc();
    const keyId = certificate.authorityKeyId ?? '';
    const with_ = (notAfter: Date, isPresent: boolean) =>
      recorded((probes) => ({
        inventory: async () => ({
          ...(await probes.inventory()),
          authorities: new Map([[keyId, { notAfter, isPresent }]]),
        }),
      }));
    const late = new Date('2099-01-01T00:00:00Z');
    const former = await run([], { alter: with_(late, false) });
    expect(former.check('former-ca')).toMatchObject({ status: 'warning', error: { name: 'former-ca' } });
    const ending = await run([], { alter: with_(new Date(certificate.notAfter.getTime() - DAY_MS), true) });
    expect(ending.check('ca-validity')).toMatchObject({
      status: 'warning',
      error: { name: 'ca-ends-first' },
    });
  });

  test.each([
    ['is gone', undefined],
    ['is cut off', '-----BEGIN CERTIFICATE-----\nMII'],
  ])('its chain %s', async (_what, text) => {
    const { run, loginId, folder } = await pc();
    rmSync(join(folder, 'chain.pem'));
    if (text !== undefined) writeFileSync(join(folder, 'chain.pem'), text);
    const { document } = await run([loginId]);
    expect(document).toMatchObject({ cause: 'damaged-certificates', error: { name: 'damaged-certificate' } });
  });

  test('its files are damaged', async () => {
    const { run, folder, loginId } = await pc();
    writeFileSync(join(folder, 'certificate.pem'), 'garbage');
    expect((await run([loginId])).document).toMatchObject({
      cause: 'damaged-certificates',
      error: { code: 'CT-0004' },
      user: { can: 'repair' },
    });
  });

  test('of somebody else who was not asked about', async () => {
    const { run, loginId, home } = await pc();
    await company.add({ [`old-${loginId}`]: { state: 'expired' } });
    await company.install(home, `old-${loginId}`);
    expect((await run([loginId])).exitCode).toBe(0);
    expect((await run()).document.cause).toBe('certificate-expired');
  });
});

describe('the key', () => {
  test.skipIf(process.platform === 'win32')(
    'that others can read: to be mended, and not to be revoked',
    async () => {
      const { run, loginId, folder } = await pc();
      chmodSync(join(folder, 'key.pem'), 0o644);
      const { document } = await run([loginId]);
      expect(document).toMatchObject({ error: { code: 'CT-7004' }, user: { can: 'mend' } });
      expect(document.error?.message).toContain(join(folder, 'key.pem'));
    },
  );

  test('missing', async () => {
    const { run, loginId, folder } = await pc();
    rmSync(join(folder, 'key.pem'));
    const { document } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'key-missing',
      error: { code: 'CT-5005' },
      user: { can: 'administrator' },
    });
  });

  test('cannot sign', async () => {
    const { run, folder } = await pc();
    writeFileSync(join(folder, 'key.pem'), 'garbage');
    const { document } = await run();
    expect(document).toMatchObject({ cause: 'key-signs', error: { code: 'CT-5005' } });
    expect(document.verdict).toContain('the key is damaged, or is not that of this certificate');
  });

  test.skipIf(process.platform === 'win32')('readable for others', async () => {
    const { run, folder } = await pc();
    chmodSync(join(folder, 'key.pem'), 0o644);
    expect((await run()).document).toMatchObject({ cause: 'key-signs', error: { name: 'store-unsafe' } });
  });

  test.each([
    [
      'lost DPAPI secrets',
      'Microsoft Software Key Storage Provider',
      0x8009000b,
      'key-signs',
      'key-unusable',
      'DPAPI',
    ],
    ['a container that is gone', '', 0x80090016, 'key-signs', 'key-unusable', 'the key is not there'],
    [
      'installed by the bank’s own app',
      'Microsoft Enhanced Cryptographic Provider v1.0',
      0x80090008,
      'key-provider',
      'old-key-provider',
      undefined,
    ],
    [
      'in a provider of another maker',
      'Bank CSP v1',
      0x80090008,
      'key-provider',
      'old-key-provider',
      undefined,
    ],
    ['not opened by a provider of another maker', 'Bank CSP v1', 0x80090016, 'key-signs', 'key-unusable', ''],
  ] as const)('%s (recorded)', async (_what, provider, code, cause, name, words) => {
    const { run, folder, loginId } = await pc();
    writeFileSync(join(folder, 'key.pem'), 'garbage');
    const alter = recorded(() => ({
      keys: async (thumbprints) => new Map(thumbprints.map((each) => [each, { provider, code }])),
    }));
    const { document, check } = await run([loginId], { alter });
    const can = cause === 'key-provider' ? 'other-program' : 'administrator';
    expect(document).toMatchObject({ cause, error: { name }, user: { can } });
    if (words) expect(check(cause).detail).toContain(words);
  });
});
