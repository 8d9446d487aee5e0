import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fill, type Language } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { entryFile, homeWithBank, leftBehind, POSIX_ONLY, runCli, startCli } from '../support/run.ts';
import { CTRL_C, CTRL_U, DOWN, ENTER, openTerminal, type TerminalOptions } from '../support/terminal.ts';

const LANGUAGES: readonly Language[] = ['ja', 'en'];
const LOCALES = { ja: 'ja_JP.UTF-8', en: 'en_US.UTF-8' } as const;

describe.skipIf(process.platform === 'win32')(`on a terminal${POSIX_ONLY}`, () => {
  describe.each(LANGUAGES)('in the language %s', (language) => {
    const say = (key: MessageKey, params = {}) => fill(messages[key][language], params, language);
    const [loginId, password] = [say('ask.login-id'), say('ask.password')];
    const otp = say('ask.otp', { digits: 6 });
    const open = (home: string, args: readonly string[], options: TerminalOptions = {}) =>
      openTerminal(home, args, { ...options, env: { LANG: LOCALES[language] } });

    test('Enter, Enter, Enter goes through', async () => {
      const home = homeWithBank();
      const terminal = open(home, ['issue', '--sandbox']);
      for (const question of [loginId, password, otp]) {
        await terminal.waitFor(question);
        terminal.type(ENTER);
      }
      await terminal.waitFor(say('enrolled.issued'));
      await terminal.waitFor('jirodt A001 ');
      expect(await terminal.exitCode).toBe(0);
      expect(await terminal.leftSane()).toBe(true);
      expect(leftBehind(home)).toEqual([]);
    });

    test('a wrong password may be typed again, and nothing typed is shown', async () => {
      const terminal = open(homeWithBank(), ['issue', '--sandbox', 'jirodt']);
      await terminal.waitFor(password);
      terminal.type(`himitsu-99${ENTER}`);
      await terminal.waitFor(say('error.tries-left', { count: 4 }));
      await terminal.waitFor(`${loginId} (jirodt)`);
      terminal.type(ENTER);
      await terminal.waitFor(password);
      terminal.type(`demo-jirodt${ENTER}`);
      await terminal.waitFor(otp);
      terminal.type(ENTER);
      await terminal.waitFor(say('enrolled.issued'));
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.shown()).not.toMatch(/himitsu|demo-jirodt/);
    });

    test('a wrong login ID and the password in full width get through in one run', async () => {
      const home = homeWithBank();
      const terminal = open(home, ['issue', '--sandbox']);
      await terminal.waitFor(loginId);
      terminal.type(`ｊｉｒｏ${ENTER}`);
      await terminal.waitFor(password);
      terminal.type(`demo-jirodt${ENTER}`);
      await terminal.waitFor(say('error.tries-left', { count: 4 }));
      await terminal.waitFor(`${loginId} (jiro)`);
      terminal.type(`ｊｉｒｏｄｔ${ENTER}`);
      await terminal.waitFor(password);
      terminal.type(`ｄｅｍｏ${ENTER}`);
      await terminal.waitFor(say('ask.full-width').slice(0, 20));
      await terminal.waitFor(password);
      terminal.type(`demo-jirodt${ENTER}`);
      await terminal.waitFor(otp);
      terminal.type(`12345${ENTER}`);
      await terminal.waitFor(say('ask.otp.invalid', { digits: 6 }));
      terminal.type(`${CTRL_U}${ENTER}`);
      await terminal.waitFor('jirodt A001 ');
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.shown()).not.toMatch(/demo-jirodt|ｄｅｍｏ/);
      expect(leftBehind(home)).toEqual([]);
    });

    test('--password-stdin asks, masked', async () => {
      const terminal = open(homeWithBank(), [
        'issue',
        'jirodt',
        '--sandbox',
        '--dry-run',
        '--password-stdin',
      ]);
      await terminal.waitFor(password);
      terminal.type(`demo-jirodt${ENTER}`);
      await terminal.waitFor(otp);
      terminal.type(ENTER);
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.shown()).not.toContain('demo-jirodt');
    });

    const QUESTIONS = [loginId, password, otp];
    test.each(QUESTIONS.map((question, index) => [question, index] as const))(
      'Ctrl-C at the question %s',
      async (_question, index) => {
        const home = homeWithBank();
        const terminal = open(home, ['issue', '--sandbox']);
        for (const [position, question] of QUESTIONS.slice(0, index + 1).entries()) {
          await terminal.waitFor(question);
          terminal.type(position === index ? CTRL_C : ENTER);
        }
        expect(await terminal.exitCode).toBe(130);
        expect(await terminal.leftSane()).toBe(true);
        expect(leftBehind(home)).toEqual([]);
      },
    );

    test('no bank is set: three choices, of which one is the practice bank', async () => {
      const terminal = open(homeWithBank(), ['issue', '--store', 'file']);
      await terminal.waitFor(say('bank.none'));
      for (const choice of ['bank.choose.enter', 'bank.choose.sandbox', 'ask.cancel'] as const) {
        await terminal.waitFor(say(choice));
      }
      terminal.type(`${DOWN}${ENTER}`);
      for (const question of [loginId, password, otp]) {
        await terminal.waitFor(question);
        terminal.type(ENTER);
      }
      await terminal.waitFor(say('enrolled.issued'));
      expect(await terminal.exitCode).toBe(0);
    });

    test('the address of a bank is asked for until a bank answers there', async () => {
      const home = homeWithBank();
      const terminal = open(home, ['issue', '--store', 'file']);
      await terminal.waitFor(say('ask.cancel'));
      terminal.type(ENTER);
      await terminal.waitFor(say('bank.ask.url'));
      terminal.type(ENTER);
      await terminal.waitFor(say('bank.ask.empty'));
      terminal.type(`javascript:alert(1)${ENTER}`);
      await terminal.waitFor(' javascript:alert(1) ');
      terminal.type(`${CTRL_U}https://127.0.0.1:1${ENTER}`);
      await terminal.waitFor('CT-60');
      await terminal.waitFor(say('bank.ask.url'));
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(terminal.shown()).not.toContain(say('bank.ask.keep'));
      expect(existsSync(join(home, 'config.json'))).toBe(false);
    });

    test('the address where a bank answered is kept', async () => {
      const home = homeWithBank();
      const { bankUrl, caFile } = JSON.parse(
        await startCli(home, ['sandbox', 'start', '--port', '0', '--portal-port', '0', '--json']).firstLine,
      );
      const terminal = open(home, ['issue', '--store', 'file', '--ca-file', caFile]);
      await terminal.waitFor(say('ask.cancel'));
      terminal.type(ENTER);
      await terminal.waitFor(say('bank.ask.url'));
      terminal.type(`${bankUrl}${ENTER}`);
      await terminal.waitFor(say('bank.ask.keep'));
      terminal.type(ENTER);
      await terminal.waitFor(loginId);
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toEqual({ bank: bankUrl });
    });

    test('Ctrl-C at the menu', async () => {
      const terminal = open(homeWithBank(), ['issue', '--store', 'file']);
      await terminal.waitFor(say('ask.cancel'));
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(await terminal.leftSane()).toBe(true);
    });

    test.each([
      ['', [], say('sandbox.reset.kept')],
      [', with --json', ['--json'], '"ok":true,"removed":[]'],
    ])('"no" to the removal of the practice bank removes nothing%s', async (_json, options, answer) => {
      const terminal = open(homeWithBank(), ['sandbox', 'reset', ...options]);
      await terminal.waitFor(say('sandbox.reset.ask'));
      terminal.type(`no${ENTER}`);
      await terminal.waitFor(answer);
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.shown()).not.toContain('CT-');
    });

    test.each([60, 80])(
      '%d columns are enough for what is shown',
      async (columns) => {
        const home = homeWithBank();
        await runCli(home, ['issue', '--sandbox']);
        for (const [args, shown] of [
          [['list', '--sandbox'], 'jirodt'],
          [['list', '--sandbox', '--check', '400'], 'jirodt A001'],
          [['sandbox', 'info'], 'jirodt'],
          [['sandbox', 'log'], say('sandbox.act.certificate-issued')],
          [['explain', 'CT-11001'], 'key-unusable'],
          [['explain'], 'CT-11001'],
          [['issue', '--help'], '--otp-command'],
        ] as const) {
          const listed = open(home, args, { columns });
          await listed.exitCode;
          // The CA file's path is as long as it is.
          const lines = listed.shown().split('[exit')[0]?.replaceAll(home, '').split('\n') ?? [];
          expect(lines.join('\n')).toContain(shown);
          for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
          for (const line of lines) expect(line).not.toMatch(/^ *[、。」)]/);
        }
      },
      60_000,
    );

    test('60 columns are enough for questions', async () => {
      const asked = open(homeWithBank(), ['issue', '--sandbox'], { columns: 60 });
      for (const question of [loginId, password]) {
        await asked.waitFor(question);
        asked.type(ENTER);
      }
      await asked.waitFor(otp.slice(0, 9));
      asked.type(ENTER);
      await asked.waitFor(say('enrolled.issued'));
      expect(await asked.exitCode).toBe(0);
    });
  });

  test('a terminal that is closed ends the program: 129, nothing left behind', async () => {
    const home = homeWithBank();
    const pty = spawn(process.execPath, [entryFile(), 'issue', '--sandbox', 'jirodt'], {
      name: 'xterm',
      env: cleanEnvironment(home),
    });
    const exited = new Promise<number | undefined>((resolve) => {
      pty.onExit(({ signal }) => resolve(signal));
    });
    await new Promise<void>((resolve) => {
      let shown = '';
      pty.onData((chunk) => {
        shown += chunk;
        if (shown.includes(messages['ask.password'].en)) resolve();
      });
    });
    await expect.poll(() => leftBehind(home), { timeout: 10_000 }).not.toEqual([]);
    (pty as unknown as { destroy(): void }).destroy();
    // Ended by SIGHUP, of which a shell makes 129.
    expect(await exited).toBe(constants.signals.SIGHUP);
    expect(leftBehind(home)).toEqual([]);
  });
});
