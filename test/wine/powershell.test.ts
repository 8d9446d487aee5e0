import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/pki/certificate.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import type { PowerShellStore } from '../../src/winstore/powershell/store.ts';
import { reasons } from '../../src/winstore/shared/failures.ts';
import { recorder } from '../support/ran/recorder.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';
import { bridgedPc, bridgeTo } from './bridge-to.ts';
import { DOTNET, JAPANESE, japaneseMissing, pwshExe, pwshMissing, windowsPath } from './wine.ts';

const KEY = { loginId: 'jirodt', keySize: 1024 };
const MANY = 500;

const why = pwshMissing ?? japaneseMissing;
const skipped = why ? ` (skipped: ${why})` : '';

/**
 * The product's PowerShell store on Windows' own .NET, in a Japanese Windows and for an account with a Japanese name. Wine's
 * CryptoAPI, asked through koffi, is the judge.
 */
describe.skipIf(why)(`the store "powershell" on Windows' .NET under Wine${skipped}`, () => {
  const env = { ...DOTNET, ...JAPANESE };
  const record = recorder('powershell', 'dotnet-wine');
  const folder = makeTempFolder();
  const windows = bridgedPc(env);
  let store: PowerShellStore;
  let [root, ca]: [Issued | undefined, Issued | undefined] = [undefined, undefined];
  let places = 0;

  beforeAll(async () => {
    store = openIn(newPlace());
    await store.probe();
    root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
    ca = issue(folder, { subject: '/O=株式会社例/CN=CA', extensions: CA_EXTENSIONS, issuer: root });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(() => () => windows.bridge.tools.clearCertificates());

  interface Place {
    /** The folder of pending keys, for Windows and for Linux. */
    readonly windows: string;
    readonly linux: string;
  }

  /** In the account's own folder, as Windows names it. */
  function newPlace(): Place {
    places += 1;
    const names = ['users', JAPANESE.USER, 'AppData', 'Local', '証明書 ①', `pending-${places}`];
    return {
      windows: ['C:', ...names].join('\\'),
      linux: join(windows.pc.folder, 'prefix/drive_c', ...names),
    };
  }

  const openIn = (place: Place, from = windows.bridge) => record.store(from.powerShell(place.windows));
  const certify = (csr: string) =>
    issue(folder, {
      subject: '/CN=jirodt A001 20200304153656560435',
      extensions: CLIENT_EXTENSIONS,
      ...(ca && { issuer: ca }),
      csr,
    }).pem;
  const chain = () => [ca?.pem ?? '', root?.pem ?? ''];

  const installNew = async (id: string, friendlyName: string) => {
    const { csr } = await store.request(id, KEY);
    return store.install(id, certify(csr), chain(), friendlyName);
  };

  test('speaks with a Windows whose code page is 932', async () => {
    const args = ['-NoProfile', '-NonInteractive', '-Command', '[Console]::OutputEncoding.CodePage'];
    expect(await windows.bridge.tools.output(windowsPath(pwshExe), args)).toBe('932\r\n');
  });

  test('probe tells the account by its Japanese name, and what Windows has set', async () => {
    const { account, ...probe } = await store.probe();
    expect(account).toEqual({ name: expect.stringMatching(/^[^\\]+\\山田 太郎$/), isService: false });
    expect(probe).toEqual({
      kind: 'powershell',
      identity: `powershell:${account?.name}\\CurrentUser\\My`,
      canSign: true,
    });
    await windows.bridge.tools.signInAtDesktop('PC\\データ花子', 'S-1-5-21-1-2-3-1001');
    expect((await store.probe()).account).toEqual({ ...account, desktop: 'PC\\データ花子' });
    await windows.bridge.tools.signInAtDesktop('', '');
    await windows.bridge.tools.forceKeyProtection(2);
    await expect(store.probe()).rejects.toMatchObject({ errorName: 'strong-key-protection' });
    await windows.bridge.tools.forceKeyProtection(0);
  });

  test('a pending key is sealed by DPAPI, survives a kill, and a second process opens and installs it', async () => {
    const place = newPlace();
    const killed = await bridgeTo(windows.pc, env);
    const request = await openIn(place, killed).request('one', KEY);
    await killed.kill();
    const file = join(place.linux, 'one', 'key.pem');
    expect(readFileSync(file, 'utf8')).toMatch(/^dpapi:[A-Za-z0-9+/=]+\n$/);
    const again = openIn(place);
    expect(await again.pending()).toEqual([request]);
    expect(await again.request('one', KEY)).toEqual(request);
    const stored = await again.install('one', certify(request.csr), chain(), 'name');
    expect(stored).toMatchObject({ publicKeyHash: request.publicKeyHash, hasPrivateKey: true });

    const other = await again.request('two', KEY);
    writeFileSync(file, `dpapi:${Buffer.alloc(300, 7).toString('base64')}\n`);
    expect(await again.pending()).toEqual([other]);
    await expect(again.request('one', KEY)).rejects.toMatchObject({ errorName: 'key-lost' });
    for (const id of ['one', 'two', 'two']) await again.discard(id);
    expect(await again.pending()).toEqual([]);
    await again.close();
  }, 120_000);

  test('install brings the key, the issuer into CA, and neither a root nor a key that can be taken away', async () => {
    const stored = await installNew('one', 'ANSER-WEB jirodt A001 (cert-tool)');
    expect(stored).toMatchObject({
      commonName: 'jirodt A001 20200304153656560435',
      issuer: 'CN=CA,O=株式会社例',
      hasPrivateKey: true,
      friendlyName: 'ANSER-WEB jirodt A001 (cert-tool)',
    });
    expect(await store.list()).toEqual([stored]);
    expect(await store.find(stored.thumbprint)).toEqual(stored);
    expect(await store.find('00'.repeat(20))).toBeUndefined();
    expect(await windows.bridge.tools.intermediates()).toEqual([readCertificate(ca?.pem ?? '').thumbprint]);
    await store.discard('one');
    // What .NET put there, as CryptoAPI sees it.
    const judge = windows.bridge.store(join(windows.pc.folder, 'none'));
    expect(await judge.list()).toEqual([stored]);
    expect(await trialSignature(judge, stored)).toBe(true);
    const place = await windows.bridge.tools.keyPlace(stored.thumbprint);
    // Wine writes 3, which is none, for keys that came in a PKCS#12 file.
    expect(place && (await windows.bridge.tools.exportPrivateKey({ ...place, keySpec: 1 }))).toBe(
      'CryptExportKey: 0x8009000b',
    );
  });

  test('what has no key pending is not installed, and nothing is left of the trial', async () => {
    const { csr } = await store.request('one', KEY);
    const failing = { errorName: 'store-failed' };
    await expect(store.install('none', certify(csr), chain(), 'n')).rejects.toMatchObject(failing);
    await expect(store.install('one', 'garbage', [], 'n')).rejects.toMatchObject(failing);
    expect(await store.list()).toEqual([]);
    await store.discard('one');
  });

  test.each([
    'データ花子 🙂 (cert-tool)',
    '-----BEGIN CERTIFICATE-----',
    'a\nb"\\',
    ' ',
    '～－∥①㈱髙',
    'a\u{d800}b',
  ])('the friendly name %j arrives as it is', async (name) => {
    const shown = name.replace('\u{d800}', '\u{fffd}');
    expect((await installNew('one', name)).friendlyName).toBe(shown);
    const [judged] = await windows.bridge.store(join(windows.pc.folder, 'none')).list();
    expect(judged?.friendlyName).toBe(shown);
    await store.discard('one');
  });

  test("another program's certificates are listed with their names; what is none is not", async () => {
    const names = ['データ花子 🙂', '$(calc) `x` "q"', "'; Remove-Item", 'a'.repeat(4000), ''];
    for (const [at, name] of names.entries()) {
      const odd = issue(folder, { subject: `/CN=odd ${at}`, ...(ca && { issuer: ca }) });
      await windows.bridge.tools.addCertificate(odd.pem, 'no such container', name);
    }
    await windows.bridge.tools.addGarbage(Buffer.from('garbage'));
    const found = (await store.list()).map(({ friendlyName }) => friendlyName);
    expect(found.sort()).toEqual([...names].sort());
  });

  test('what Windows keeps in spite of its removal is told; what is not there needs no removing', async () => {
    const { pem } = issue(folder, { subject: '/CN=bare', ...(ca && { issuer: ca }) });
    await windows.bridge.tools.addBare([new X509Certificate(pem).raw]);
    const [bare] = await store.list();
    expect(bare).toMatchObject({ commonName: 'bare', hasPrivateKey: false });
    // Wine writes no change of a store while an object of .NET still holds one of its certificates.
    await expect(store.remove(bare?.thumbprint ?? '')).rejects.toMatchObject({
      errorName: 'store-failed',
      details: { params: { detail: reasons.notRemoved } },
    });
    expect(await store.list()).toEqual([bare]);
    await store.remove('00'.repeat(20));
  });

  test('500 certificates are listed at once', async () => {
    const serial = Buffer.from('5B8E869E2BC4B2225302F34ADA65184E', 'hex');
    const { pem } = issue(folder, { subject: '/CN=many', ...(ca && { issuer: ca }) });
    const der = new X509Certificate(pem).raw;
    const at = der.indexOf(serial);
    const ders = Array.from({ length: MANY }, (_, number) => {
      const copy = Buffer.from(der);
      copy.writeUInt32BE(number, at + serial.length - 4);
      return copy;
    });
    await windows.bridge.tools.addBare(ders);
    const found = await store.list();
    expect(new Set(found.map(({ serialNumber }) => serialNumber)).size).toBe(MANY);
  });

  /** Windows' .NET ends in Wine's ncrypt as soon as it opens a private key. */
  const UNPROVEN = 'unproven here, for .NET ends in Wine as it opens a key';
  test.skip(`sign, sign many, tell of a key, install again: ${UNPROVEN}`, () => {});
  test.skip(`remove a certificate and its key: ${UNPROVEN}, and keeps a removal to itself`, () => {});
  test.skip('hide and show: Wine does not know the property', () => {});

  record.check();
});
