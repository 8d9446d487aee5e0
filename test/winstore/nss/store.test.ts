import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { messageOf, remedyOf } from '../../../src/core/error.ts';
import type { CertificateStore } from '../../../src/core/ports/store.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, RSA } from '../../support/test-ca.ts';
import { describeStore } from '../contract.ts';
import { importKeyAndCertificate, makeDatabase, nss as nssOn, programs } from './tools.ts';

const KEY = { loginId: 'jirodt', keySize: 1024 };

function storeIn(parent: string): CertificateStore {
  const [database, pendingDir] = [databaseIn(parent), join(parent, 'pending')];
  return createNssStore({ database, pendingDir, programs, env: process.env });
}

const databaseIn = (parent: string) => join(parent, '.pki', 'nssdb');
const nss = (parent: string, program: 'certutil' | 'pk12util', ...args: string[]) =>
  nssOn(databaseIn(parent), program, ...args);

function put(parent: string, certificate: Issued, nickname: string): void {
  makeDatabase(databaseIn(parent));
  importKeyAndCertificate(databaseIn(parent), certificate, nickname);
}

if (!programs)
  test.skip('the store "nss": NSS\'s certutil and pk12util (libnss3-tools) are not installed', () => {});
else {
  describeStore(
    'nss',
    async () => {
      const parent = makeTempFolder();
      return {
        open: () => storeIn(parent),
        addForeign: async (certificate) => put(parent, certificate, 'foreign'),
        async addGarbage() {
          writeFileSync(join(parent, '.pki', 'nssdb', 'notes.txt'), 'x');
          mkdirSync(join(parent, 'pending', 'half'));
          writeFileSync(join(parent, 'pending', 'half', 'key.pem'), 'garbage');
        },
        async dispose() {
          const pending = join(parent, 'pending');
          const names = existsSync(pending) ? readdirSync(pending) : [];
          expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
          rmSync(parent, { recursive: true, force: true });
        },
      };
    },
    { friendlyNames: (name) => name.replaceAll('\n', ' ').trim(), givesKeys: true, runner: 'nss' },
  );
}

