import type { Choice, Prompts } from '../core/ports/ui.ts';
import type { Language } from '../core/text.ts';
import { fill } from '../core/text.ts';
import { confirmBy } from './confirm.ts';
import type { MessageKey } from './messages/index.ts';
import { messageFor } from './messages/one.ts';
import { writeNote } from './output.ts';
import { readLine, readSecretLine } from './plain-input.ts';
import { printable } from './printable.ts';

type Choices<T> = readonly Choice<T>[];

/**
 * Questions for a screen reader, a braille line or a terminal that can do nothing: a line out, a line in. Nothing is
 * redrawn and no cursor is moved; choices have numbers.
 */
export function createPlainPrompts(language: Language, signal: AbortSignal): Prompts {
  const say = (key: MessageKey, params = {}) => fill(messageFor(key)[language], params, language);
  /** Asks until the answer is as it should be. */
  const ask = async (question: string, judge: (typed: string) => true | string, read = readLine) => {
    for (;;) {
      const typed = await read(`${printable(question)}: `, signal);
      const judged = judge(typed);
      if (judged === true) return typed;
      writeNote(`${judged}\n`);
    }
  };

  const text: Prompts['text'] = async (question, { default: byEnter, validate } = {}) => {
    const answerOf = (typed: string) => (typed === '' ? (byEnter ?? '') : typed);
    const asked = byEnter === undefined ? question : `${question} [${byEnter}]`;
    return answerOf(await ask(asked, (typed) => validate?.(answerOf(typed)) ?? true));
  };

  /** Lists the choices, and asks until the numbers typed are of them. */
  const numbered = async <T>(question: string, choices: Choices<T>, hint: MessageKey, most: number) => {
    writeNote(`${printable(question)}\n`);
    for (const [at, { name }] of choices.entries()) writeNote(`${at + 1}. ${printable(name)}\n`);
    const params = { count: choices.length };
    const typed = await text(say(hint, params), {
      validate: (answer) =>
        numbersIn(answer, choices.length, most) !== undefined || say('ask.plain.number', params),
    });
    return (numbersIn(typed, choices.length, most) ?? []).flatMap((number) => choices[number - 1] ?? []);
  };

  return {
    text,
    async secret(question, { default: byEnter, hint, validate } = {}) {
      const asked = byEnter !== undefined && hint ? `${question} [${hint}]` : question;
      const judge = (typed: string) =>
        typed === '' ? byEnter !== undefined || say('ask.empty') : (validate?.(typed) ?? true);
      return (await ask(asked, judge, readSecretLine)) || (byEnter ?? '');
    },
    confirm: confirmBy(text, language),
    async choose(question, choices) {
      const [chosen] = await numbered(question, choices, 'ask.plain.one', 1);
      if (!chosen) throw new TypeError('nothing to choose from');
      return chosen.value;
    },
    async chooseMany(question, choices) {
      const chosen = await numbered(question, choices, 'ask.plain.many', choices.length);
      return chosen.map(({ value }) => value);
    },
  };
}

/** The numbers of an answer like `1 3` or `１、３`, each once; undefined where it holds none, too many or anything else. */
function numbersIn(typed: string, highest: number, most: number): number[] | undefined {
  const words = typed
    .normalize('NFKC')
    .split(/[\s,、]+/u)
    .filter((word) => word !== '');
  const numbers = [...new Set(words.map((word) => (/^\d{1,9}$/.test(word) ? Number(word) : 0)))];
  const isOf = numbers.every((number) => number >= 1 && number <= highest);
  return isOf && numbers.length >= 1 && numbers.length <= most ? numbers : undefined;
}
