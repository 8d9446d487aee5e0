import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeWithBank, POSIX_ONLY, runCli } from '../support/run.ts';
import { CTRL_C, CTRL_D, DOWN, ENTER, ESCAPE, openTerminal } from '../support/terminal.ts';

const onWindows = process.platform === 'win32';

test.skipIf(onWindows)(
  `the menu runs what is chosen, in the language that is chosen, and comes back${POSIX_ONLY}`,
  async () => {
    const terminal = openTerminal(homeWithBank(), ['--sandbox', '--lang', 'ja']);
    await terminal.waitFor('終了');
    terminal.type(DOWN + DOWN + ENTER);
    await terminal.waitFor('この PC に証明書はありません。');
    await terminal.waitFor('終了');
    terminal.type(DOWN.repeat(8) + ENTER);
    await terminal.waitFor('What do you want to do?');
    await terminal.waitFor('End');
    terminal.type(DOWN + ENTER);
    await terminal.waitFor('CT-8001');
    await terminal.waitFor('End');
    terminal.type(DOWN.repeat(9) + ENTER);
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

describe.skipIf(onWindows).each([
  ['Ctrl-C', CTRL_C],
  ['Ctrl-D', CTRL_D],
  ['Esc', ESCAPE],
])(`%s${POSIX_ONLY}`, (_name, key) => {
  test('at the menu ends with 130', async () => {
    const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
    await terminal.waitFor('End');
    terminal.type(key);
    expect(await terminal.exitCode).toBe(130);
    expect(await terminal.leftSane()).toBe(true);
  });

  test.each([
    ['of a command', ['--sandbox'], ['Login ID']],
    ['for the bank', ['--store', 'file'], ['Enter the bank']],
  ])('at a question %s ends the menu, too', async (_question, options, [question = '']) => {
    const terminal = openTerminal(homeWithBank(), ['--lang', 'en', ...options]);
    await terminal.waitFor('End');
    terminal.type(ENTER);
    await terminal.waitFor(question);
    terminal.type(key);
    await terminal.waitFor('Cancelled.');
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.shown().match(/Cancelled/g)).toHaveLength(1);
    expect(await terminal.leftSane()).toBe(true);
  });
});

test.skipIf(onWindows)(`what is cancelled by choice comes back to the menu${POSIX_ONLY}`, async () => {
  const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
  await terminal.waitFor('End');
  terminal.type(ENTER);
  await terminal.waitFor('Cancel');
  terminal.type(DOWN + DOWN + ENTER);
  await terminal.waitFor('End');
  terminal.type(DOWN.repeat(9) + ENTER);
  expect(await terminal.exitCode).toBe(0);
});

test.skipIf(onWindows)(`the language that was chosen is kept${POSIX_ONLY}`, async () => {
  const home = homeWithBank();
  const terminal = openTerminal(home, []);
  await terminal.waitFor('End');
  terminal.type(DOWN.repeat(8) + ENTER);
  await terminal.waitFor('終了');
  terminal.type(CTRL_C);
  expect(await terminal.exitCode).toBe(130);
  expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toEqual({ lang: 'ja' });
  const again = openTerminal(home, []);
  await again.waitFor('終了');
  again.type(CTRL_C);
  expect(await again.exitCode).toBe(130);
});

test.skipIf(onWindows)(`an error is explained, and certificates are removed${POSIX_ONLY}`, async () => {
  const terminal = openTerminal(homeWithBank(), ['--lang', 'en', '--sandbox']);
  await terminal.waitFor('End');
  terminal.type(DOWN.repeat(6) + ENTER);
  await terminal.waitFor('Error code');
  terminal.type(`CT-3001${ENTER}`);
  await terminal.waitFor('credentials-refused');
  await terminal.waitFor('End');
  terminal.type(DOWN.repeat(4) + ENTER);
  await terminal.waitFor('CT-8001');
  await terminal.waitFor('End');
  terminal.type(CTRL_C);
  expect(await terminal.exitCode).toBe(130);
});

test.skipIf(onWindows)(`a command of several words runs, too${POSIX_ONLY}`, async () => {
  const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
  await terminal.waitFor('End');
  terminal.type(DOWN.repeat(7) + ENTER);
  await terminal.waitFor('remove.archive');
  await terminal.waitFor('End');
  terminal.type(CTRL_C);
  expect(await terminal.exitCode).toBe(130);
});

test('without a terminal it is the help', async () => {
  const { code, stdout, stderr } = await runCli(homeWithBank(), ['--lang', 'en']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: cert-tool/);
});
