import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recorder } from '../support/ran/recorder.ts';
import type { CliResult } from '../support/run.ts';
import { licenceTitles, readSbom, titlesOf } from '../support/sbom.ts';
import { serve } from '../support/struck.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';
import { describeDoubleClick } from './double-click.ts';
import { makeWindowsPc, nodeExe, WINE_ONLY, type WindowsPc, windowsPath, wineMissing } from './wine.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const SHIM = fileURLToPath(new URL('./keep-alive-shim.cjs', import.meta.url));

describe.skipIf(wineMissing)(`the single executable under Wine${WINE_ONLY}`, () => {
  const folder = makeTempFolder();
  const [exe, patched] = [join(folder, 'cert-tool.exe'), join(folder, 'patched.exe')];
  const record = recorder('program', 'exe-wine');
  let pc: WindowsPc;

  beforeAll(async () => {
    const options = ['--out', folder, '--node', nodeExe];
    const build = promisify(execFile)(process.execPath, [join(root, 'scripts/build-exe.mjs'), ...options]);
    pc = await makeWindowsPc();
    await build;
    writeFileSync(patched, honouringNodeOptions(readFileSync(exe)), { mode: 0o755 });
  }, 300_000);

  afterAll(async () => {
    await pc?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The executable that talks to a bank. */
  function online(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
    return pc.run(patched, args, { input, env: { ...env, ...ONLINE } });
  }

  /** In a window: of its own, as after a double-click, or in that of a shell. */
  function inWindow(start: 'double-click' | 'cmd', args: readonly string[], env = {}): Terminal {
    const program = start === 'cmd' ? [pc.loader, 'cmd', '/c', exe] : [pc.loader, exe];
    return openTerminal('', args, { other: { program, env: { ...pc.env, ...env } } });
  }

  /** The files of Windows' users. */
  function userFiles(): string[] {
    const users = join(pc.folder, 'prefix/drive_c/users');
    const all = readdirSync(users, { recursive: true, withFileTypes: true });
    return all.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  }

  test('tells its version, its help and errors with their exit codes', async () => {
    expect(await pc.run(exe, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await pc.run(exe, ['--help', '--lang', 'ja']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('証明書');
    const wrong = await pc.run(exe, ['no-such-command']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('no-such-command');
  });

  test('runs nothing that NODE_OPTIONS names', async () => {
    const script = join(tempFolder(), 'script.cjs');
    writeFileSync(script, 'process.exit(77)');
    const env = { NODE_OPTIONS: required(script) };
    expect(await pc.run(exe, ['--version'], { env })).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(await pc.run(patched, ['--version'], { env })).toMatchObject({ code: 77 });
  });

  test('comes with checksums, and licences and SBOM of all its parts', async () => {
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const expected = ['cert-tool.exe', 'LICENSES.txt', 'sbom.cdx.json'].map((name) => {
      const bytes = readFileSync(join(folder, name));
      return `${createHash('sha256').update(bytes).digest('hex')}  ${name}`;
    });
    expect(sums).toEqual(expected);
    const { components } = await readSbom(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'));
    const node = components.find(({ name }) => name === 'node');
    const titles = titlesOf(components.filter((each) => each !== node));
    expect(licenceTitles(readFileSync(join(folder, 'LICENSES.txt'), 'utf8'))).toEqual(
      ['cert-tool', `Node.js ${node?.version}`, ...titles].sort(),
    );
    for (const part of ['koffi', 'undici', 'node-sqlite3-wasm', 'sqlite']) {
      expect(components.filter(({ name, scope }) => name === part && !scope)).toHaveLength(1);
    }
    const content = createHash('sha256').update(readFileSync(nodeExe)).digest('hex');
    expect(node?.hashes).toEqual([{ alg: 'SHA-256', content }]);
  });

  test('holds a practice bank that works, its database included', async () => {
    const env = { CERT_TOOL_HOME: windowsPath(join(tempFolder(), 'home')) };
    const issued = await online(['issue', '--sandbox', '--json'], '', env);
    expect(issued).toMatchObject({ code: 0 });
    const listed = await online(['list', '--sandbox', '--json'], '', env);
    expect(JSON.parse(listed.stdout)).toMatchObject({ certificates: [{ loginId: 'jirodt' }] });
  });

  test('gets a certificate into the Windows store, where a second process sees and removes it', async () => {
    const { bank } = await serve();
    const env = {
      CERT_TOOL_HOME: windowsPath(join(pc.folder, 'home')),
      CERT_TOOL_BANK: bank.bankUrl,
      NODE_EXTRA_CA_CERTS: windowsPath(bank.caFile),
      CERT_TOOL_STORE: 'native',
    };
    const issued = await online(['issue', 'shirodt', '--password-stdin', '--json'], 'demo-shirodt\n', env);
    expect(issued).toMatchObject({ code: 0, stderr: '' });
    const listed = await online(['list', '--check', '--json'], '', env);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      store: 'native',
      certificates: [{ loginId: 'shirodt', keyUsable: true }],
    });
    expect(await online(['remove', 'shirodt', '--yes'], '', env)).toMatchObject({ code: 0 });
    const left = await online(['list', '--json'], '', env);
    expect(JSON.parse(left.stdout)).toMatchObject({ certificates: [] });
    record.note('exe-commands');
  });

  test('keeps nothing in the user folder but koffi, put right before it is loaded', async () => {
    const list = () => pc.run(exe, ['list', '--store', 'native', '--json']);
    const before = userFiles();
    expect(await list()).toMatchObject({ code: 0, stderr: '' });
    const [file = '', ...more] = userFiles().filter((each) => each.endsWith('.node'));
    expect(more).toEqual([]);
    const koffi = readFileSync(file);
    writeFileSync(file, 'not koffi');
    writeFileSync(join(dirname(file), 'koffi-of-another-version.node'), 'older');
    expect(await list()).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(file).equals(koffi)).toBe(true);
    expect(new Set(userFiles())).toEqual(new Set([...before, file]));
  });

  test('waits for a key after a double-click, errors included', async () => {
    const env = { CERT_TOOL_BANK: 'http://bank.example', CERT_TOOL_LANG: 'en' };
    const window = inWindow('double-click', [], env);
    await window.waitFor('CT-');
    await window.waitFor('Press any key to close this window.');
    window.type('x');
    expect(await window.exitCode).toBe(2);

    const cancelled = inWindow('double-click', [], { CERT_TOOL_LANG: 'en' });
    await cancelled.waitFor('? ');
    cancelled.type('\u0003');
    await cancelled.waitFor('Press any key to close this window.');
    cancelled.type('x');
    expect(await cancelled.exitCode).toBe(130);
  });

  test('waits for no key in the window of a shell', async () => {
    const window = inWindow('cmd', [], { CERT_TOOL_BANK: 'http://bank.example', CERT_TOOL_LANG: 'en' });
    await window.exitCode;
    expect(window.shown()).not.toContain('Press any key');
  });

  test.each([
    ['explain', 0],
    ['no-such-command', 2],
  ])('waits for no key after a command in a window of its own (%s)', async (command, code) => {
    const window = inWindow('double-click', [command], { CERT_TOOL_LANG: 'en' });
    expect(await window.exitCode).toBe(code);
    expect(window.shown()).not.toContain('Press any key');
  });

  test('waits for no key without a window', async () => {
    expect(await pc.run(exe, [])).toMatchObject({ code: 0, stderr: '' });
  });

  describeDoubleClick(() => ({ pc, program: patched, online: ONLINE }), record);

  record.check();
});

/** NODE_OPTIONS that load this file first. */
function required(file: string): string {
  return `--require ${windowsPath(file).replaceAll('\\', '/')}`;
}

/** Lets the executable reach a bank, with the byte that `honouringNodeOptions` changes. */
const ONLINE = { NODE_OPTIONS: required(SHIM) };

/** The blob in the executable begins so: its mark (Node's node_sea.cc), and the flags that scripts/build-exe.mjs sets. */
const BLOB = Buffer.from([0x20, 0xda, 0x43, 0x01, 9, 0, 0, 0]);
const [NONE, ENV] = [0, 1];

/** The same executable, but for one byte: `execArgvExtension` is "env". */
function honouringNodeOptions(program: Buffer): Buffer {
  const at = program.indexOf(BLOB) + BLOB.length;
  expect([program.lastIndexOf(BLOB) + BLOB.length, program[at]]).toEqual([at, NONE]);
  program[at] = ENV;
  return program;
}
