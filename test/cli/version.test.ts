import { readdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const version = (argv: readonly string[], home = tempFolder()) =>
  runInProcess([...argv, '--lang', 'en'], { env: { CERT_TOOL_HOME: home } });

describe('--version', () => {
  test.each([
    [['-v', '--version', '--store', 'file']],
    [['--version', '--verbose', '--store=file']],
    [['-V', '--store', 'file', '-v']],
    [['-vV', '--store', 'file']],
    [['list', '--version', '-v', '--store', 'file']],
  ])('%j says what help desks ask for, the version first', async (argv) => {
    const { exitCode, stdout } = await version(argv);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['0.0.0-test'],
      ['Node.js', process.versions.node],
      ['System', `${process.platform} ${release()} ${process.arch}`],
      ['Certificate store', 'file'],
      [''],
    ]);
  });

  test.each([[['--version']], [['--version', '--quiet']], [['list', '-V']], [['--version', 'nothing']]])(
    '%j is the version alone',
    async (argv) => {
      expect(await version(argv)).toEqual({ exitCode: 0, stdout: '0.0.0-test\n', stderr: '' });
    },
  );

  test.runIf(process.platform !== 'win32').each([
    ['a store that is not there', ['--store', 'powershell'], 'CT-7006'],
    ['a wrong option', ['--store', 'nothing'], 'CT-2001'],
  ])('with %s it is told all the same, with a warning', async (_, argv, code) => {
    const { exitCode, stdout } = await version(['--version', '--json', ...argv]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: true, version: '0.0.0-test', store: null },
      warnings: [{ code }],
    });
  });

  test('with a damaged config it is told all the same, with a warning', async () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), '{');
    const { exitCode, stdout, stderr } = await version(['--version', '-v'], home);
    expect({ exitCode, first: stdout.split('\n')[0] }).toEqual({ exitCode: 0, first: '0.0.0-test' });
    expect(stdout).toMatch(/^Certificate store +-$/m);
    expect(stderr).toContain('config.json');
  });

  test('leaves nothing on the disk', async () => {
    const home = tempFolder();
    await version(['--version', '--json', '--store', 'file'], home);
    expect(readdirSync(home)).toEqual([]);
  });
});
