import { expect, test } from 'vitest';
import { homeWithBank, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function lastOf(home: string) {
  const { stdout } = await runCli(home, ['log', '--json', '--last']);
  return JSON.parse(stdout).runs[0];
}

test.skipIf(process.platform === 'win32')(
  `a run at work is told as that, and one that was killed as cut short${POSIX_ONLY}`,
  async () => {
    const home = homeWithBank();
    const { child, firstLine, result } = startCli(home, ['sandbox', 'start', '--json']);
    const { run } = JSON.parse(await firstLine);
    expect(await lastOf(home)).toMatchObject({ run, command: 'sandbox start', outcome: 'running' });
    child.kill('SIGKILL');
    await result;
    expect(await lastOf(home)).toMatchObject({ run, outcome: 'killed' });
    expect((await runCli(home, ['log', '--run', run, '--lang', 'ja'])).stdout).toContain('途中で終了');
  },
);

test('an error names its run with --verbose, and not where nobody watches', async () => {
  const home = tempFolder();
  const argv = [
    'issue',
    'taro',
    '--bank',
    'https://127.0.0.1:1',
    '--timeout',
    '1',
    '--lang',
    'en',
    '--store',
    'file',
  ];
  const env = { CERT_TOOL_PASSWORD: 'himitsu-1' };
  expect((await runCli(home, argv, { env })).stderr).not.toContain('cert-tool log');
  expect((await runCli(home, [...argv, '--verbose'], { env })).stderr).toContain('"cert-tool log --run ');
  expect((await runCli(home, [...argv, '--no-log', '--verbose'], { env })).stderr).not.toContain(
    'cert-tool log',
  );
});
