import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asciiJson } from '../../src/core/text.ts';
import { RIGHTS_SCRIPT, whyNotOnWindows, withFolders } from '../../src/system/administrators-only.ts';
import { lookAtMachineFile } from '../../src/system/machine-file.ts';
import { powerShells } from '../support/pwsh.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isWindows = process.platform === 'win32';
const here = { platform: process.platform, env: process.env };

test('what is not there is not there, a file in the place of its folder too', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const path of [join(folder, 'config.json'), join(folder, 'no', 'x'), join(folder, 'file', 'x')]) {
    expect(await lookAtMachineFile(path, here)).toEqual({ isThere: false });
  }
});

test('what cannot be looked at is unreadable', async () => {
  const path = join(tempFolder(), 'a'.repeat(10_000));
  await expect(lookAtMachineFile(path, here)).rejects.toMatchObject({ errorName: 'unreadable-file' });
});

test.skipIf(isWindows || process.geteuid?.() === 0)(
  'what a user made is there, and does not count',
  async () => {
    const path = join(tempFolder(), 'config.json');
    writeFileSync(path, '{}');
    expect(await lookAtMachineFile(path, here)).toMatchObject({ isThere: true, whyUnused: {} });
  },
);

test.skipIf(isWindows || process.geteuid?.() !== 0)(
  'what root made counts (skipped without root)',
  async () => {
    const path = join(tempFolder(), 'config.json');
    writeFileSync(path, '{}', { mode: 0o644 });
    expect(await lookAtMachineFile(path, here)).toEqual({ isThere: true });
  },
);

test.skipIf(!isWindows)(
  "on Windows a user's file does not count, the system's does",
  { timeout: 60_000 },
  async () => {
    const folder = join(tempFolder(), 'cert-tool');
    mkdirSync(folder);
    writeFileSync(join(folder, 'config.json'), '{}');
    expect(await lookAtMachineFile(join(folder, 'config.json'), here)).toMatchObject({
      isThere: true,
      whyUnused: {},
    });
    const system = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts');
    expect(await lookAtMachineFile(system, here)).toEqual({ isThere: true });
  },
);

test.skipIf(isWindows)(
  'where PowerShell cannot be asked the file does not count, and it says so',
  async () => {
    const path = join(tempFolder(), 'config.json');
    writeFileSync(path, '{}');
    const why = await whyNotOnWindows(path, { env: { SystemRoot: tempFolder() } });
    expect(why?.en).toMatch(
      /^PowerShell could not tell who can change .*config\.json: the program was not found$/,
    );
    expect(why?.ja).toMatch(/プログラムが見つかりません$/);
  },
);

test('the folders of a path, the outermost first', () => {
  expect(withFolders('C:\\ProgramData\\cert-tool\\config.json')).toEqual([
    'C:\\',
    'C:\\ProgramData',
    'C:\\ProgramData\\cert-tool',
    'C:\\ProgramData\\cert-tool\\config.json',
  ]);
});

const pwsh = powerShells[0]?.path;

// PowerShell 7 has Get-Acl on Windows alone: one that tells what it gets stands in its place.
const STUB = 'function Get-Acl($LiteralPath) { [pscustomobject]@{ Sddl = "O:BA<$LiteralPath>" } }';
const CONFINED = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";

test.skipIf(!pwsh).each([
  ['', [STUB]],
  [' in Constrained Language Mode', [STUB, CONFINED]],
])(
  `the script asks for each path%s${pwsh ? '' : ' (needs pwsh, skipped)'}`,
  { timeout: 60_000 },
  (_, before) => {
    const script = [...before, RIGHTS_SCRIPT].join('\n');
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
    for (const paths of [['C:\\', "C:\\Pro'gram $Data 経理 `x"], ['C:\\only']]) {
      const { stdout, stderr, status } = spawnSync(pwsh ?? '', args, { input: `${asciiJson(paths)}\n` });
      expect([status, String(stderr)]).toEqual([0, '']);
      expect(String(stdout).trim().split(/\r?\n/)).toEqual(paths.map((path) => `O:BA<${path}>`));
    }
  },
);

test.skipIf(!pwsh)(
  `the script fails where a path cannot be asked for${pwsh ? '' : ' (needs pwsh, skipped)'}`,
  { timeout: 60_000 },
  () => {
    const stub = 'function Get-Acl($LiteralPath) { Write-Error "denied" }';
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${stub}\n${RIGHTS_SCRIPT}`];
    const { stdout, status } = spawnSync(pwsh ?? '', args, { input: '["C:\\\\"]\n' });
    expect(status).not.toBe(0);
    expect(String(stdout)).toBe('');
  },
);
