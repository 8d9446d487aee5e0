import { describe, expect, test } from 'vitest';
import { fill, type Language } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { homeWithBank, leftBehind, POSIX_ONLY, programArgs } from '../support/run.ts';
import { CTRL_C, CTRL_D, CTRL_U, ENTER, openTerminal } from '../support/terminal.ts';

const WAYS: [string, string[], NodeJS.ProcessEnv][] = [
  ['--plain', ['--plain'], {}],
  ['CERT_TOOL_PLAIN=1', [], { CERT_TOOL_PLAIN: '1' }],
  ['TERM=dumb', [], { TERM: 'dumb' }],
];
const LOCALES = { ja: 'ja_JP.UTF-8', en: 'en_US.UTF-8' } as const;
const ERASE = '\u007f';

describe.skipIf(process.platform === 'win32')(`plain questions${POSIX_ONLY}`, () => {
  describe.each(['ja', 'en'] as const)('in the language %s', (language: Language) => {
    const say = (key: MessageKey, params = {}) => fill(messages[key][language], params, language);
    const open = (home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      openTerminal(home, args, {
        other: {
          // The pseudo-terminal sets a TERM of its own.
          program: ['/usr/bin/env', `TERM=${env['TERM'] ?? 'xterm'}`, process.execPath, ...programArgs()],
          env: cleanEnvironment(home, { LANG: LOCALES[language], ...env }),
        },
      });
    /** As the program wrote it, without what the shell around it says. */
    const written = (terminal: ReturnType<typeof open>) => terminal.raw().split('[exit')[0] ?? '';

    test.each(WAYS)('%s: issue goes through, and no code moves the cursor', async (_way, options, env) => {
      const home = homeWithBank();
      const terminal = open(home, ['issue', '--sandbox', ...options], env);
      await terminal.waitFor(`${say('ask.login-id')} [`);
      terminal.type(`jirodt${ENTER}`);
      await terminal.waitFor(say('ask.password'));
      // Corrected while it was typed; arrow keys are no part of it.
      terminal.type(`himitsu${CTRL_U}demo-jirx${ERASE}\u001b[Dodt${ENTER}`);
      await terminal.waitFor(say('ask.otp', { digits: 6 }));
      terminal.type(`12${ENTER}`);
      await terminal.waitFor(say('ask.otp.invalid', { digits: 6 }));
      terminal.type(ENTER);
      await terminal.waitFor(say('enrolled.issued'));
      expect(await terminal.exitCode).toBe(0);
      expect(written(terminal)).not.toContain('\u001b');
      expect(terminal.shown()).not.toMatch(/himitsu|demo-jir/);
      expect(await terminal.leftSane()).toBe(true);
      expect(leftBehind(home)).toEqual([]);
    });

    test('a choice is a number, and asked again for anything else', async () => {
      const terminal = open(homeWithBank(), ['issue', '--store', 'file', '--plain']);
      await terminal.waitFor(`1. ${say('bank.choose.enter')}`);
      await terminal.waitFor(say('ask.plain.one', { count: 3 }));
      for (const wrong of ['0', '4', 'x', '1 2', '']) {
        terminal.type(wrong + ENTER);
        await terminal.waitFor(say('ask.plain.number', { count: 3 }));
      }
      terminal.type(`２${ENTER}`);
      await terminal.waitFor(say('ask.login-id'));
      terminal.type(CTRL_D);
      expect(await terminal.exitCode).toBe(130);
      expect(written(terminal)).not.toContain('\u001b');
    });

    test('several are chosen by their numbers, and one’s own comes last', async () => {
      const home = homeWithBank();
      const prepare = open(home, ['sandbox', 'install', 'hanakodt']);
      expect(await prepare.exitCode).toBe(0);
      const terminal = open(home, ['revoke', '--sandbox', '--plain', '--login-id', 'hanakodt']);
      await terminal.waitFor(say('ask.password'));
      terminal.type(ENTER);
      await terminal.waitFor(say('ask.otp', { digits: 6 }));
      terminal.type(ENTER);
      await terminal.waitFor('1. ');
      await terminal.waitFor(
        say('revoke.choice-own', {
          loginId: 'hanakodt',
          name: 'データ花子',
          role: say('role.administrator'),
          state: say('state.issued'),
          expiry: '',
        }).slice(0, -1),
      );
      terminal.type(ENTER);
      await terminal.waitFor('1');
      terminal.type(`1${ENTER}`);
      await terminal.waitFor(say('ask.yes-no'));
      terminal.type(`maybe${ENTER}`);
      await terminal.waitFor(say('ask.yes-or-no'));
      terminal.type(`いいえ${ENTER}`);
      await terminal.waitFor(say('revoke.kept'));
      expect(await terminal.exitCode).toBe(0);
      expect(written(terminal)).not.toContain('\u001b');
    });

    test.each([
      ['Ctrl-C', CTRL_C],
      ['Ctrl-D', CTRL_D],
      ['Ctrl-D behind something', `ja${CTRL_D}`],
    ])('%s leaves each kind of question', async (_name, keys) => {
      for (const [args, question] of [
        [['issue', '--sandbox'], say('ask.login-id')],
        [['issue', '--sandbox', 'jirodt'], say('ask.password')],
        [['sandbox', 'reset'], say('ask.yes-no')],
        [['issue', '--store', 'file'], say('ask.plain.one', { count: 3 })],
        [[], say('ask.plain.one', { count: 10 })],
      ] as const) {
        const terminal = open(homeWithBank(), [...args, '--plain']);
        await terminal.waitFor(question);
        terminal.type(keys);
        expect(await terminal.exitCode).toBe(130);
        expect(await terminal.leftSane()).toBe(true);
      }
    });
  });

  test.each(['はい', 'ｙ', 'Yes', 'y '])('%s is a yes', async (yes) => {
    const terminal = openTerminal(homeWithBank(), ['sandbox', 'reset', '--plain']);
    await terminal.waitFor('(yes/no)');
    terminal.type(yes + ENTER);
    await terminal.waitFor(messages['sandbox.reset.done'].en);
    expect(await terminal.exitCode).toBe(0);
  });
});
