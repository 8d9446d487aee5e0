import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { holdPolicies } from '../browser/policy.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { anyPowerShell, powerShells } from '../support/pwsh.ts';
import { programLine, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type BankOfUsers, bankOf, filesWith } from './ansible.ts';

const folder = fileURLToPath(new URL('../../integrations', import.meta.url));
const scripts = ['gpo', 'intune'].flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.ps1'))
    .map((file) => join(folder, name, file)),
);
scripts.push(join(folder, 'ansible/plugins/modules/win_certificate.ps1'));
/** They start a program that is a shell script here. */
const NO_RUN = anyPowerShell === undefined || process.platform === 'win32';
const SKIPPED = NO_RUN ? ' (needs PowerShell outside Windows: skipped)' : '';

const USER = { name: 'pc-01', loginId: 'user01', password: 'Planted-himitsu', otpSecret: '' };

/** Whatever a script does, nothing of the machine that runs the tests is taken away. */
const ONLY_LOOK = 'case "$* " in uninstall*--dry-run*) ;; uninstall*) exit 99 ;; esac';

interface Pc {
  readonly folder: string;
  readonly home: string;
  readonly certTool: string;
  /** Prints what the company's vault has of the user. */
  readonly credentials: string;
  run(script: string, args: readonly string[]): Promise<{ code: number; output: string }>;
}

function makePc({ bankUrl, caFile }: BankOfUsers, password = USER.password): Pc {
  const pc = tempFolder();
  const home = join(pc, 'home');
  mkdirSync(home);
  const program = (name: string, body: string) => {
    const file = join(pc, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  };
  const env = cleanEnvironment(home, {
    CERT_TOOL_BANK: bankUrl,
    CERT_TOOL_STORE: 'file',
    NODE_EXTRA_CA_CERTS: caFile,
    COMPUTERNAME: 'PC-01',
    USERNAME: 'hanako',
    POWERSHELL_TELEMETRY_OPTOUT: '1',
  });
  return {
    folder: pc,
    home,
    certTool: program('cert-tool', `${ONLY_LOOK}\nexec ${programLine()} "$@"`),
    credentials: program('credentials', `echo '${JSON.stringify({ loginId: USER.loginId, password })}'`),
    run: (script, args) =>
      new Promise((resolve) => {
        const words = [
          '-NoLogo',
          '-NoProfile',
          '-NonInteractive',
          '-File',
          resolvePath(folder, script),
          ...args,
        ];
        execFile(anyPowerShell ?? '', words, { env }, (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, output: (stdout + stderr).trim() });
        });
      }),
  };
}

