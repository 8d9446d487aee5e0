import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createPowerShellStore, type PowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, issue, openssl, RSA } from '../../support/test-ca.ts';
import { describeStore } from '../contract.ts';

/** .NET's CurrentUser\My on other systems than Windows, below HOME: the same scripts, another store. */
const MY = '.dotnet/corefx/cryptography/x509stores/my';

if (anyPowerShell === undefined || process.platform === 'win32') {
  test.skip('the store "powershell" over .NET\'s store of files: needs pwsh on the PATH, and not Windows', () => {});
} else {
  const program = anyPowerShell;
  describeStore(
    'powershell',
    async () => {
      const home = makeTempFolder();
      const opened: PowerShellStore[] = [];
      const env = { ...process.env, HOME: home };
      return {
        open() {
          const store = createPowerShellStore({ program, pendingDir: join(home, 'pending'), env });
          opened.push(store);
          return store;
        },
        async addForeign({ pem, key }) {
          const both = join(home, 'foreign.pem');
          writeFileSync(both, pem + key);
          mkdirSync(join(home, MY), { recursive: true, mode: 0o700 });
          const pfx = join(home, MY, 'foreign.pfx');
          openssl(['pkcs12', '-export', '-passout', 'pass:', '-in', both, '-out', pfx]);
        },
        async addGarbage() {
          writeFileSync(join(home, MY, 'garbage.pfx'), 'garbage');
          writeFileSync(join(home, MY, 'notes.txt'), 'x');
        },
        async dispose() {
          await Promise.all(opened.map((store) => store.close()));
          rmSync(home, { recursive: true, force: true });
        },
      };
    },
    // Friendly names are a property of Windows' stores.
    { friendlyNames: false, runner: 'pwsh-linux' },
  );

  test('the script tells of a key whether it signs', async () => {
    const home = makeTempFolder();
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const store = createPowerShellStore({
      program,
      pendingDir: join(home, 'p'),
      env: { ...process.env, HOME: home },
    });
    onTestFinished(() => store.close());
    const folder = join(home, MY);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const both = issue(folder, { subject: '/CN=jirodt', extensions: CLIENT_EXTENSIONS, newKey: RSA });
    writeFileSync(join(home, 'both.pem'), both.pem + both.key);
    const made = ['-passout', 'pass:', '-in', join(home, 'both.pem'), '-out', join(folder, 'x.pfx')];
    openssl(['pkcs12', '-export', ...made]);
    const [certificate] = await store.list();
    expect(await store.keyFacts?.(certificate?.thumbprint ?? '')).toEqual({ provider: '' });
    expect(await store.keyFacts?.('0'.repeat(40))).toBeUndefined();
  });

  test('hiding goes to the script, which refuses where .NET has no such property', async () => {
    const home = makeTempFolder();
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const env = { ...process.env, HOME: home };
    const store = createPowerShellStore({ program, pendingDir: join(home, 'p'), env, platform: 'win32' });
    onTestFinished(() => store.close());
    await expect(store.archive?.('0'.repeat(40), true)).rejects.toMatchObject({
      errorName: 'store-failed',
      details: { params: { detail: { en: 'PowerShell did not do it (no-archive).' } } },
    });
  });
}
