import { expect, test } from 'vitest';
import { fill } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import type { Recorder } from '../support/ran/recorder.ts';
import { serve } from '../support/struck.ts';
import { CTRL_C, DOWN, ENTER, openTerminal, type Terminal } from '../support/terminal.ts';
import { JAPANESE, japaneseMissing, type WindowsPc, windowsPath } from './wine.ts';

const say = (key: MessageKey, params = {}) => fill(messages[key].ja, params, 'ja');
/** Which one of the menu's commands it is. */
const [ISSUE, LIST, REMOVE, END] = [0, 2, 4, 9];

interface Started {
  readonly pc: WindowsPc;
  /** The executable, and what lets it reach a bank. */
  readonly program: string;
  readonly online: NodeJS.ProcessEnv;
}

/** What a person in Japan does who knows no command: from the double-click to the key that closes the window. */
export function describeDoubleClick(started: () => Started, record: Recorder): void {
  const open = ({ pc, program, online }: Started, env: NodeJS.ProcessEnv) =>
    openTerminal('', [], {
      other: { program: [pc.loader, program], env: { ...pc.env, ...JAPANESE, ...online, ...env } },
    });

  /** Goes down the menu as it is shown, and takes an item. */
  async function choose(window: Terminal, steps: number): Promise<void> {
    await window.waitFor(say('menu.title'));
    await window.waitFor(say('menu.end'));
    window.type(DOWN.repeat(steps) + ENTER);
  }

  async function answer(window: Terminal, question: string, text: string): Promise<void> {
    await window.waitFor(question);
    window.type(text + ENTER);
  }

  const skipped = japaneseMissing ? ` (skipped: ${japaneseMissing})` : '';
  test.skipIf(japaneseMissing)(
    `double-clicked in Japan: a mistyped password, a certificate, the list, its removal, the end${skipped}`,
    async () => {
      const { bank } = await serve();
      const { pc, ...rest } = started();
      const window = open(
        { pc, ...rest },
        {
          CERT_TOOL_HOME: windowsPath(`${pc.folder}/double-click`),
          CERT_TOOL_BANK: bank.bankUrl,
          CERT_TOOL_STORE: 'native',
          NODE_EXTRA_CA_CERTS: windowsPath(bank.caFile),
        },
      );
      await choose(window, ISSUE);
      await answer(window, say('ask.login-id'), 'a/b');
      await window.waitFor(say('ask.login-id.invalid'));
      window.type('\u0015');
      await answer(window, say('ask.login-id'), 'ｓｈｉｒｏｄｔ');
      await answer(window, say('ask.password'), 'himitsu-99');
      await window.waitFor(say('error.tries-left', { count: 4 }));
      await answer(window, `${say('ask.login-id')} (shirodt)`, '');
      await answer(window, say('ask.password'), 'demo-shirodt');
      await window.waitFor(say('enrolled.issued'));

      await choose(window, LIST);
      await window.waitFor('shirodt');

      await choose(window, REMOVE);
      await window.waitFor(say('remove.choose'));
      await answer(window, say('ask.cancel'), '');
      await answer(window, `(${say('ask.yes-no')})`, 'はい');
      await window.waitFor('この PC から削除しました: shirodt');

      await choose(window, LIST);
      await window.waitFor(say('list.none'));
      await choose(window, END);
      await window.waitFor(say('window.press-key'));
      window.type('x');
      expect(await window.exitCode).toBe(0);
      expect(window.shown()).not.toMatch(/himitsu|demo-shirodt|\ufffd/);

      const left = open({ pc, ...rest }, {});
      await left.waitFor(say('menu.end'));
      left.type(CTRL_C);
      await left.waitFor(say('window.press-key'));
      left.type('x');
      expect(await left.exitCode).toBe(130);
      record.note('double-click');
    },
    120_000,
  );
}
