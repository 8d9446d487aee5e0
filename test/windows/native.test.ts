import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { loadKoffi } from '../../src/winstore/native/koffi.ts';
import { createNativeStore } from '../../src/winstore/native/store.ts';
import { windowsApi } from '../../src/winstore/native/windows-api.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue } from '../support/test-ca.ts';
import { windowsTools } from '../wine/windows-tools.ts';
import { describeStore } from '../winstore/contract.ts';

/**
 * Keys of CNG, and the real CurrentUser\My: only where that is asked for, for it is somebody's. Certificates that were
 * there before are not seen by the rules and not touched.
 */
const asked = process.platform === 'win32' && process.env['TEST_WINDOWS_STORE'] === '1';

const storeIn = (parent: string): CertificateStore =>
  createNativeStore({ pendingDir: join(parent, 'pending') });

if (!asked) {
  test.skip('the store "native" on real Windows: needs Windows and TEST_WINDOWS_STORE=1', () => {});
} else {
  describeStore(
    'native',
    async () => {
      const parent = makeTempFolder();
      const before = new Set((await storeIn(parent).list()).map(({ thumbprint }) => thumbprint));
      const ours = async () => (await storeIn(parent).list()).filter((each) => !before.has(each.thumbprint));
      return {
        open: () => ({ ...storeIn(parent), list: ours }),
        async addForeign({ pem }) {
          (await windowsTools()).addCertificate(pem, 'cert-tool test: no such key', 'foreign');
        },
        async addGarbage() {
          mkdirSync(join(parent, 'pending', 'half'));
          writeFileSync(join(parent, 'pending', 'half', 'key.json'), 'garbage');
        },
        async dispose() {
          for (const { thumbprint } of await ours()) await storeIn(parent).remove(thumbprint);
          for (const { id } of await storeIn(parent).pending()) await storeIn(parent).discard(id);
          rmSync(parent, { recursive: true, force: true });
        },
      };
    },
    { canArchive: true },
  );

  test('the key is one of CNG, signs, and is not given away', async () => {
    const [parent, folder] = [tempFolder(), tempFolder()];
    const store = storeIn(parent);
    const ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    const { csr } = await store.request('one', { loginId: 'jirodt', keySize: 2048 });
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    const stored = await store.install('one', pem, [ca.pem], 'ANSER-WEB データ花子 🙂 (cert-tool)');
    onTestFinished(() => store.remove(stored.thumbprint));
    await store.discard('one');
    expect(await trialSignature(store, stored)).toBe(true);
    const place = (await windowsTools()).keyPlace(stored.thumbprint);
    expect(place).toMatchObject({ provider: 'Microsoft Software Key Storage Provider', providerType: 0 });
    for (const type of ['RSAFULLPRIVATEBLOB', 'RSAPRIVATEBLOB', 'PKCS8_PRIVATEKEY']) {
      expect(await exported(place?.container ?? '', type), type).toBe(false);
    }
    await store.remove(stored.thumbprint);
    expect(await exported(place?.container ?? '', 'RSAPUBLICBLOB')).toBe(false);
  });
}

/** Whether Windows gives the key away in this form. */
async function exported(container: string, type: string): Promise<boolean> {
  const api = windowsApi(await loadKoffi());
  const [provider, key, length]: [bigint[], bigint[], number[]] = [[0n], [0n], [0]];
  api.status('NCryptOpenStorageProvider', provider, 'Microsoft Software Key Storage Provider', 0);
  try {
    if (api.call('NCryptOpenKey', provider[0], key, container, 0, 0x40) !== 0) return false;
    const blob = Buffer.alloc(8192);
    const wanted = [null, type, null, blob, blob.length, length, 0x40] as const;
    return api.call('NCryptExportKey', key[0], ...wanted) === 0;
  } finally {
    if (key[0]) api.call('NCryptFreeObject', key[0]);
    api.call('NCryptFreeObject', provider[0]);
  }
}
