import { execFileSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { messages } from '../../src/ui/messages/index.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { homeWithBank, leftBehind, POSIX_ONLY, programArgs } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { CTRL_C, CTRL_D, CTRL_Z, ENTER, ESCAPE, openTerminal, type Terminal } from '../support/terminal.ts';

const LOGIN_ID = messages['ask.login-id'].en;
const PASSWORD = messages['ask.password'].en;
const OTP = 'One-time password';
const MENU = messages['ask.cancel'].en;
const RESET = messages['sandbox.reset.ask'].en;

describe.skipIf(process.platform === 'win32')(`the end of input and stops${POSIX_ONLY}`, () => {
  test.each([
    ['login ID', ['issue', '--sandbox'], [LOGIN_ID]],
    ['password', ['issue', '--sandbox', 'jirodt'], [PASSWORD]],
    ['one-time password', ['issue', '--sandbox', 'jirodt'], [PASSWORD, OTP]],
    ['menu', ['issue', '--store', 'file'], [MENU]],
    ['yes or no', ['sandbox', 'reset'], [RESET]],
  ])('Ctrl-D cancels: %s', async (_name, args, questions) => {
    const home = homeWithBank();
    const terminal = openTerminal(home, args);
    for (const [index, question] of questions.entries()) {
      await terminal.waitFor(question);
      terminal.type(index === questions.length - 1 ? CTRL_D : ENTER);
    }
    expect(await terminal.exitCode).toBe(130);
    expect(await terminal.leftSane()).toBe(true);
    expect(leftBehind(home)).toEqual([]);
  });

  test.each([
    ['login ID', ['issue', '--sandbox'], LOGIN_ID],
    ['password', ['issue', '--sandbox', 'jirodt'], PASSWORD],
    ['yes or no', ['sandbox', 'reset'], RESET],
  ])('Ctrl-D and Esc cancel where something was typed already: %s', async (_name, args, question) => {
    for (const key of [CTRL_D, ESCAPE]) {
      const terminal = openTerminal(homeWithBank(), args);
      await terminal.waitFor(question);
      terminal.type(`ya${key}`);
      expect(await terminal.exitCode).toBe(130);
      expect(await terminal.leftSane()).toBe(true);
    }
  });

  const STOPS: [string, (terminal: Terminal) => Promise<void>][] = [
    ['Ctrl-Z', async (terminal) => terminal.type(CTRL_Z)],
    ['SIGSTOP', async (terminal) => void process.kill(await terminal.pid, 'SIGSTOP')],
  ];
  describe.each(STOPS)('%s, then fg', (_name, stop) => {
    test('the password is asked for again, masked', async () => {
      const terminal = openTerminal(homeWithBank(), ['issue', '--sandbox', 'jirodt'], { jobs: true });
      await terminal.waitFor(PASSWORD);
      await stopAndContinue(terminal, stop);
      await terminal.waitFor(PASSWORD);
      terminal.type(`demo-jirodt${ENTER}`);
      await terminal.waitFor(OTP);
      terminal.type(ENTER);
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.shown()).not.toContain('demo-jirodt');
      expect(await terminal.leftSane()).toBe(true);
    });

    test.each([
      ['login ID', ['issue', '--sandbox'], LOGIN_ID],
      ['password', ['issue', '--sandbox', 'jirodt'], PASSWORD],
      ['menu', ['issue', '--store', 'file'], MENU],
      ['yes or no', ['sandbox', 'reset'], RESET],
    ])('Ctrl-C ends it afterwards: %s', async (_question, args, question) => {
      const terminal = openTerminal(homeWithBank(), args, { jobs: true });
      await terminal.waitFor(question);
      await stopAndContinue(terminal, stop);
      await terminal.waitFor(question);
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(await terminal.leftSane()).toBe(true);
    });
  });

  test('Ctrl-Z where no shell can take over: the password stays masked', async () => {
    const terminal = openTerminal(homeWithBank(), ['issue', '--sandbox', 'jirodt']);
    await terminal.waitFor(PASSWORD);
    terminal.type(`${CTRL_Z}d`);
    await terminal.waitFor('*');
    terminal.type(`emo-jirodt${ENTER}`);
    await terminal.waitFor(OTP);
    terminal.type(ENTER);
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.shown()).not.toContain('demo-jirodt');
  });

  describe('while it waits for the bank', () => {
    const WAITING = messages['step.connect'].en;
    const frames = async (terminal: Terminal, count: number) => {
      for (let frame = 0; frame < count; frame += 1) await terminal.waitFor(WAITING);
    };
    const open = async () =>
      openTerminal(tempFolder(), ['issue', 'taro', '--bank', await silentServer(), '--store', 'file'], {
        jobs: true,
      });

    test.each([
      ['Ctrl-C', CTRL_C],
      ['Ctrl-C after other keys', `himitsu${CTRL_C}`],
    ])('%s ends it, and nothing typed is shown', async (_keys, typed) => {
      const terminal = await open();
      await frames(terminal, 1);
      terminal.type(typed);
      expect(await terminal.exitCode).toBe(130);
      expect(terminal.shown()).not.toContain('himitsu');
      expect(await terminal.leftSane()).toBe(true);
    });

    test.each([true, false])('a terminal that knows no width, at the start %s', async (isAtStart) => {
      const home = tempFolder();
      const program = [process.execPath, ...programArgs()];
      const terminal = openTerminal(
        home,
        ['issue', 'taro', '--bank', await silentServer(), '--store', 'file'],
        {
          other: {
            program: isAtStart ? ['/bin/sh', '-c', 'stty cols 0; exec "$@"', 'sh', ...program] : program,
            env: cleanEnvironment(home),
          },
        },
      );
      await frames(terminal, 1);
      const lose = `stty cols 0 < /dev/$(ps -o tty= -p ${await terminal.pid})`;
      if (!isAtStart) execFileSync('/bin/sh', ['-c', lose]);
      await frames(terminal, 20);
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(terminal.raw().length).toBeLessThan(20_000);
    });

    test('SIGSTOP, then fg: nothing typed is shown', async () => {
      const terminal = await open();
      await frames(terminal, 1);
      await stopAndContinue(terminal, async () => process.kill(await terminal.pid, 'SIGSTOP'));
      await frames(terminal, 5);
      terminal.type('himitsu');
      await frames(terminal, 2);
      terminal.type(CTRL_C);
      expect(await terminal.exitCode).toBe(130);
      expect(terminal.shown()).not.toContain('himitsu');
      expect(await terminal.leftSane()).toBe(true);
    });
  });
});

async function stopAndContinue(terminal: Terminal, stop: (terminal: Terminal) => unknown): Promise<void> {
  await stop(terminal);
  await terminal.waitFor('[stopped]');
  terminal.type('\n');
}

/** Takes connections and never says a word. */
async function silentServer(): Promise<string> {
  const server = createServer(() => undefined);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
