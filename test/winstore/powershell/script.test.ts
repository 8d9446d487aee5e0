import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { powerShellScript } from '../../../src/winstore/powershell/script.ts';
import { anyPowerShell } from '../../support/pwsh.ts';

const folder = new URL('../../../src/winstore/powershell/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ps1'));

/** Without strings and comments, in which anything may stand. */
function codeOf(text: string): string {
  return text.replace(/'[^'\n]*'/g, "''").replace(/#.*/g, '');
}

/** What Windows PowerShell 5.1 does not know, what must not be used at all, and who would be right to wonder. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'null coalescing': /\?\?/,
  'null-conditional access': /\?\.|\?\[/,
  ternary: /\?[^:\n]*:(?!:)/,
  'pipeline chain &&': /&&/,
  'pipeline chain ||': /\|\|/,
  'background &': /&\s*$/m,
  '-Parallel': /-Parallel\b/i,
  X509CertificateLoader: /X509CertificateLoader/i,
  'Add-Type, which starts a compiler': /Add-Type/i,
  'Invoke-Expression': /Invoke-Expression|\biex\b/i,
  'an interpolated string': /"/,
  'the Exportable flag': /Exportable/,
  'the store Root': /\bRoot\b/,
  '$IsWindows and its like, of 6 on': /\$Is(Windows|Linux|MacOS|CoreCLR)\b/i,
  '-AsHashtable and the like, of 6 on': /-(AsHashtable|AsByteStream|EscapeHandling|NoEnumerate)\b/i,
  'clean blocks, of 7.3 on': /\bclean\s*\{/i,
  'getter whose failure would pass for nothing': /\.(Certificates|UIPolicy)\b(?!\.)(?<!X509Certificates)/,
  'number suffixes of 7 on': /\b\d+(u|us|n|y|uy)\b/i,
};

describe.each(files)('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const code = codeOf(text);

  test.each(Object.entries(FORBIDDEN))('holds no %s', (_, forbidden) => {
    expect(forbidden.exec(code)?.[0]).toBeUndefined();
    expect(/Add-Type|EncodedCommand|\bRoot'/i.exec(text.replace(/#.*/g, ''))).toBeNull();
  });

  test('is ASCII, without tabs', () => {
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('gives nothing to cmdlets, whose parameters a policy can have logged', () => {
    const own = files.flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^function ([\w-]+)/gm)].map(([, it]) => it),
    );
    const used = [...code.matchAll(/(?<![\w$.'-])[A-Z]\w+-[A-Z]\w+/g)].map(([it]) => it);
    expect(used.filter((each) => !own.includes(each))).toEqual([]);
  });
});

test('the forbidden words are found where they are', () => {
  expect('$store.Certificates').toMatch(FORBIDDEN['getter whose failure would pass for nothing'] ?? /^$/);
  const newer: Readonly<Record<string, string>> = {
    'null coalescing': '$a ?? $b',
    'null-conditional access': '$a?.Length',
    ternary: '$a ? 1 : 2',
    'pipeline chain &&': 'a && b',
    'pipeline chain ||': 'a || b',
    'background &': 'Get-Item x &',
    '-Parallel': '1 | ForEach-Object -Parallel { }',
    'the store Root': "Open-Store Root 'ReadWrite'",
  };
  for (const [name, code] of Object.entries(newer)) expect(code).toMatch(FORBIDDEN[name] ?? /^$/);
  expect('[Text.Encoding]::Unicode; if ($a) { 1 } else { 2 }').not.toMatch(FORBIDDEN['ternary'] ?? /./);
});

test('all the files are in the script, which fits into a command line of Windows', () => {
  const functions = (text: string) => [...text.matchAll(/^function [\w-]+/gm)].map(([it]) => it).sort();
  const all = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  expect(functions(powerShellScript)).toEqual(functions(all));
  // As Windows counts it: quoted, and each quote escaped.
  expect(powerShellScript.replaceAll('"', '\\"').length).toBeLessThan(30_000);
  expect(powerShellScript).toMatch(
    /^if \(\$ExecutionContext\.SessionState\.LanguageMode -ne 'FullLanguage'\)/,
  );
});

test.skipIf(anyPowerShell === undefined)(
  'PowerShell reads it without an error (skipped without pwsh)',
  () => {
    const parse = `
    foreach ($file in Get-ChildItem $env:SCRIPTS -Filter *.ps1) {
      $errors = $null
      $null = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $errors)
      foreach ($each in $errors) { $each.Message }
      $file.Name
    }`;
    const env = { ...process.env, SCRIPTS: fileURLToPath(folder) };
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', parse];
    const said = execFileSync(anyPowerShell ?? '', args, { env, encoding: 'utf8' });
    expect(said.trim().split(/\r?\n/).sort()).toEqual([...files].sort());
  },
);