/** What only newer ones than 5.1 know: tokens of the language, and words. */
const NEWER_WORDS =
  /-(Parallel|AsHashtable|AsByteStream)\b|\$Is(Windows|Linux|MacOS)\b|utf8NoBOM|\bclean\s*\{/i;
const PARSE = `
foreach ($file in $env:SCRIPTS -split '\\n') {
  $errors = $null; $tokens = $null
  $null = [Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
  foreach ($each in $errors) { "$file $($each.Message)" }
  $newer = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr'
  foreach ($each in $tokens) { if ($newer -contains $each.Kind) { "$file $($each.Extent.StartLineNumber) $($each.Text)" } }
}
'read'`;

describe.each(powerShells)('$name', ({ path }) => {
  test.skipIf(path === undefined)('reads all scripts without an error, and nothing of a newer one', () => {
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', PARSE];
    const env = { ...process.env, SCRIPTS: scripts.join('\n') };
    expect(execFileSync(path ?? '', args, { env, encoding: 'utf8' }).trim()).toBe('read');
  });
});

test('no script uses words that Windows PowerShell 5.1 does not know, or letters that it would read wrong', () => {
  expect(scripts.length).toBeGreaterThan(5);
  for (const script of scripts) {
    const text = readFileSync(script, 'utf8');
    expect(text).not.toMatch(NEWER_WORDS);
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  }
});

describe(`the scripts for Windows${SKIPPED}`, { timeout: 600_000 }, () => {
  test.skipIf(NO_RUN)('a logon: nothing here, then a certificate, then all is well', async () => {
    const pc = makePc(await bankOf([USER]));
    const share = join(pc.folder, 'share');
    mkdirSync(share);
    const here = ['-CertTool', pc.certTool, '-Share', share];
    expect(await pc.run('gpo/logon.ps1', here)).toEqual({ code: 8, output: 'cert-tool list --check: 8' });
    const all = [...here, '-CredentialsProgram', pc.credentials];
    expect(await pc.run('gpo/logon.ps1', all)).toEqual({ code: 0, output: 'cert-tool list --check: 0' });
    expect(await pc.run('gpo/logon.ps1', here)).toMatchObject({ code: 0 });

    expect(readdirSync(share)).toEqual(['PC-01-hanako.json']);
    const report = await runCli(pc.home, ['report', share, '--json']);
    expect(JSON.parse(report.stdout)).toMatchObject({
      counts: { users: 1 },
      users: [{ states: ['issued'] }],
    });
    expect(filesWith(pc.home, [USER.password])).toEqual([]);
    expect(filesWith(share, [USER.password])).toEqual([]);

    const away = await pc.run('gpo/logon.ps1', ['-CertTool', pc.certTool, '-Share', join(share, 'away')]);
    expect(away).toEqual({ code: 1, output: `The folder takes nothing: ${join(share, 'away')}` });
    const absent = await pc.run('gpo/logon.ps1', ['-CertTool', '/nowhere']);
    expect(absent).toEqual({ code: 1, output: 'cert-tool is not installed: /nowhere' });
  });

  test.skipIf(NO_RUN)('a remediation of Intune: found, put right, found well', async () => {
    const bank = await bankOf([USER]);
    const pc = makePc(bank);
    const here = ['-CertTool', pc.certTool];
    expect(await pc.run('intune/detect.ps1', here)).toEqual({ code: 1, output: 'To do: no certificate' });
    const both = [...here, '-CredentialsProgram', pc.credentials];
    expect(await pc.run('intune/remediate.ps1', both)).toEqual({
      code: 0,
      output: 'OK: issue 1; nothing left to do',
    });
    expect(await pc.run('intune/remediate.ps1', both)).toMatchObject({ output: 'OK: nothing left to do' });
    const well = await pc.run('intune/detect.ps1', here);
    expect(well).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^OK: 1, the first ends \d{4}-\d\d-\d\d$/),
    });

    const key = readdirSync(join(pc.home, 'store/certificates'), { recursive: true, encoding: 'utf8' });
    writeFileSync(
      join(pc.home, 'store/certificates', key.find((name) => name.endsWith('key.pem')) ?? ''),
      'x',
    );
    const broken = await pc.run('intune/detect.ps1', here);
    expect(broken).toMatchObject({ code: 1, output: expect.stringMatching(/^To do: (user01 )?\S+$/) });
    const absent = await pc.run('intune/remediate.ps1', [...here, '-CredentialsProgram', '/nowhere']);
    expect(absent).toEqual({ code: 1, output: 'Not installed: /nowhere' });
  });

  test.skipIf(NO_RUN)('a wrong password is told by its code, and sent once', async () => {
    const pc = makePc(await bankOf([USER]), 'wrong-himitsu');
    const both = ['-CertTool', pc.certTool, '-CredentialsProgram', pc.credentials];
    expect(await pc.run('intune/remediate.ps1', both)).toEqual({
      code: 1,
      output: 'issue: user01 CT-3001 credentials-refused',
    });
    expect(await pc.run('intune/remediate.ps1', both)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^issue: user01 CT-\d+ refused-before$/),
    });
  });

  test.skipIf(NO_RUN)('a logon that cannot get a certificate says why, in the report, too', async () => {
    const pc = makePc(await bankOf([USER]), 'wrong-himitsu');
    const share = join(pc.folder, 'share');
    mkdirSync(share);
    const here = ['-CertTool', pc.certTool, '-Share', share];
    const all = [...here, '-CredentialsProgram', pc.credentials];
    expect(await pc.run('gpo/logon.ps1', all)).toEqual({
      code: 8,
      output: 'cert-tool list --check: 8; issue: user01 CT-3001 credentials-refused',
    });
    const { stdout } = await runCli(pc.home, ['report', share, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { users: 1, failed: 1 },
      failures: [{ code: 'CT-3001' }],
    });
    expect(filesWith(share, ['wrong-himitsu'])).toEqual([]);
    expect(await pc.run('gpo/logon.ps1', [...here, '-CredentialsProgram', '/nowhere'])).toEqual({
      code: 8,
      output: 'cert-tool list --check: 8; not installed: /nowhere',
    });
  });

  test.skipIf(NO_RUN)('one login ID that fails keeps no other of the user from being renewed', async () => {
    const other = { ...USER, name: 'pc-02', loginId: 'user02' };
    const pc = makePc(await bankOf([USER, other]));
    const rows = [{ ...other, password: 'wrong-himitsu' }, USER];
    const lines = rows.map(({ loginId, password }) => JSON.stringify({ loginId, password }));
    writeFileSync(pc.credentials, `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`);
    const both = ['-CertTool', pc.certTool, '-CredentialsProgram', pc.credentials];
    expect(await pc.run('intune/remediate.ps1', both)).toEqual({
      code: 1,
      output: 'issue 1; issue: user02 CT-3001 credentials-refused',
    });
  });

  test.skipIf(NO_RUN)('install, find, update and uninstall the program', async () => {
    const pc = makePc(await bankOf([USER]));
    const [source, target, config] = ['source', 'target', 'config'].map((name) => join(pc.folder, name));
    mkdirSync(source ?? '');
    const install = join(source ?? '', 'install.ps1');
    writeFileSync(install, readFileSync(join(folder, 'intune/install.ps1')));
    writeFileSync(join(source ?? '', 'cert-tool.exe'), readFileSync(pc.certTool), { mode: 0o755 });
    writeFileSync(join(source ?? '', 'config.json'), '{}');
    const places = ['-Folder', target ?? '', '-ConfigFolder', config ?? ''];
    const program = ['-Program', join(target ?? '', 'cert-tool.exe')];

    expect(await pc.run('intune/detect-program.ps1', program)).toEqual({ code: 1, output: '' });
    for (const names of [['cert-tool.exe'], ['cert-tool.exe', 'cert-tool.exe.old-1']]) {
      expect(await pc.run(install, places)).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^cert-tool \d/),
      });
      expect(readdirSync(target ?? '').map((name) => name.replace(/-\d+$/, '-1'))).toEqual(names);
    }
    expect(await pc.run('intune/detect-program.ps1', program)).toMatchObject({ code: 0 });
    const newer = await pc.run('intune/detect-program.ps1', [...program, '-Version', '99.0.0']);
    expect(newer).toEqual({ code: 1, output: '' });

    await runCli(pc.home, ['sandbox', 'info']);
    // The browsers' tests set policies of the whole machine, which it would name.
    await holdPolicies();
    const user = await pc.run('intune/remove-user-data.ps1', ['-CertTool', pc.certTool, '-WhatIf']);
    expect(user).toEqual({ code: 0, output: 'OK: practice-bank' });
    expect(await pc.run('intune/uninstall.ps1', places)).toEqual({ code: 0, output: 'cert-tool is removed' });
    expect(await pc.run('intune/uninstall.ps1', places)).toMatchObject({ code: 0 });
    expect(readdirSync(pc.folder).sort()).toEqual(['cert-tool', 'credentials', 'home', 'source']);
  });
});
