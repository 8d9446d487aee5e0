import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');
const COMMANDS = [
  ['list', '--store', 'file'],
  ['issue', 'jirodt', '--sandbox', '--no-input'],
  ['sandbox', 'info'],
  ['sandbox', 'reset', '--yes'],
];

async function expectRefusal(home: string, argv: readonly string[], place: string): Promise<void> {
  const { exitCode, stderr } = await runInProcess([...argv, '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home },
  });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('CT-7004') });
  expect(stderr).toContain(place);
}

posixTest.each(COMMANDS)('a data folder that all can write to is refused: %s %s', async (...argv) => {
  const home = tempFolder();
  chmodSync(home, 0o777);
  await expectRefusal(home, argv, home);
  expect(readdirSync(home)).toEqual([]);
});

posixTest.each(['store', 'journal', 'locks', 'banks', 'sandbox'])(
  'a symbolic link in the place of %s is refused',
  async (name) => {
    const home = tempFolder();
    const target = join(tempFolder(), 'target');
    mkdirSync(target, { mode: 0o700 });
    writeFileSync(join(target, 'practice-bank.json'), '{"kind":"cert-tool practice bank"}');
    symlinkSync(target, join(home, name));
    for (const argv of COMMANDS) await expectRefusal(home, argv, join(home, name));
    expect(existsSync(join(target, 'practice-bank.json'))).toBe(true);
  },
);
