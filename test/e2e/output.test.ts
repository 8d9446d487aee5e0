import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { homeWithBank, programLine } from '../support/run.ts';

const noFullDevice = !existsSync('/dev/full');

/** Runs the program by a shell, whose redirections are what is tried. */
function shell(home: string, redirected: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = redirected.replace('cert-tool', programLine());
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], { env: cleanEnvironment(home) }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe.skipIf(noFullDevice)('output that cannot be written (needs /dev/full, skipped elsewhere)', () => {
  test.each(['list', 'list --json', '--help', 'explain CT-3001', 'sandbox info --json'])(
    'the result of %s: one sentence and exit 1, no stack trace',
    async (args) => {
      const { code, stderr } = await shell(homeWithBank(), `cert-tool ${args} </dev/null >/dev/full`);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Error CT-1002: .*\(ENOSPC\)/);
      expect(stderr).not.toMatch(/\n\s+at /);
    },
  );

  test('of --version: one line', async () => {
    const { code, stderr } = await shell(homeWithBank(), 'cert-tool --version >/dev/full');
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('notes and errors: the work goes on, and the result is whole', async () => {
    const home = homeWithBank();
    const { code, stdout } = await shell(home, 'cert-tool issue --sandbox --json </dev/null 2>/dev/full');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, outcome: 'issued' });
    expect((await shell(home, 'cert-tool explain CT-9999 2>/dev/full')).code).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that goes away is no error (needs a shell)', () => {
  test('after the first line', async () => {
    const { stdout, stderr } = await shell(homeWithBank(), '{ cert-tool explain; echo $? >&2; } | head -1');
    expect(stdout).toMatch(/^CT-/);
    expect(stderr.trim()).toBe('0');
  });

  test.each(['--version', '-V --json', '--help', 'help environment', 'completion zsh', 'config show'])(
    'before anything: %s',
    async (args) => {
      const untilGone = "trap '' PIPE; while echo x 2>/dev/null; do :; done";
      const line = `{ ${untilGone}; cert-tool ${args}; echo $? >&2; } | true`;
      expect((await shell(homeWithBank(), line)).stderr.trim()).toBe('0');
    },
  );
});
