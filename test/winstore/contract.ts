import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import type { StoreKind } from '../../src/core/store-kinds.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { publicKeyHashOf } from '../../src/pki/keys.ts';
import { trialSignature, verifySignature } from '../../src/pki/trial.ts';
import { recorder } from '../support/ran/recorder.ts';
import type { Runner } from '../support/ran/records.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl } from '../support/test-ca.ts';

/** One store for one test, empty at first. */
export interface StoreUnderTest {
  /** A new instance on the same store, as another run of the program would have it. */
  open(): CertificateStore;
  /** Puts a certificate and its key there by the store's own means, past cert-tool. */
  addForeign(certificate: Issued): Promise<void>;
  /** Puts there what is no certificate. */
  addGarbage(): Promise<void>;
  dispose(): Promise<void>;
}

/** What not every store can do. */
export interface StoreAbilities {
  /** Default true. */
  readonly canSign?: boolean;
  /** Default true. False for a store that shows every friendly name as an empty one; else what it makes of one. */
  readonly friendlyNames?: boolean | ((name: string) => string);
  /** Default false: a store that cannot hide has no `archive`. */
  readonly canArchive?: boolean;
  /** Default false: a store that gives no key to its user's programs has no `tlsKey`. */
  readonly givesKeys?: boolean;
  /** What it really runs on here, for the page that tells it; left out on Windows itself. */
  readonly runner?: Runner;
}

/** Small, for the tests make many; openssl and node take it. */
const KEY = { loginId: 'jirodt', keySize: 1024 };
const ABSENT = '00'.repeat(20);

