import { expect, test } from 'vitest';
import { askForPassword } from '../../../src/commands/ask/password.ts';
import { compose } from '../../../src/compose/compose.ts';
import { Insistence } from '../../../src/core/insistence.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Somebody who types these at the question. */
async function typing(typed: string[], enter: { default?: string } = {}) {
  const deps = await compose({
    given: {},
    env: { CERT_TOOL_HOME: tempFolder() },
    language: 'en',
    signal: new AbortController().signal,
    insistence: new Insistence(),
  });
  const told: string[] = [];
  const judged: (string | true | undefined)[] = [];
  const ui: typeof deps.ui = {
    ...deps.ui,
    say: (line) => void told.push(line),
    prompts: {
      ...deps.ui.prompts,
      async secret(question, { default: byEnter, validate } = {}) {
        told.push(question);
        const answer = typed.shift() || byEnter || '';
        judged.push(validate?.(answer));
        return answer;
      },
    },
  };
  return { answer: await askForPassword({ ...deps, ui }, 'Password', enter), told, judged };
}

test.each(['ｐａｓｓ', 'パスワード', 'ﾊﾟｽ', 'pass　word', '暗証'])(
  '%j is asked for once more, with the reason',
  async (first) => {
    const { answer, told } = await typing([first, 'pass']);
    expect(answer).toBe('pass');
    expect(told).toEqual(['Password', expect.stringMatching(/full-width.*once more/), 'Password']);
  },
);

test('the second answer is taken as it is', async () => {
  const { answer, told } = await typing(['ｐａｓｓ', 'ｐａｓｓ', 'never']);
  expect(answer).toBe('ｐａｓｓ');
  expect(told).toHaveLength(3);
});

test('others, and what Enter stands for, are asked for once', async () => {
  for (const password of [' pass word ', 'pässé', '\\¥~"\'']) {
    expect(await typing([password])).toMatchObject({ answer: password, told: ['Password'] });
  }
  const byEnter = await typing([''], { default: 'パスワード' });
  expect(byEnter).toMatchObject({ answer: 'パスワード', told: ['Password'] });
});

test('what no keyboard gives is refused at the question', async () => {
  for (const typed of ['a\u0007b', '\ufffd\ufffd', 'ï»¿pass', 'x'.repeat(257)]) {
    const { judged } = await typing([typed]);
    expect(judged).toEqual([expect.stringMatching(/^This cannot be used: /)]);
  }
  expect((await typing(['x'.repeat(256)])).judged).toEqual([true]);
});