describe.skipIf(!programs)('the NSS store', () => {
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

  const subject = '/CN=jirodt A001 20200304153656560435';
  const certify = (csr: string, serial = '5B8E') =>
    issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr, serial }).pem;

  async function installNew(id = 'one', serial = '5B8E') {
    const { csr } = await store.request(id, KEY);
    const stored = await store.install(
      id,
      certify(csr, serial),
      [ca.pem],
      'ANSER-WEB jirodt A001 (cert-tool)',
    );
    await store.discard(id);
    return stored;
  }

  test('the database is made without a password, for its owner alone, and NSS reads it', async () => {
    const { thumbprint } = await installNew();
    for (const path of ['.pki', '.pki/nssdb', 'pending'])
      expect(statSync(join(parent, path)).mode & 0o777).toBe(0o700);
    expect(nss(parent, 'certutil', '-L')).toContain(
      `ANSER-WEB jirodt A001 (cert-tool) ${thumbprint.slice(0, 8)}`,
    );
    expect(nss(parent, 'certutil', '-L')).toContain('u,u,u');
  });

  test('removing takes the key along', async () => {
    const { thumbprint } = await installNew();
    expect(nss(parent, 'certutil', '-K')).toMatch(/[0-9a-f]{40}/);
    await store.remove(thumbprint);
    expect(nss(parent, 'certutil', '-L')).not.toContain('ANSER-WEB');
    expect(() => nss(parent, 'certutil', '-K')).toThrow();
  });

  test('certificates of one subject share a nickname; removing one leaves the others', async () => {
    const first = await installNew('one', 'A1');
    const second = await installNew('two', 'A2');
    expect(nss(parent, 'certutil', '-L').match(/ANSER-WEB/g)).toHaveLength(2);
    await store.remove(first.thumbprint);
    expect(await store.list()).toMatchObject([{ thumbprint: second.thumbprint, hasPrivateKey: true }]);
    expect(await trialSignature(store, second)).toBe(true);
    const third = await installNew('three', 'A3');
    await store.remove(third.thumbprint);
    expect(await store.list()).toMatchObject([{ thumbprint: second.thumbprint, hasPrivateKey: true }]);
  }, 60_000);

  test('an intermediate comes along and is not listed; a root does not', async () => {
    const root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
    const intermediate = issue(folder, {
      subject: '/CN=issuing CA',
      extensions: CA_EXTENSIONS,
      issuer: root,
    });
    const { csr } = await store.request('one', KEY);
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: intermediate, csr });
    const stored = await store.install('one', pem, [intermediate.pem, root.pem], 'name');
    expect(await store.list()).toEqual([stored]);
    const listing = nss(parent, 'certutil', '-L');
    expect(listing).toContain('issuing CA');
    expect(listing).not.toContain('root');
  });

  test('foreign nicknames: over several lines, like a list, of a token', async () => {
    const nicknames = ['a\nb"\\ u,u,u', 'x y,,', 'a: b', '$(id) `id` 花子', '-----BEGIN CERTIFICATE-----'];
    const foreign = nicknames.map((nickname, at) => {
      const certificate = issue(folder, { subject: `/CN=foreign ${at}`, newKey: RSA });
      put(parent, certificate, nickname);
      return readCertificate(certificate.pem).thumbprint;
    });
    const ours = await installNew();
    const listed = await store.list();
    expect(listed.filter(({ hasPrivateKey }) => hasPrivateKey)).toHaveLength(listed.length);
    for (const thumbprint of foreign) {
      expect(listed.map((each) => each.thumbprint)).toContain(thumbprint);
      await store.remove(thumbprint);
    }
    expect(await store.list()).toEqual([ours]);
  });

  test('a key that is gone is told', async () => {
    const { csr } = await store.request('one', KEY);
    const pem = certify(csr);
    const stored = await store.install('one', pem, [ca.pem], 'name');
    const [keyId = ''] = nss(parent, 'certutil', '-K').match(/[0-9a-f]{40}/) ?? [];
    nss(parent, 'certutil', '-F', '-k', keyId);
    expect(await store.find(stored.thumbprint)).toMatchObject({ hasPrivateKey: false });
    await expect(store.sign(stored.thumbprint, Buffer.from('x'))).rejects.toMatchObject({
      errorName: 'key-unusable',
    });
    expect(await store.install('one', pem, [ca.pem], 'name')).toEqual(stored);
    expect(await trialSignature(store, stored)).toBe(true);
    nss(parent, 'certutil', '-F', '-k', keyId);
    await store.remove(stored.thumbprint);
    expect(await store.list()).toEqual([]);
  });

  test('a database with a password is refused with the reason', async () => {
    makeDatabase(databaseIn(parent), 'secret-1');
    const error = await store.probe().catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(messageOf(error, 'ja')).toContain('プライマリーパスワード');
    expect(remedyOf(error, 'en')).toContain('Take the primary password away');
  });

  test('a damaged database is an error, never an empty list', async () => {
    await installNew();
    writeFileSync(join(parent, '.pki', 'nssdb', 'cert9.db'), 'garbage');
    const error = await store.list().catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(remedyOf(error, 'en')).toContain('is damaged: put it back from a backup');
  });

  test('a database that is named and not there: what to do', async () => {
    const database = join(parent, 'profile');
    const named = createNssStore({
      database,
      mustExist: true,
      pendingDir: join(parent, 'keys'),
      programs,
      env: process.env,
    });
    const error = await named.probe().catch((thrown) => thrown);
    expect(messageOf(error, 'en')).toContain(`there is no NSS database (cert9.db) in ${database}.`);
    expect(remedyOf(error, 'en')).toContain('Start and close the browser once');
  });
});

test("without NSS's programs the store says so", async () => {
  const parent = tempFolder();
  const none = createNssStore({
    database: join(parent, 'nssdb'),
    pendingDir: join(parent, 'pending'),
    programs: undefined,
    env: process.env,
  });
  await expect(none.probe()).rejects.toMatchObject({ errorName: 'program-missing' });
});
