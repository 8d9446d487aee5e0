import { expect, test } from 'vitest';
import type { Prompts } from '../../src/core/ports/ui.ts';
import { givingWay } from '../../src/ui/giving-way.ts';

/** A terminal on which it is written down what happens. */
function terminal() {
  const seen: string[] = [];
  const answers = new Map<string, (answer: string) => void>();
  const begin = (text: string) => {
    seen.push(`+ ${text}`);
    return { update: (next: string) => void seen.push(`= ${next}`), stop: () => void seen.push('-') };
  };
  const text = (question: string) =>
    new Promise<string>((resolve) => {
      seen.push(`? ${question}`);
      answers.set(question, resolve);
    });
  const other = () => Promise.reject(new Error('left'));
  const prompts: Prompts = { text, secret: other, confirm: other, choose: other, chooseMany: other };
  return { ...givingWay(begin, prompts), seen, answer: (question: string) => answers.get(question)?.('x') };
}

test('a spinner gives way to a question and goes on with what it says by then', async () => {
  const { progress, prompts, seen, answer } = terminal();
  const shown = progress('one');
  const asked = prompts.text('who');
  await expect.poll(() => seen).toContain('? who');
  shown.update('two');
  const later = progress('three');
  answer('who');
  expect(await asked).toBe('x');
  shown.stop();
  later.stop();
  expect(seen).toEqual(['+ one', '-', '? who', '+ two', '+ three', '-', '-']);
});

test('one that stops meanwhile does not come back', async () => {
  const { progress, prompts, seen, answer } = terminal();
  const shown = progress('one');
  const asked = prompts.text('who');
  await expect.poll(() => seen).toContain('? who');
  shown.stop();
  answer('who');
  await asked;
  expect(seen).toEqual(['+ one', '-', '? who']);
});

test('of two questions one waits for the other, whatever becomes of it', async () => {
  const { prompts, seen, answer } = terminal();
  const left = prompts.secret('password');
  const first = prompts.text('first');
  const second = prompts.text('second');
  await expect(left).rejects.toThrow('left');
  await expect.poll(() => seen).toContain('? first');
  expect(seen).not.toContain('? second');
  answer('first');
  await first;
  await expect.poll(() => seen).toContain('? second');
  answer('second');
  expect(await second).toBe('x');
});
