import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { homeWithBank, leftBehind, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SIGNALS = [
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const;

describe.skipIf(process.platform === 'win32')(`signals${POSIX_ONLY}`, () => {
  test.each(SIGNALS)('%s ends the practice bank, as it should: exit 0', async (signal) => {
    const home = homeWithBank();
    const { child, firstLine, result } = startCli(home, ['sandbox', 'start', '--json']);
    await firstLine;
    child.kill(signal);
    const { code, stdout } = await result;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const again = await runCli(home, ['sandbox', 'info', '--json']);
    expect(JSON.parse(again.stdout)).not.toHaveProperty('bankUrl');
  });

  test.each(SIGNALS)('%s ends an issue that waits for a one-time password', async (signal, exitCode) => {
    const home = homeWithBank();
    const { asked, program } = await hangingOtpProgram();
    const args = ['issue', '--sandbox', '--json', '--otp-command', program];
    const { child, result } = startCli(home, args);
    await asked;
    child.kill(signal);
    const { code, stdout, stderr } = await result;
    expect({ code, signal: null }).toEqual({ code: exitCode, signal: null });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { exitCode } });
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    expect(leftBehind(home)).toEqual([]);
  });
});

/** A program for `--otp-command` that tells when it runs, and then never answers. */
async function hangingOtpProgram(): Promise<{ asked: Promise<void>; program: string }> {
  const server = createServer();
  const asked = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      resolve();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const script = join(tempFolder(), 'hang.cjs');
  writeFileSync(script, `require('node:net').connect(${port}, '127.0.0.1')`);
  return { asked, program: `node ${script}` };
}

describe('output', () => {
  test.each([['list'], ['--help'], ['explain', 'CT-3001'], ['list', '--json']])(
    'a reader that went away is no error: %s',
    async (...args) => {
      const { child, result } = startCli(tempFolder(), args);
      child.stdout?.destroy();
      expect(await result).toMatchObject({ code: 0, signal: null, stderr: '' });
    },
  );

  test.each([['--version'], ['--help'], ['help', 'issue'], ['explain'], ['list']])(
    'results go to stdout, without codes of a terminal: %s',
    async (...args) => {
      const { code, stdout, stderr } = await runCli(tempFolder(), args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/\n$/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    },
  );

  test('without a terminal there is no menu: the help is shown', async () => {
    const { code, stdout } = await runCli(tempFolder(), []);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: cert-tool');
  });

  test('errors of usage: exit 2, one JSON document with --json', async () => {
    const { code, stdout } = await runCli(tempFolder(), ['list', '--nonsense', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { exitCode: 2 } });
  });
});
