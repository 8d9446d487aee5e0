import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageOf } from '../../../src/core/error.ts';
import type { CertificateStore } from '../../../src/core/ports/store.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { type CertutilStoreOptions, createCertutilStore } from '../../../src/winstore/certutil/store.ts';
import { powerShellAssistant } from '../../../src/winstore/powershell/assistant.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../../support/test-ca.ts';
import { describeStore, type StoreUnderTest } from '../contract.ts';

/**
 * The adapter against a stand-in for certutil.exe, in its languages and versions. What the real one does, only Windows
 * can prove: test/windows/certutil.test.ts.
 */
const STAND_IN = fileURLToPath(new URL('./stand-in.mjs', import.meta.url));
const KEY = { loginId: 'jirodt', keySize: 1024 };
const WINDOWS_11 = '10.0.22631';

/** The stand-in has a shebang, which Windows does not know. */
const here = process.platform !== 'win32';

function storeIn(
  parent: string,
  env: NodeJS.ProcessEnv = {},
  options: Partial<CertutilStoreOptions> = {},
): CertificateStore {
  return createCertutilStore({
    program: STAND_IN,
    pendingDir: join(parent, 'pending'),
    env: { PATH: process.env['PATH'], STAND_IN_STORE: join(parent, 'store'), ...env },
    release: WINDOWS_11,
    ...options,
  });
}

/** Puts a certificate there, and its key if there is one, as another program would. */
function put(parent: string, certificate: string, key?: string): void {
  const store = join(parent, 'store');
  mkdirSync(join(store, 'keys'), { recursive: true });
  const { thumbprint, pem } = readCertificate(certificate);
  const name = `foreign-${thumbprint.slice(0, 8)}`;
  if (key) writeFileSync(join(store, 'keys', `${name}.pem`), key);
  const der = pem.replace(/-----[A-Z ]+-----|\s/g, '');
  writeFileSync(join(store, `${thumbprint}.json`), JSON.stringify({ der, ...(key ? { key: name } : {}) }));
}

function runsIn(parent: string): string[] {
  return readFileSync(join(parent, 'store', 'runs.txt'), 'utf8')
    .trimEnd()
    .split('\n');
}

/** No rule is broken, and nothing is left in the folder of pending keys but those. */
function expectClean(parent: string): void {
  expect(existsSync(join(parent, 'store', 'broken-rules.txt'))).toBe(false);
  const pending = join(parent, 'pending');
  const names = existsSync(pending) ? readdirSync(pending) : [];
  expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
}

describe.skipIf(!here)('over the stand-in for certutil of Windows 11 in Japanese', () => {
  describeStore(
    'certutil',
    async (): Promise<StoreUnderTest> => {
      const parent = makeTempFolder();
      return {
        open: () => storeIn(parent, { STAND_IN_LANGUAGE: 'ja' }),
        addForeign: async ({ pem, key }) => put(parent, pem, key),
        addGarbage: async () => {
          writeFileSync(join(parent, 'store', `${'ef'.repeat(20)}.json`), JSON.stringify({ der: 'AAAA' }));
          mkdirSync(join(parent, 'pending', 'half'));
          writeFileSync(join(parent, 'pending', 'half', 'key.pem'), 'garbage');
        },
        dispose: async () => {
          expectClean(parent);
          rmSync(parent, { recursive: true, force: true });
        },
      };
    },
    { canSign: false, friendlyNames: false, runner: 'stand-in' },
  );
});

const OTHER_VERSIONS: [string, NodeJS.ProcessEnv][] = [
  ['Windows 11 in English', {}],
  ['Windows 7 in Japanese, with spaces in hashes', { STAND_IN_LANGUAGE: 'ja', STAND_IN_HASHES: 'spaced' }],
  ['a version that puts no files with -split', { STAND_IN_SPLIT: 'no' }],
];

