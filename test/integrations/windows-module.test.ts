import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { anyPowerShell } from '../support/pwsh.ts';
import { programLine } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { bankOf, COLLECTION } from './ansible.ts';

/** Where Debian's ansible-core has what its modules for Windows are made of. */
const UTILS = '/usr/lib/python3/dist-packages/ansible/module_utils';
const NO_RUN = anyPowerShell === undefined || !existsSync(UTILS);
const SKIPPED = NO_RUN ? ' (needs PowerShell and ansible-core: skipped)' : '';

/** What Ansible does on a host before it runs a module: its class is there, and the parameters. */
const RUNNER = `
Import-Module "$env:UTILS/powershell/Ansible.ModuleUtils.AddType.psm1" -DisableNameChecking
Add-CSharpType -References @(Get-Content "$env:UTILS/csharp/Ansible.Basic.cs" -Raw)
$complex_args = [Console]::In.ReadToEnd() | ConvertFrom-Json -AsHashtable
& ([scriptblock]::Create((Get-Content -Raw $env:MODULE)))`;

describe(`win_certificate${SKIPPED}`, { timeout: 600_000 }, () => {
  test.skipIf(NO_RUN)('goes from nothing to a certificate and back', async () => {
    const user = { name: 'pc-01', loginId: 'user01', password: 'Planted-ひみつ', otpSecret: '' };
    const { bankUrl, caFile } = await bankOf([user]);
    const folder = tempFolder();
    const home = join(folder, 'home');
    mkdirSync(home);
    const certTool = join(folder, 'cert-tool');
    writeFileSync(certTool, `#!/bin/sh\nexec ${programLine()} "$@"\n`, { mode: 0o755 });
    const env = cleanEnvironment(home, {
      UTILS,
      MODULE: join(COLLECTION, 'plugins/modules/win_certificate.ps1'),
      CERT_TOOL_PASSWORD: 'left-over',
    });
    const run = (params: Record<string, unknown>) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', RUNNER];
        const child = execFile(anyPowerShell ?? '', words, { env }, (_error, stdout, stderr) => {
          expect(stdout).not.toContain(user.password);
          if (!stdout.trimStart().startsWith('{')) reject(new Error(stdout + stderr));
          else resolve(JSON.parse(stdout) as Record<string, unknown>);
        });
        const shared = { executable: certTool, bank: bankUrl, ca_file: caFile, store: 'file' };
        child.stdin?.end(JSON.stringify({ login_id: user.loginId, ...shared, ...params }));
      });

    const { password } = user;
    const rehearsed = await run({ password, _ansible_check_mode: true });
    expect(rehearsed).toMatchObject({ changed: true, outcome: 'dry-run' });
    expect(rehearsed['warnings']).toContainEqual(
      expect.stringMatching(/^CERT_TOOL_PASSWORD is set on the host/),
    );
    const issued = { changed: true, outcome: 'issued', certificate: { loginId: 'user01' } };
    expect(await run({ password })).toMatchObject(issued);
    const early = { changed: false, outcome: 'already-valid' };
    expect(await run({ password, state: 'renewed' })).toMatchObject(early);
    expect(await run({ state: 'absent' })).toMatchObject({ changed: true, outcome: 'removed' });
    expect(await run({ state: 'absent' })).toMatchObject({ changed: false, outcome: 'already-gone' });
    expect(await run({ password: 'wrong-himitsu', login_id: 'jirodt' })).toMatchObject({
      failed: true,
      code: 'CT-3001',
      name: 'credentials-refused',
      attempts_left: 4,
      exit_code: 3,
      document: { ok: false, error: { code: 'CT-3001' } },
    });
  });
});
