import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { windowsCertutil, windowsPowerShell } from '../../src/system/programs.ts';
import { createCertutilStore } from '../../src/winstore/certutil/store.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl } from '../support/test-ca.ts';
import { describeStore } from '../winstore/contract.ts';

/**
 * The real certutil.exe on the real CurrentUser\My: only where that is asked for, for it is somebody's. Certificates
 * that were there before are not seen by the rules and not touched.
 */
const asked = process.platform === 'win32' && process.env['TEST_WINDOWS_STORE'] === '1';
const certutil = (args: readonly string[], cwd: string) =>
  execFileSync(windowsCertutil(process.env), args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });

function storeIn(parent: string, powershell = true): CertificateStore {
  return createCertutilStore({
    program: windowsCertutil(process.env),
    pendingDir: join(parent, 'pending'),
    env: process.env,
    ...(powershell ? { powershell: windowsPowerShell(process.env) } : {}),
  });
}

if (!asked) {
  test.skip('the store "certutil" over Windows\' own certutil.exe: needs Windows and TEST_WINDOWS_STORE=1', () => {});
} else {
  describeStore(
    'certutil',
    async () => {
      const parent = makeTempFolder();
      const before = new Set((await storeIn(parent).list()).map(({ thumbprint }) => thumbprint));
      const ours = async () => (await storeIn(parent).list()).filter((each) => !before.has(each.thumbprint));
      return {
        open: () => ({ ...storeIn(parent), list: ours }),
        async addForeign({ pem, key }) {
          const [both, pfx] = [join(parent, 'foreign.pem'), join(parent, 'foreign.pfx')];
          writeFileSync(both, pem + key);
          openssl(['pkcs12', '-export', '-passout', 'pass:x', '-in', both, '-out', pfx]);
          certutil(['-user', '-f', '-p', 'x', '-importPFX', 'My', pfx, 'NoRoot'], parent);
        },
        async addGarbage() {
          mkdirSync(join(parent, 'pending', 'half'));
          writeFileSync(join(parent, 'pending', 'half', 'key.pem'), 'garbage');
        },
        async dispose() {
          for (const { thumbprint } of await ours()) await storeIn(parent).remove(thumbprint);
          rmSync(parent, { recursive: true, force: true });
        },
      };
    },
    { canSign: false, friendlyNames: false },
  );

  test('certutil.exe does what the adapter builds on', async () => {
    const [parent, folder] = [tempFolder(), tempFolder()];
    const store = storeIn(parent, false);
    const ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    const { csr } = await store.request('one', { loginId: 'jirodt', keySize: 2048 });
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    const { thumbprint } = await store.install('one', pem, [ca.pem], 'ANSER-WEB データ花子 🙂 (cert-tool)');
    try {
      const split = tempFolder();
      certutil(['-user', '-silent', '-split', '-store', 'My'], split);
      const found = readdirSync(split).map(
        (name) => readCertificate(readFileSync(join(split, name))).thumbprint,
      );
      expect(found).toContain(thumbprint);
      const exported = join(folder, 'exported.pfx');
      expect(() =>
        certutil(['-user', '-p', 'x', '-exportPFX', 'My', thumbprint, exported], folder),
      ).toThrow();
      expect(() => readFileSync(exported)).toThrow();
    } finally {
      await storeIn(parent).remove(thumbprint);
    }
    expect(await store.find(thumbprint)).toBeUndefined();
  });
}
