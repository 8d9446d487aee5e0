import { expect, test } from 'vitest';
import type { Deps } from '../../../../src/commands/deps.ts';
import { listProgress } from '../../../../src/commands/session/many/progress.ts';
import { compose } from '../../../../src/compose/compose.ts';
import { Insistence } from '../../../../src/core/insistence.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const MINUTE_MS = 60_000;

/** Ten users, and all that is shown in its order; `at` sets the clock. */
async function running(options: { interactive: boolean; plain?: boolean }) {
  const deps = await compose({
    ...{ given: { plain: options.plain === true, lang: 'en' }, env: { CERT_TOOL_HOME: tempFolder() } },
    ...{ language: 'en', signal: new AbortController().signal, insistence: new Insistence() },
    ...{ version: '0.0.0-test', program: 'cert-tool' },
  });
  const shown: string[] = [];
  let now = 0;
  const ui: Deps['ui'] = {
    ...deps.ui,
    interactive: options.interactive,
    info: (line) => void shown.push(line),
    progress(text) {
      shown.push(`+ ${text}`);
      return { update: (next) => void shown.push(`= ${next}`), stop: () => void shown.push('-') };
    },
  };
  const progress = listProgress({ ...deps, ui, elapsed: () => now }, 10);
  return {
    progress,
    shown,
    at(ms: number) {
      now = ms;
    },
    say: (line: string) => () => shown.push(line),
  };
}

test('on a terminal one line changes, and makes way for lines that stay', async () => {
  const { progress, shown, at, say } = await running({ interactive: true });
  at(2000);
  progress.tell(say('failed'));
  progress.count(false);
  at(4000);
  progress.count(true);
  progress.stop();
  expect(shown).toEqual([
    '+ 0 of 10 done, 0 failed, 0.0 a second',
    ...['-', 'failed', '+ 0 of 10 done, 0 failed, 0.0 a second'],
    '= 1 of 10 done, 1 failed, 0.5 a second, about 18 s left',
    '= 2 of 10 done, 1 failed, 0.5 a second, about 16 s left',
    '-',
  ]);
});

test('while a question is open nothing is shown; what came meanwhile comes after the answer', async () => {
  const { progress, shown, say } = await running({ interactive: true });
  let answer = (_: string) => {};
  const asked = progress.ask(() => {
    shown.push('question');
    return new Promise<string>((resolve) => {
      answer = resolve;
    });
  });
  progress.count(true);
  progress.tell(say('failed'));
  progress.count(false);
  expect(shown.slice(1)).toEqual(['-', 'question']);
  answer('123456');
  expect(await asked).toBe('123456');
  expect(shown.slice(3)).toEqual(['failed', expect.stringMatching(/^\+ 2 of 10 done, 1 failed/)]);
});

test('a question that fails gives the line back', async () => {
  const { progress, shown } = await running({ interactive: true });
  await expect(progress.ask(() => Promise.reject(new Error('left')))).rejects.toThrow('left');
  expect(shown.at(-1)).toMatch(/^\+ 0 of 10/);
});

test.each([
  ['without a terminal', { interactive: false }],
  ['where nothing is redrawn', { interactive: true, plain: true }],
])('%s a line a minute', async (_, options) => {
  const { progress, shown, at } = await running(options);
  for (let seconds = 1; seconds <= 9; seconds += 1) {
    at((seconds * MINUTE_MS) / 4);
    progress.count(true);
  }
  progress.stop();
  expect(shown).toEqual([
    '4 of 10 done, 0 failed, 0.1 a second, about 2 min left',
    '8 of 10 done, 0 failed, 0.1 a second, about 30 s left',
  ]);
});
