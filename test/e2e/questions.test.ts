import { describe, expect, test } from 'vitest';
import { fill } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import { homeWithBank, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { CTRL_C, CTRL_U, ENTER, openTerminal } from '../support/terminal.ts';

const LOCALES = { ja: 'ja_JP.UTF-8', en: 'en_US.UTF-8' } as const;

describe.skipIf(process.platform === 'win32')(`questions${POSIX_ONLY}`, () => {
  describe.each(['ja', 'en'] as const)('in the language %s', (language) => {
    const say = (key: MessageKey, params = {}) => fill(messages[key][language], params, language);
    const open = (home: string, args: readonly string[]) =>
      openTerminal(home, args, { env: { LANG: LOCALES[language] } });

    test('users to revoke: Enter alone says what to press, and one’s own comes last', async () => {
      const home = homeWithBank();
      expect((await runCli(home, ['sandbox', 'install', 'hanakodt'])).code).toBe(0);
      const terminal = open(home, ['revoke', '--sandbox', '--login-id', 'hanakodt']);
      for (const question of [say('ask.password'), say('ask.otp', { digits: 6 })]) {
        await terminal.waitFor(question);
        terminal.type(ENTER);
      }
      await terminal.waitFor(say('revoke.choose'));
      await terminal.waitFor(
        say('revoke.choice-own', {
          loginId: 'hanakodt',
          name: 'データ花子',
          role: say('role.administrator'),
          state: say('state.issued'),
          expiry: '',
        }).slice(0, -1),
      );
      const list = terminal.shown().slice(terminal.shown().indexOf(say('revoke.choose')));
      expect(list.indexOf('tarodt ')).toBeLessThan(list.indexOf('hanakodt '));
      expect(list.indexOf('sachikodt ')).toBeLessThan(list.indexOf('hanakodt '));
      terminal.type(ENTER);
      await terminal.waitFor(say('ask.choose-one-at-least'));
      terminal.type(` ${ENTER}`);
      // Short, so that it stands in one line.
      await terminal.waitFor(`${say('revoke.choose')} ichirodt\n`);
      await terminal.waitFor(`(${say('ask.yes-no')})`);
      terminal.type(ENTER);
      await terminal.waitFor(say('ask.yes-or-no'));
      terminal.type(`n${ENTER}`);
      await terminal.waitFor(say('revoke.kept'));
      expect(await terminal.exitCode).toBe(0);
    });

    test('an address gets its https://, and one that is not kept is repeated in hints', async () => {
      const home = homeWithBank();
      const started = ['sandbox', 'start', '--port', '0', '--portal-port', '0', '--json'];
      const { bankUrl, caFile } = JSON.parse(await startCli(home, started).firstLine);
      const terminal = open(home, ['renew', '--store', 'file', '--ca-file', caFile]);
      await terminal.waitFor(say('ask.cancel'));
      terminal.type(ENTER);
      await terminal.waitFor(say('bank.ask.url'));
      terminal.type(`${bankUrl.replace('https', 'http')}${ENTER}`);
      await terminal.waitFor(say('bank.ask.url'));
      terminal.type(`${CTRL_U}${bankUrl.replace('https://', '')}${ENTER}`);
      await terminal.waitFor(say('bank.ask.keep'));
      terminal.type(`いいえ${ENTER}`);
      await terminal.waitFor('CT-8001');
      await terminal.waitFor(`cert-tool issue --bank ${bankUrl} --ca-file`);
      expect(await terminal.exitCode).toBe(8);
    });
  });

  test.each([
    ['はい', true],
    ['ｙ', true],
    ['YES', true],
    ['いいえ', false],
    ['ｎ', false],
  ])('%s is %s', async (answer, isYes) => {
    const terminal = openTerminal(homeWithBank(), ['sandbox', 'reset']);
    await terminal.waitFor('(yes/no)');
    terminal.type(answer + ENTER);
    await terminal.waitFor(messages[isYes ? 'sandbox.reset.done' : 'sandbox.reset.kept'].en);
    expect(await terminal.exitCode).toBe(0);
  });

  test('the menu shows all that it has, on a small terminal by scrolling', async () => {
    const terminal = openTerminal(homeWithBank(), ['--lang', 'en']);
    for (const item of ['Remove', 'Retire', 'Explain', '日本語', 'End']) await terminal.waitFor(item);
    terminal.type(CTRL_C);
    expect(await terminal.exitCode).toBe(130);
  });
});
