import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { trialSignature } from '../../src/pki/trial.ts';
import { createPowerShellStore, type PowerShellStore } from '../../src/winstore/powershell/store.ts';
import { powerShells } from '../support/pwsh.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl } from '../support/test-ca.ts';
import { describeStore } from '../winstore/contract.ts';

/**
 * Windows PowerShell 5.1 and PowerShell 7 on the real CurrentUser\My: only where that is asked for, for it is
 * somebody's. Certificates that were there before are not seen by the rules and not touched.
 */
const asked = process.platform === 'win32' && process.env['TEST_WINDOWS_STORE'] === '1';

const openIn = (program: string, parent: string) =>
  createPowerShellStore({ program, pendingDir: join(parent, 'pending'), env: process.env });

/** What a script prints. */
function runIn(program: string, script: string, variables: NodeJS.ProcessEnv): string {
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
  const env = { ...process.env, PSModulePath: undefined, ...variables };
  return execFileSync(program, args, { env, encoding: 'utf8' }).trim();
}

const IMPORT = `
  $flags = [Security.Cryptography.X509Certificates.X509KeyStorageFlags] 'UserKeySet, PersistKeySet'
  $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($env:PFX, 'x', $flags)
  $store = [Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
  $store.Open('ReadWrite')
  $store.Add($certificate)`;

const LOOK = `
  $store = [Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
  $store.Open('ReadOnly')
  $certificate = $store.Certificates.Find('FindByThumbprint', $env:THUMBPRINT, $false)[0]
  $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
  $key.Key.Provider.Provider
  $key.Key.ExportPolicy
  $key.Key.UniqueName`;

const EXISTS = `[Security.Cryptography.CngKey]::Exists($env:NAME, 'Microsoft Software Key Storage Provider', 'None')`;

for (const { name, path: program } of powerShells) {
  if (!asked || program === undefined) {
    test.skip(`the store "powershell" over ${name}: needs it, Windows, and TEST_WINDOWS_STORE=1`, () => {});
    continue;
  }
  describeStore(
    'powershell',
    async () => {
      const parent = makeTempFolder();
      const opened: PowerShellStore[] = [];
      const open = () => {
        const store = openIn(program, parent);
        opened.push(store);
        return store;
      };
      const first = open();
      const before = new Set((await first.list()).map(({ thumbprint }) => thumbprint));
      const ours = async (store: PowerShellStore) =>
        (await store.list()).filter((each) => !before.has(each.thumbprint));
      return {
        open() {
          const store = open();
          return { ...store, list: () => ours(store) };
        },
        async addForeign({ pem, key }) {
          const [both, pfx] = [join(parent, 'foreign.pem'), join(parent, 'foreign.pfx')];
          writeFileSync(both, pem + key);
          openssl(['pkcs12', '-export', '-passout', 'pass:x', '-in', both, '-out', pfx]);
          runIn(program, IMPORT, { PFX: pfx });
        },
        async addGarbage() {
          mkdirSync(join(parent, 'pending', 'half'));
          writeFileSync(join(parent, 'pending', 'half', 'key.pem'), 'garbage');
        },
        async dispose() {
          for (const { thumbprint } of await ours(first)) await first.remove(thumbprint);
          await Promise.all(opened.map((store) => store.close()));
          rmSync(parent, { recursive: true, force: true });
        },
      };
    },
    { canArchive: true },
  );

  test(`${name}: the pending key is sealed, the installed one non-exportable in CNG, and removed for good`, async () => {
    const [parent, folder] = [tempFolder(), tempFolder()];
    const store = openIn(program, parent);
    onTestFinished(() => store.close());
    expect(await store.probe()).toMatchObject({ account: { isService: false } });
    const ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    const { csr } = await store.request('one', { loginId: 'jirodt', keySize: 2048 });
    expect(readFileSync(join(parent, 'pending', 'one', 'key.pem'), 'utf8')).toMatch(/^dpapi:/);
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    const stored = await store.install('one', pem, [ca.pem], 'ANSER-WEB データ花子 🙂 (cert-tool)');
    try {
      expect(stored.friendlyName).toBe('ANSER-WEB データ花子 🙂 (cert-tool)');
      expect(await trialSignature(store, stored)).toBe(true);
      const look = runIn(program, LOOK, { THUMBPRINT: stored.thumbprint }).split(/\r?\n/);
      expect(look.slice(0, 2)).toEqual(['Microsoft Software Key Storage Provider', 'None']);
      await store.remove(stored.thumbprint);
      expect(runIn(program, EXISTS, { NAME: look[2] })).toBe('False');
    } finally {
      await store.remove(stored.thumbprint);
    }
  });
}
