import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NPX = { npm_command: 'exec', npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' };

async function hintOf(argv: readonly string[], env: NodeJS.ProcessEnv = {}, home = tempFolder()) {
  const { stdout, stderr } = await runInProcess([...argv, '--json'], {
    env: { CERT_TOOL_HOME: home, ...env },
  });
  const { hint } = JSON.parse(stdout).error;
  return `${hint}\n${stderr}`;
}

test('a hint means the same bank, store and roots as the command that was typed', async () => {
  const folder = join(tempFolder(), 'my store');
  const typed = ['--bank', 'https://bank.example', '--store', 'file', '--store-dir', folder];
  const hint = await hintOf(['list', '--check', ...typed, '--ca-file', "o'neil.pem"]);
  expect(hint).toContain(
    `"cert-tool issue --bank https://bank.example --ca-file 'o'\\''neil.pem' --store file --store-dir '${folder}'"`,
  );
});

test('what is configured or in a variable holds by itself', async () => {
  const home = tempFolder();
  writeFileSync(join(home, 'config.json'), '{"bank":"https://bank.example"}');
  for (const env of [{}, { CERT_TOOL_SANDBOX: '1' }, { CERT_TOOL_BANK: 'https://other.example' }]) {
    expect(await hintOf(['list', '--check', '--store', 'file'], env, home)).toContain(
      '"cert-tool issue --store file"',
    );
  }
});

test('a hint begins as the program was started', async () => {
  for (const [env, program] of [
    [NPX, 'npx cert-tool'],
    [{ ...NPX, npm_command: 'run-script' }, 'cert-tool'],
  ] as const) {
    const missing = await hintOf(['list', '--check', '--sandbox'], env);
    expect(missing).toContain(`"${program} issue --sandbox"`);
    expect(missing).toContain(`"${program} list --sandbox"`);
    const mistyped = await hintOf(['lsit'], env);
    expect(mistyped).toContain(`"${program} --help"`);
    expect(mistyped).toContain(`"${program} explain CT-2012"`);
    expect(await hintOf(['revoke', '--no-input', '--sandbox'], env)).toContain(`"${program} revoke --help"`);
  }
});
