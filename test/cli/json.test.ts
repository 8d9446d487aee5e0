import { writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const run = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const result = await runInProcess(argv, { env: { CERT_TOOL_HOME: tempFolder(), ...env } });
  // One line in ASCII, and one document.
  expect(result.stdout).toMatch(/^[\x20-\x7e]+\n$/);
  return { ...result, document: JSON.parse(result.stdout) };
};

describe('with --json stdout is one document', () => {
  test.each([
    [['--help', '--json'], ['--help']],
    [['--json', '-h'], ['--help']],
    [['help', '--json'], ['--help']],
    [
      ['--json', 'help', 'issue'],
      ['help', 'issue'],
    ],
    [
      ['issue', '--help', '--json'],
      ['issue', '--help'],
    ],
    [
      ['issue', 'taro', '--json', '-h'],
      ['issue', '--help'],
    ],
    [['--json'], ['--help']],
    [
      ['sandbox', '--json'],
      ['sandbox', '--help'],
    ],
    [
      ['--json', 'sandbox', 'users'],
      ['sandbox', 'users', '--help'],
    ],
    [
      ['sandbox', 'help', '--json'],
      ['sandbox', '--help'],
    ],
    [
      ['sandbox', 'start', '--json', '--help'],
      ['sandbox', 'start', '--help'],
    ],
    [
      ['sandbox', '--lang', 'ja', '--json'],
      ['sandbox', '--help', '--lang', 'ja'],
    ],
  ])('%j: the help', async (argv, same) => {
    const { exitCode, stderr, document } = await run(argv);
    const shown = await runInProcess(same, { env: { CERT_TOOL_HOME: tempFolder() } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(document).toEqual({ schema: 'cert-tool/help/1', ok: true, help: shown.stdout });
  });

  test.each([[['--version', '--json']], [['--json', '-V']], [['list', '--json', '--version']]])(
    '%j: the version',
    async (argv) => {
      const { exitCode, stderr, document } = await run(argv);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(document).toEqual({
        schema: 'cert-tool/version/1',
        ok: true,
        version: '0.0.0-test',
        node: process.versions.node,
        system: { platform: process.platform, release: release(), arch: process.arch },
        store: expect.stringMatching(/^(file|powershell|certutil)$/),
      });
    },
  );

  test.each([
    [['--nothing', '--json'], 'error'],
    [['--nothing', 'list', '--json'], 'error'],
    [['list', '--json=yes'], 'error'],
    [['help', 'nothing', '--json'], 'error'],
    [['sandbox', 'users', 'ad', '--json'], 'error'],
    [['list', '--bank', '--json'], 'list'],
    [['list', '--json', '--profile', 'nowhere'], 'list'],
  ])('%j: the error, in a document of %s', async (argv, name) => {
    const { exitCode, document } = await run(argv);
    expect(exitCode).toBe(2);
    expect(document).toMatchObject({
      schema: `cert-tool/${name}/1`,
      ok: false,
      error: { code: expect.stringMatching(/^CT-2/), exitCode: 2 },
    });
  });

  test('what stands behind -- is no option', async () => {
    const { stdout } = await runInProcess(['explain', '--', '--json', 'CT-9999'], {
      env: { CERT_TOOL_HOME: tempFolder() },
    });
    expect(stdout).toBe('');
  });

  test.skipIf(process.platform === 'win32')('a warning before an error (needs POSIX modes)', async () => {
    const home = tempFolder();
    const file = join(home, 'credentials.json');
    writeFileSync(file, '{"loginId":"taro","password":"himitsu-1"}', { mode: 0o644 });
    const args = [
      'issue',
      '--bank',
      'https://127.0.0.1:1',
      '--store',
      'file',
      '--json',
      '--credentials',
      file,
    ];
    const { document, stderr } = await run(args, { CERT_TOOL_HOME: home });
    expect(document).toMatchObject({
      ok: false,
      warnings: [{ code: 'CT-0003', name: 'credentials-file-readable' }],
    });
    expect(stderr).toContain(`Warning CT-0003: ${document.warnings[0].message}`);
  });

  test('an error that nobody foresaw', async () => {
    const alter = () => {
      throw new Error('himitsu');
    };
    const { exitCode, stdout } = await runInProcess(['list', '--json'], {
      env: { CERT_TOOL_HOME: tempFolder() },
      alter,
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'CT-1001', exitCode: 1 } });
    expect(stdout).not.toContain('himitsu');
  });

  test('an error after the result', async () => {
    const { exitCode, stdout } = await runInProcess(['explain', 'CT-3001', '--json'], {
      env: { CERT_TOOL_HOME: tempFolder() },
      alter: ({ ui }) => ({
        ui: {
          ...ui,
          result() {
            throw new Error('afterwards');
          },
        },
      }),
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'CT-1001' } });
  });
});
