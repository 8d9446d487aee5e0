import { expect, test } from 'vitest';
import { homeWithBank, POSIX_ONLY, runCli } from '../support/run.ts';
import { CTRL_C, DOWN, ENTER, openTerminal } from '../support/terminal.ts';

const onWindows = process.platform === 'win32';

test.skipIf(onWindows)(
  `the menu runs what is chosen, in the language that is chosen, and comes back${POSIX_ONLY}`,
  async () => {
    const terminal = openTerminal(homeWithBank(), ['--sandbox', '--lang', 'ja']);
    await terminal.waitFor('終了');
    terminal.type(DOWN + DOWN + ENTER);
    await terminal.waitFor('この PC に証明書はありません。');
    await terminal.waitFor('終了');
    terminal.type(DOWN + DOWN + DOWN + DOWN + ENTER);
    await terminal.waitFor('What do you want to do?');
    await terminal.waitFor('End');
    terminal.type(DOWN + ENTER);
    await terminal.waitFor('CT-8001');
    await terminal.waitFor('End');
    terminal.type(DOWN + DOWN + DOWN + DOWN + DOWN + ENTER);
    expect(await terminal.exitCode).toBe(0);
    expect(await terminal.leftSane()).toBe(true);
  },
);

test.skipIf(onWindows)(`a bank that was chosen holds for the acts that follow${POSIX_ONLY}`, async () => {
  const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
  await terminal.waitFor('End');
  terminal.type(DOWN + ENTER);
  await terminal.waitFor('Cancel');
  terminal.type(DOWN + DOWN + ENTER);
  await terminal.waitFor('End');
  terminal.type(DOWN + ENTER);
  await terminal.waitFor('Cancel');
  terminal.type(DOWN + ENTER);
  for (const _ of ['first', 'again']) {
    await terminal.waitFor('"cert-tool issue --sandbox"');
    await terminal.waitFor('End');
    terminal.type(DOWN + ENTER);
  }
  await terminal.waitFor('"cert-tool issue --sandbox"');
  await terminal.waitFor('End');
  terminal.type(CTRL_C);
  expect(await terminal.exitCode).toBe(130);
});

test.skipIf(onWindows)(`Ctrl-C at the menu ends with 130${POSIX_ONLY}`, async () => {
  const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
  await terminal.waitFor('End');
  terminal.type(CTRL_C);
  expect(await terminal.exitCode).toBe(130);
});

test('without a terminal it is the help', async () => {
  const { code, stdout, stderr } = await runCli(homeWithBank(), ['--lang', 'en']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: cert-tool/);
});