describe.skipIf(!here)('the certutil store', () => {
  let parent: string;
  let folder: string;
  let ca: Issued;
  let store: CertificateStore;

  beforeEach(() => {
    parent = tempFolder();
    folder = tempFolder();
    ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    store = storeIn(parent);
  });
  afterEach(() => expectClean(parent));

  const certify = (csr: string, serial = '5B8E') =>
    issue(folder, {
      subject: '/CN=jirodt A001 20200304153656560435',
      extensions: CLIENT_EXTENSIONS,
      issuer: ca,
      csr,
      serial,
    }).pem;

  test.each(OTHER_VERSIONS)('over the stand-in for certutil of %s', async (_, env) => {
    const other = storeIn(parent, env);
    put(parent, ca.pem);
    const { csr } = await other.request('one', KEY);
    const ours = await other.install('one', certify(csr), [ca.pem], 'name');
    const foreign = { ...(await other.find(readCertificate(ca.pem).thumbprint)) };
    expect(foreign).toMatchObject({ commonName: 'CA', hasPrivateKey: false });
    expect(ours).toMatchObject({ hasPrivateKey: true });
    const listed = (await other.list()).map(({ commonName, hasPrivateKey }) => ({
      commonName,
      hasPrivateKey,
    }));
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual({ commonName: 'CA', hasPrivateKey: false });
    expect(listed).toContainEqual({ commonName: ours.commonName, hasPrivateKey: true });
    await other.remove(ours.thumbprint);
    expect(await other.list()).toHaveLength(1);
  });

  test('a foreign certificate without a key, with a serial number of 20 octets and names like hashes', async () => {
    const hash = 'ab'.repeat(20);
    const subject = `/CN=${hash}/OU=Cert Hash(sha1): ${hash}`;
    const { pem } = issue(folder, { subject, serial: '5B8E869E2BC4B2225302F34ADA65184E5B8E869E' });
    put(parent, pem);
    const { csr } = await store.request('one', KEY);
    const ours = await store.install('one', certify(csr), [ca.pem], 'name');
    const listed = await store.list();
    expect(listed.find(({ thumbprint }) => thumbprint === ours.thumbprint)).toEqual(ours);
    expect(listed.find(({ thumbprint }) => thumbprint !== ours.thumbprint)).toMatchObject({
      ...readCertificate(pem),
      hasPrivateKey: false,
    });
    expect(listed).toHaveLength(2);
  });

  test('a key that is gone is told', async () => {
    const { csr } = await store.request('one', KEY);
    const pem = certify(csr);
    const { thumbprint } = await store.install('one', pem, [ca.pem], 'name');
    rmSync(join(parent, 'store', 'keys'), { recursive: true });
    expect(await store.find(thumbprint)).toMatchObject({ hasPrivateKey: false });
    expect(await store.install('one', pem, [ca.pem], 'name')).toMatchObject({ hasPrivateKey: true });
    expect(await store.list()).toHaveLength(1);
  });

  test('5,000 certificates in one run', async () => {
    const { pem, key } = issue(folder, { subject: '/CN=many' });
    put(parent, pem, key);
    const listed = await storeIn(parent, { STAND_IN_COPIES: '5000', STAND_IN_LANGUAGE: 'ja' }).list();
    expect(listed).toHaveLength(5000);
    expect(listed.every(({ commonName, hasPrivateKey }) => commonName === 'many' && hasPrivateKey)).toBe(
      true,
    );
    expect(runsIn(parent)).toEqual(['-user -silent -split -store My']);
  });

  test.each([
    ['0x80070005', /拒否.*0x80070005/, /denied.*0x80070005/],
    ['0x80090029', /0x80090029/, /0x80090029/],
  ])('an import that fails with %s says so and leaves nothing', async (fault, ja, en) => {
    const { csr } = await store.request('one', KEY);
    const failing = storeIn(parent, { STAND_IN_FAULT: fault, STAND_IN_LANGUAGE: 'ja' });
    const error = await failing.install('one', certify(csr), [ca.pem], 'n').catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(messageOf(error, 'ja')).toMatch(ja);
    expect(messageOf(error, 'en')).toMatch(en);
    expect(await store.list()).toEqual([]);
    expect(await store.pending()).toHaveLength(1);
  });

  test('the one-time password is in no error and no log', async () => {
    const { csr } = await store.request('one', KEY);
    const failing = createCertutilStore({
      program: join(parent, 'missing.exe'),
      pendingDir: join(parent, 'pending'),
      env: process.env,
    });
    const error = await failing.install('one', certify(csr), [], 'n').catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(messageOf(error, 'en')).toContain('ENOENT');
    expect(JSON.stringify({ ...error, stack: error.stack, cause: String(error.cause) })).not.toMatch(
      /[0-9a-f]{48}/,
    );
  });

  test('a certutil that hangs is stopped', async () => {
    const hanging = storeIn(parent, { STAND_IN_FAULT: 'hang' }, { timeoutMs: 300 });
    for (const work of [hanging.probe, hanging.list, () => hanging.find('ab'.repeat(20))]) {
      await expect(work()).rejects.toMatchObject({ errorName: 'store-failed', message: /0\.3 seconds/ });
    }
  });

  test.each([
    ['says nothing, like that of Wine', { STAND_IN_FAULT: 'silent' }, STAND_IN],
    ["is NSS's, or any other", {}, '/usr/bin/false'],
  ])('a certutil that %s is noticed', async (_, env, program) => {
    const pendingDir = join(parent, 'pending');
    const other = createCertutilStore({
      program,
      pendingDir,
      env: { ...process.env, STAND_IN_STORE: join(parent, 'store'), ...env },
    });
    await expect(other.probe()).rejects.toMatchObject({ errorName: 'store-failed' });
  });

  test('a certificate that stays is no success', async () => {
    const { csr } = await store.request('one', KEY);
    const { thumbprint } = await store.install('one', certify(csr), [ca.pem], 'n');
    const failing = storeIn(parent, { STAND_IN_FAULT: 'deletes-nothing' });
    await expect(failing.remove(thumbprint)).rejects.toMatchObject({ errorName: 'store-failed' });
  });

  test('a key that stays is told of, unless another certificate uses it', async () => {
    const left: string[] = [];
    const telling = storeIn(parent, {}, { onKeyLeft: (thumbprint) => left.push(thumbprint) });
    const { csr } = await telling.request('one', KEY);
    const first = await telling.install('one', certify(csr), [ca.pem], 'n');
    const second = await telling.install('one', certify(csr, 'AB'), [ca.pem], 'n');
    await telling.remove(first.thumbprint);
    await telling.remove(first.thumbprint);
    expect(left).toEqual([]);
    await telling.remove(second.thumbprint);
    expect(left).toEqual([second.thumbprint]);
    put(parent, ca.pem);
    await telling.remove(readCertificate(ca.pem).thumbprint);
    expect(left).toEqual([second.thumbprint]);
  });

  test('without PowerShell pending keys are plain; a missing one is no failure', async () => {
    const missing = powerShellAssistant(join(parent, 'no-powershell.exe'), process.env);
    const telling = storeIn(parent, {}, { powerShell: missing });
    const { csr } = await telling.request('one', KEY);
    const { thumbprint } = await telling.install('one', certify(csr), [ca.pem], 'n');
    await telling.remove(thumbprint);
    expect(await telling.list()).toEqual([]);
    expect(readFileSync(join(parent, 'pending', 'one', 'key.pem'), 'utf8')).toContain('PRIVATE KEY');
  });

  test('hostile names and chains get to the PFX alone, never to an argument', async () => {
    const name = `"; & calc.exe | %PATH% $(id) \n🙂${'x'.repeat(4000)}`;
    const { csr } = await store.request('one', KEY);
    await store.install('one', certify(csr), [ca.pem], name);
    expect(runsIn(parent).join('\n')).not.toMatch(/calc|%PATH%|🙂/u);
  });
});

describe.skipIf(!here)('an account of services is told by its profile', () => {
  test.each([
    ['SYSTEM', 'C:\\Windows\\system32\\config\\systemprofile'],
    ['SYSTEM', 'C:\\Windows\\SysWOW64\\config\\systemprofile'],
    ['SERVICE LOCAL', 'D:\\WINDOWS\\ServiceProfiles\\LocalService'],
    ['NETWORK SERVICE', 'C:\\Windows\\ServiceProfiles\\NetworkService'],
  ])('%s in %s', async (username, homedir) => {
    const { account } = await storeIn(tempFolder(), {}, { user: { username, homedir } }).probe();
    expect(account).toEqual({ name: username, isService: true });
  });

  test.each(['C:\\Users\\systemprofile', 'C:\\Users\\NetworkService', '\\\\server\\profiles\\taro'])(
    'and %s is a person’s',
    async (homedir) => {
      const { account } = await storeIn(tempFolder(), {}, { user: { username: 'taro', homedir } }).probe();
      expect(account).toBeUndefined();
    },
  );
});
