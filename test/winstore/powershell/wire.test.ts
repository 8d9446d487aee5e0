import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fromWire, toWire } from '../../../src/winstore/powershell/session.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const possible = anyPowerShell !== undefined;
const reason = possible ? '' : ' (skipped without pwsh)';

const TEXTS = [
  '',
  ' ',
  'it\'s "quoted"',
  '"; $(Get-Process) `n @{a=1} %PATH% #',
  'a\nb\r\nc\td',
  '\0 nul \x04 \x1a \x1b[31m',
  '\\u0041 {"id":1}',
  'データ花子 (cert-tool) ¥〜~',
  '👩‍👩‍👧 e\u0301 \u202e \u2028 \ufeff \uffff',
  '“smart” ‘quotes’',
  '漢'.repeat(4000),
];

describe.skipIf(!possible)(`PowerShell itself${reason}`, () => {
  test('any text comes back unchanged over the wire', () => {
    const start = readFileSync(
      new URL('../../../src/winstore/powershell/start.ps1', import.meta.url),
      'utf8',
    );
    const echo = 'foreach ($line in $input) { Send-Line (ConvertTo-Wire (ConvertFrom-Wire $line)) }';
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${start}\n${echo}`];
    const input = TEXTS.map((text) => `${toWire(text)}\n`).join('');
    const output = execFileSync(anyPowerShell ?? '', args, { input, encoding: 'latin1' });
    expect(output.split(/\r?\n/).slice(0, -1).map(fromWire)).toEqual(TEXTS);
  });

  test.skipIf(process.platform === 'win32')(
    'a store that .NET cannot read does not pass for an empty one',
    async () => {
      const home = tempFolder();
      const my = join(home, '.dotnet/corefx/cryptography/x509stores/my');
      mkdirSync(my, { recursive: true, mode: 0o700 });
      // Junk at which .NET fails for the whole store.
      writeFileSync(join(my, `${'AB'.repeat(20)}.pfx`), Buffer.alloc(5_000, 0x30));
      const env = { ...process.env, HOME: home };
      const store = createPowerShellStore({ program: anyPowerShell ?? '', pendingDir: join(home, 'p'), env });
      onTestFinished(() => store.close());
      const failing = { errorName: 'store-failed' };
      await expect(store.list()).rejects.toMatchObject(failing);
      await expect(store.find('ab'.repeat(20))).rejects.toMatchObject(failing);
      await expect(store.remove('ab'.repeat(20))).rejects.toMatchObject(failing);
    },
  );
});
