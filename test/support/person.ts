import type { Deps } from '../../src/commands/deps.ts';

/** What is typed, yes or no, or the beginnings of the choices that are taken. */
export type Answer = string | boolean | readonly string[];

export interface Question {
  readonly question: string;
  readonly choices?: readonly string[];
}

/** Somebody at a terminal, who gives these answers one after the other. */
export interface Person {
  /** For `runInProcess`. */
  readonly alter: (deps: Deps) => Partial<Deps>;
  /** What was asked so far. */
  readonly asked: readonly Question[];
}

type Choices<T> = readonly { name: string; value: T }[];

export function person(...answers: Answer[]): Person {
  const asked: Question[] = [];
  const next = (question: string, choices?: Choices<unknown>): Answer => {
    asked.push({ question, ...(choices ? { choices: choices.map(({ name }) => name) } : {}) });
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nobody answers: ${question}`);
    return answer;
  };
  const taken = <T>(question: string, choices: Choices<T>): T[] => {
    const wanted = [next(question, choices)].flat();
    return wanted.map((beginning) => {
      const found = choices.find(({ name }) => name.startsWith(String(beginning)));
      if (!found) throw new Error(`no such choice: ${beginning} of ${JSON.stringify(choices)}`);
      return found.value;
    });
  };
  const prompts: Deps['ui']['prompts'] = {
    text: async (question) => String(next(question)),
    secret: async (question) => String(next(question)),
    confirm: async (question) => next(question) === true,
    choose: async (question, choices) => taken(question, choices)[0] as never,
    chooseMany: async (question, choices) => taken(question, choices),
  };
  return { asked, alter: (deps) => ({ ui: { ...deps.ui, interactive: true, prompts } }) };
}