/** The rules that every certificate store keeps (src/core/ports/store.ts). */
export function describeStore(
  kind: StoreKind,
  create: () => Promise<StoreUnderTest>,
  {
    canSign = true,
    friendlyNames = true,
    canArchive = false,
    givesKeys = false,
    runner,
  }: StoreAbilities = {},
): void {
  const record = runner && recorder(kind, runner);

  /** What the store shows for this friendly name. */
  const shown = (name: string) => {
    if (typeof friendlyNames === 'function') return friendlyNames(name);
    return friendlyNames ? name : '';
  };

  /** A trial signature, or without that a look. */
  const expectKey = async (by: CertificateStore, certificate: StoredCertificate) => {
    expect(certificate.hasPrivateKey).toBe(true);
    if (canSign) return expect(await trialSignature(by, certificate)).toBe(true);
    expect((await by.find(certificate.thumbprint))?.hasPrivateKey).toBe(true);
  };

  describe(`the store "${kind}"`, () => {
    const folder = makeTempFolder();
    let ca: Issued;
    let under: StoreUnderTest;
    let store: CertificateStore;

    beforeAll(() => {
      ca = issue(folder, { subject: '/O=cert-tool DEMO/CN=CA', extensions: CA_EXTENSIONS });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      const created = await create();
      const open = () => record?.store(created.open()) ?? created.open();
      under = { ...created, open };
      store = under.open();
      return () => under.dispose();
    });

    const certify = (csr: string, sequence = 'A001', serial = '5B8E869E2BC4B2225302F34ADA65184E') =>
      issue(folder, {
        subject: `/O=(9999)NTT DATA CORPORATION/CN=jirodt ${sequence} 20200304153656560435`,
        extensions: CLIENT_EXTENSIONS,
        issuer: ca,
        csr,
        serial,
      }).pem;

    const installNew = async (id: string, friendlyName = 'name') => {
      const { csr } = await store.request(id, KEY);
      const pem = certify(csr);
      return { pem, stored: await store.install(id, pem, [ca.pem], friendlyName) };
    };

    test('tells what it is and can do, again and again, and leaves nothing', async () => {
      const probe = await store.probe();
      expect(probe).toMatchObject({ kind, canSign });
      expect(await under.open().probe()).toEqual(probe);
      expect(store.kind).toBe(kind);
      expect(await store.list()).toEqual([]);
      expect(await store.pending()).toEqual([]);
    });

    test('is empty before it was ever used', async () => {
      expect(await store.list()).toEqual([]);
      expect(await store.pending()).toEqual([]);
      expect(await store.find(ABSENT)).toBeUndefined();
      await store.remove(ABSENT);
      await store.discard('nothing');
    });

    test('a request is a PKCS#10 that openssl takes, and stays the same', async () => {
      const request = await store.request('one', KEY);
      const text = openssl(
        ['req', '-verify', '-noout', '-subject', '-text', '-nameopt', 'RFC2253'],
        request.csr,
      ).toString();
      expect(text).toContain('subject=CN=jirodt');
      expect(text).toContain('sha256WithRSAEncryption');
      expect(text).toContain('1024 bit');
      const publicKey = openssl(['req', '-noout', '-pubkey'], request.csr).toString();
      expect(request.publicKeyHash).toBe(publicKeyHashOf(publicKey));
      expect(await store.request('one', KEY)).toEqual(request);
      expect(await under.open().request('one', KEY)).toEqual(request);
      expect(await under.open().pending()).toEqual([request]);
      expect((await store.request('two', KEY)).publicKeyHash).not.toBe(request.publicKeyHash);
      expect(await store.pending()).toHaveLength(2);
      expect(JSON.stringify(await store.pending())).not.toContain('PRIVATE');
    });

    test('requests at the same time under one id agree', async () => {
      const all = await Promise.all([1, 2, 3].map(() => under.open().request('one', KEY)));
      expect(new Set(all.map(({ csr }) => csr)).size).toBe(1);
      expect(await store.pending()).toEqual([all[0]]);
    });

    test('install, discard: the certificate still signs, for another run too', async () => {
      const { pem, stored } = await installNew('one', 'ANSER-WEB jirodt A001 (cert-tool)');
      expect(stored).toMatchObject({
        ...readCertificate(pem),
        hasPrivateKey: true,
        friendlyName: shown('ANSER-WEB jirodt A001 (cert-tool)'),
      });
      await expectKey(store, stored);
      await store.discard('one');
      await store.discard('one');
      const again = under.open();
      expect(await again.pending()).toEqual([]);
      expect(await again.list()).toEqual([stored]);
      expect(await again.find(stored.thumbprint)).toEqual(stored);
      await expectKey(again, stored);
    });

    test.skipIf(!canSign)('what is signed can be verified by the certificate', async () => {
      const { stored } = await installNew('one');
      await store.discard('one');
      const again = under.open();
      const bytes = Buffer.from('cert-tool proof v1\nchallenge');
      expect(verifySignature(stored.pem, bytes, await again.sign(stored.thumbprint, bytes))).toBe(true);
    });

    test.skipIf(!canSign)('many are asked to sign at once, and what is known of a key is told', async () => {
      const { stored } = await installNew('one');
      const bytes = Buffer.from('x');
      const again = under.open();
      if (again.signAll) {
        const [none, signature] = await again.signAll([ABSENT, stored.thumbprint], bytes);
        expect(none).not.toBeInstanceOf(Uint8Array);
        expect(verifySignature(stored.pem, bytes, signature as Uint8Array)).toBe(true);
      }
      if (!again.keyFacts) return;
      expect(await again.keyFacts(stored.thumbprint)).toEqual({ provider: expect.any(String) });
      expect(await again.keyFacts(ABSENT)).toBeUndefined();
    });

    test("a key for TLS is the certificate's own, or there is no way to ask for one", async () => {
      const { stored } = await installNew('one');
      await store.discard('one');
      const again = under.open();
      expect(again.tlsKey !== undefined).toBe(givesKeys);
      if (!again.tlsKey) return;
      const { key = '', certificate = '' } = (await again.tlsKey(stored.thumbprint)) ?? {};
      expect(publicKeyHashOf(key)).toBe(stored.publicKeyHash);
      expect(readCertificate(certificate).thumbprint).toBe(stored.thumbprint);
      expect(await again.tlsKey(ABSENT)).toBeUndefined();
      await store.remove(stored.thumbprint);
      expect(await under.open().tlsKey?.(stored.thumbprint)).toBeUndefined();
    });

    test('install again returns what is there, with the pending key and without', async () => {
      const { pem, stored } = await installNew('one');
      expect(await store.install('one', pem, [ca.pem], 'name')).toEqual(stored);
      await store.discard('one');
      expect(await under.open().install('one', pem, [ca.pem], 'name')).toEqual(stored);
      expect(await store.list()).toHaveLength(1);
    });

    test('install without the key, with another key, or of garbage fails and leaves nothing', async () => {
      const { csr } = await store.request('one', KEY);
      const other = await store.request('two', KEY);
      const failing = { errorName: 'store-failed' };
      await expect(store.install('two', certify(csr), [ca.pem], 'n')).rejects.toMatchObject(failing);
      await expect(store.install('none', certify(csr), [ca.pem], 'n')).rejects.toMatchObject(failing);
      await expect(store.install('one', 'garbage', [], 'n')).rejects.toMatchObject(failing);
      expect(await store.list()).toEqual([]);
      expect(await store.pending()).toContainEqual(other);
    });

    test('of two certificates with the same key, removing one leaves the other signing', async () => {
      const { csr } = await store.request('one', KEY);
      const first = await store.install('one', certify(csr), [ca.pem], 'first');
      const second = await store.install('one', certify(csr, 'A002', 'AB'), [ca.pem], 'second');
      await store.discard('one');
      expect(await store.list()).toHaveLength(2);
      await store.remove(first.thumbprint);
      await store.remove(first.thumbprint);
      expect(await under.open().list()).toEqual([second]);
      await expectKey(under.open(), second);
      await store.remove(second.thumbprint);
      expect(await store.list()).toEqual([]);
    });

    test('removing a certificate leaves the pending key; it can be installed again', async () => {
      const { pem, stored } = await installNew('one');
      await store.remove(stored.thumbprint);
      expect(await store.find(stored.thumbprint)).toBeUndefined();
      const again = await under.open().install('one', pem, [ca.pem], 'name');
      await expectKey(store, again);
    });

    test('a certificate that is not there cannot sign', async () => {
      const error = await store.sign(ABSENT, Buffer.from('x')).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(CertToolError);
      expect(error).toMatchObject({ errorName: canSign ? 'key-unusable' : 'signing-not-possible' });
    });

    const names = ['データ花子 🙂 (cert-tool)', '-----BEGIN CERTIFICATE-----', 'a\nb"\\', ' '];
    test.each(friendlyNames === false ? names.slice(0, 1) : names)(
      'the friendly name %j does no harm, and survives where the store shows it',
      async (name) => {
        const { stored } = await installNew('one', name);
        expect(stored.friendlyName).toBe(shown(name));
        expect((await under.open().find(stored.thumbprint))?.friendlyName).toBe(shown(name));
      },
    );

    test('foreign certificates are listed and stay', async () => {
      const foreign = issue(folder, {
        subject: '/CN=another program',
        extensions: CLIENT_EXTENSIONS,
        issuer: ca,
        serial: 'F0',
      });
      await under.addForeign(foreign);
      const { stored } = await installNew('one');
      await store.remove(stored.thumbprint);
      await store.discard('one');
      await store.probe();
      expect(await store.list()).toMatchObject([{ subject: 'CN=another program', hasPrivateKey: true }]);
    });

    test.skipIf(canArchive)('cannot hide a certificate, and says so by having no way to', async () => {
      expect(store.archive).toBeUndefined();
    });

    describe.skipIf(!canArchive)('hiding', () => {
      const archive = (thumbprint: string, archived: boolean) => {
        const opened = under.open();
        if (!opened.archive) throw new Error('the store cannot hide');
        return opened.archive(thumbprint, archived);
      };

      test('a hidden certificate stays with its key, is listed as hidden, and can be shown again, however often', async () => {
        const { stored } = await installNew('one');
        await store.discard('one');
        for (const times of [1, 2]) {
          await archive(stored.thumbprint, true);
          await archive(stored.thumbprint, true);
          const { thumbprint, friendlyName } = stored;
          const hidden = { thumbprint, friendlyName, hasPrivateKey: true, archived: true };
          expect(await under.open().list(), `${times}`).toMatchObject([hidden]);
          expect(await under.open().find(thumbprint)).toMatchObject(hidden);
          await expectKey(under.open(), stored);
          await archive(stored.thumbprint, false);
          await archive(stored.thumbprint, false);
          expect(await under.open().list(), `${times}`).toEqual([stored]);
          await expectKey(under.open(), stored);
        }
      });

      test('the others stay as they are; what is not there is none to hide', async () => {
        const { stored } = await installNew('one');
        const other = await installNew('two');
        await archive(stored.thumbprint, true);
        await archive(ABSENT, true);
        await archive('x', true);
        const found = await under.open().list();
        expect(found.filter(({ archived }) => archived)).toMatchObject([{ thumbprint: stored.thumbprint }]);
        expect(await under.open().find(other.stored.thumbprint)).toEqual(other.stored);
      });

      test('what is installed again is shown', async () => {
        const { pem, stored } = await installNew('one');
        await archive(stored.thumbprint, true);
        expect(await under.open().install('one', pem, [ca.pem], 'name')).toEqual(stored);
        expect(await under.open().list()).toEqual([stored]);
      });

      test('a hidden one can be removed, and keeps a key that it shares', async () => {
        const { csr } = await store.request('one', KEY);
        const first = await store.install('one', certify(csr), [ca.pem], 'first');
        const second = await store.install('one', certify(csr, 'A002', 'AB'), [ca.pem], 'second');
        await store.discard('one');
        await archive(first.thumbprint, true);
        await under.open().remove(second.thumbprint);
        await archive(first.thumbprint, false);
        expect(await under.open().list()).toEqual([first]);
        await expectKey(under.open(), first);
        await archive(first.thumbprint, true);
        await under.open().remove(first.thumbprint);
        expect(await under.open().list()).toEqual([]);
      });
    });

    test('garbage in the store is left out', async () => {
      const { stored } = await installNew('one');
      await under.addGarbage();
      await store.probe();
      expect(await store.list()).toEqual([stored]);
      expect(await store.pending()).toHaveLength(1);
      expect(await store.find('x'.repeat(40))).toBeUndefined();
    });

    test.each(['..', '../../x', 'a/b', 'a\\b', '', 'a\0b', 'NUL:', 'x'.repeat(300)])(
      'the id %j is refused',
      async (id) => {
        await expect(store.request(id, KEY)).rejects.toMatchObject({ errorName: 'store-failed' });
        await expect(store.discard(id)).rejects.toMatchObject({ errorName: 'store-failed' });
      },
    );
    record?.check();
  });
}
