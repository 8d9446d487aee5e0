import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../../support/test-ca.ts';

/** Where PowerShell is stopped, restricted, or finds keys that it cannot use. On Linux: the store is one of files. */

const STRUCK = fileURLToPath(new URL('../../support/struck-powershell.mjs', import.meta.url));
const STORES = '.dotnet/corefx/cryptography/x509stores';
const SUBJECT = '/CN=jirodt A001 20200304153656560435';
const KEY = { loginId: 'jirodt', keySize: 1024 };

const possible = anyPowerShell !== undefined && process.platform !== 'win32';
const reason = possible ? '' : ' (skipped: needs pwsh on the PATH, and not Windows)';

const folder = makeTempFolder();
let root: Issued;
let ca: Issued;

beforeAll(() => {
  root = issue(folder, { subject: '/CN=Root', extensions: CA_EXTENSIONS });
  ca = issue(folder, { subject: '/CN=Issuing', extensions: CA_EXTENSIONS, issuer: root });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function storeIn(home: string, variables: NodeJS.ProcessEnv = {}, release = '10.0.19045') {
  const wrapper = join(folder, 'struck');
  if (Object.keys(variables).length > 0) {
    writeFileSync(wrapper, `#!/bin/sh\nexec '${process.execPath}' '${STRUCK}' "$@"\n`, { mode: 0o700 });
  }
  const store = createPowerShellStore({
    program: Object.keys(variables).length > 0 ? wrapper : (anyPowerShell ?? ''),
    pendingDir: join(home, 'pending'),
    release,
    env: { ...process.env, HOME: home, PWSH: anyPowerShell, ...variables },
  });
  onTestFinished(() => store.close());
  return store;
}

const filesIn = (home: string, name: string) => {
  try {
    return readdirSync(join(home, STORES, name));
  } catch {
    return [];
  }
};

const certify = (csr: string) =>
  issue(folder, { subject: SUBJECT, extensions: CLIENT_EXTENSIONS, issuer: ca, csr }).pem;

describe.skipIf(!possible)(`PowerShell under strikes${reason}`, () => {
  test('Constrained Language Mode is told', async () => {
    const store = storeIn(tempFolder(), { STRIKE: 'language-mode' });
    const restricted = { errorName: 'powershell-restricted' };
    await expect(store.probe()).rejects.toMatchObject(restricted);
    await expect(store.list()).rejects.toMatchObject(restricted);
    await expect(store.request('one', KEY)).rejects.toMatchObject(restricted);
  });

  test('the issuing CA is kept in CurrentUser\\CA, a root nowhere', async () => {
    const home = tempFolder();
    const store = storeIn(home);
    const { csr } = await store.request('one', KEY);
    await store.install('one', certify(csr), [ca.pem, root.pem], 'name');
    await store.install('one', certify(csr), [ca.pem, root.pem], 'name');
    const [issuer = ''] = filesIn(home, 'ca');
    expect(filesIn(home, 'ca')).toHaveLength(1);
    const subject = ['x509', '-inform', 'DER', '-noout', '-subject', '-in', join(home, STORES, 'ca', issuer)];
    expect(openssl(subject).toString()).toContain('Issuing');
    expect(filesIn(home, 'root')).toEqual([]);
  });

  test.each([
    ['Windows 11, with AES-256', '10.0.26100'],
    ['Windows Server 2016, with triple DES', '10.0.14393'],
  ])('a PKCS#12 for %s is read', async (_, release) => {
    const store = storeIn(tempFolder(), {}, release);
    const { csr } = await store.request('one', KEY);
    const stored = await store.install('one', certify(csr), [ca.pem, root.pem], 'データ花子');
    expect(await trialSignature(store, stored)).toBe(true);
  });

  test('keys that are missing, of another kind or fine: shown, and used or unusable', async () => {
    const home = tempFolder();
    const store = storeIn(home);
    mkdirSync(join(home, STORES, 'my'), { recursive: true, mode: 0o700 });
    const put = (name: string, options: readonly string[], newKey: readonly string[] = RSA, file = '') => {
      const subject = SUBJECT.replace('A001', name);
      const { pem, key } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, newKey });
      const both = join(home, `${name}.pem`);
      writeFileSync(both, pem + key);
      const out = join(home, STORES, 'my', file || `${readCertificate(pem).thumbprint.toUpperCase()}.pfx`);
      openssl(['pkcs12', '-export', '-passout', 'pass:', '-in', both, '-out', out, ...options]);
    };
    put('A001', []);
    put('A002', ['-nokeys']);
    put('A003', [], ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    const found = new Map((await store.list()).map((each) => [each.commonName.split(' ')[1], each]));
    expect([...found.keys()].sort()).toEqual(['A001', 'A002', 'A003']);
    for (const [name, works] of Object.entries({ A001: true, A002: false, A003: false })) {
      const certificate = found.get(name);
      if (!certificate) return expect.fail(name);
      expect(certificate.hasPrivateKey).toBe(name !== 'A002');
      expect(await trialSignature(store, certificate)).toBe(works);
      if (!works) {
        const error = await store.sign(certificate.thumbprint, Buffer.from('x')).catch((each) => each);
        expect(error).toMatchObject({
          errorName: 'key-unusable',
          details: { params: { loginId: 'jirodt' } },
        });
      }
      await store.remove(certificate.thumbprint);
    }
    expect(await store.list()).toEqual([]);
    // .NET finds the files of its store by their names, and does not say that it did not find one.
    put('A004', [], RSA, 'another-name.pfx');
    const [there] = await store.list();
    await expect(store.remove(there?.thumbprint ?? '')).rejects.toMatchObject({ errorName: 'store-failed' });
  });

  test('PowerShell killed before each step of install and remove: nothing half is left', async () => {
    const home = tempFolder();
    const sound = storeIn(home);
    const { csr } = await sound.request('one', KEY);
    const pem = certify(csr);
    const count = join(home, 'count');
    const strike = async (step: number, work: (store: typeof sound) => Promise<unknown>) => {
      const store = storeIn(home, { STRIKE: String(step), STRIKE_COUNT: count });
      const end = await work(store).then(
        () => 'done',
        (error) => error.errorName,
      );
      await store.close();
      return end;
    };
    const ends: string[] = [];
    for (let step = 1, steps = 1; step <= steps; step += 1) {
      ends.push(await strike(step, (store) => store.install('one', pem, [ca.pem], 'name')));
      for (const each of await sound.list()) expect(await trialSignature(sound, each)).toBe(true);
      const stored = await sound.install('one', pem, [ca.pem], 'name');
      expect(await sound.list()).toEqual([stored]);
      ends.push(await strike(step, (store) => store.remove(stored.thumbprint)));
      await sound.remove(stored.thumbprint);
      expect(filesIn(home, 'my')).toEqual([]);
      steps = Number(readFileSync(count, 'utf8'));
    }
    expect(new Set(ends)).toEqual(new Set(['done', 'program-failed']));
    expect(ends.filter((end) => end === 'program-failed').length).toBeGreaterThan(4);
  }, 180_000);
});
