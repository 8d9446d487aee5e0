import { CertToolError } from '../core/error.ts';
import type { Choice, Prompts } from '../core/ports/ui.ts';
import type { Language } from '../core/text.ts';
import { confirmBy } from './confirm.ts';
import { LeftQuestion } from './left-question.ts';
import { messageFor } from './messages/one.ts';
import { columnsOf } from './output.ts';
import { printable } from './printable.ts';
import { onContinued } from './raw-mode.ts';
import { wrap } from './wrap.ts';

/** Puts one question of inquirer's to the person. */
type Ask = <T>(question: Record<string, unknown>) => Promise<T>;

/** Questions by inquirer, on stderr, so that stdout holds results alone. */
export function createPrompts(language: Language, signal: AbortSignal): Prompts {
  const ask = asker(signal);
  const text: Prompts['text'] = (question, options = {}) =>
    ask({ type: 'input', message: messageOf(question), ...options });
  return {
    text,
    secret: (question, options = {}) => askSecret(ask, language, question, options),
    confirm: confirmBy(text, language),
    choose: (question, choices) =>
      ask({
        type: 'select',
        ...choosing(question, choices, messageFor('ask.choose-keys')[language]),
        // Left out, inquirer begins at a choice whose value is undefined.
        default: choices[0]?.value,
      }),
    chooseMany: (question, choices) =>
      ask({
        type: 'checkbox',
        ...choosing(question, choices, messageFor('ask.choose-many-keys')[language]),
        validate: (chosen: readonly unknown[]) =>
          chosen.length > 0 || messageFor('ask.choose-one-at-least')[language],
      }),
  };
}

function asker(signal: AbortSignal): Ask {
  return async <T>(question: Record<string, unknown>) => {
    const { default: inquirer } = await import('inquirer');
    for (;;) {
      const keys = watchTerminal();
      const prompt = inquirer.createPromptModule({
        output: process.stderr,
        signal: AbortSignal.any([signal, keys.signal]),
      });
      try {
        const answers: { answer?: unknown } = await prompt([{ ...question, name: 'answer' }] as never);
        return answers.answer as T;
      } catch (error) {
        if (signal.aborted || keys.signal.reason !== CONTINUED) throw asCancelled(error, signal);
      } finally {
        keys.stop();
      }
    }
  };
}

type SecretOptions = NonNullable<Parameters<Prompts['secret']>[1]>;

async function askSecret(
  ask: Ask,
  language: Language,
  question: string,
  options: SecretOptions,
): Promise<string> {
  const hint = options.default !== undefined && options.hint ? ` [${options.hint}]` : '';
  const answer = await ask<string>({
    type: 'password',
    message: messageOf(question + hint),
    mask: '*',
    toggleMask: false,
    validate(typed: string) {
      if (typed !== '') return options.validate?.(typed) ?? true;
      return options.default !== undefined || messageFor('ask.empty')[language];
    },
  });
  return answer === '' && options.default !== undefined ? options.default : answer;
}

/** A question that fits behind inquirer's sign; inquirer would break it within words. */
function messageOf(question: string): string {
  const indent = '  ';
  return wrap(printable(question), columnsOf(process.stderr) - indent.length).join(`\n${indent}`);
}

/** What questions with choices have in common. @param keys which keys to press */
function choosing(question: string, choices: readonly Choice<unknown>[], keys: string) {
  return {
    message: messageOf(question),
    theme: { style: { keysHelpTip: () => keys } },
    choices: choices.map(({ name, value, short = name }) => ({
      name: printable(name),
      short: printable(short),
      value,
    })),
    // All of them, as far as the terminal has lines: beside them stand the question and the keys.
    pageSize: Math.max(FEWEST_LINES, (process.stderr.rows ?? 0) - BESIDES),
  };
}

/** Where the terminal does not tell how many it has, or has too few. */
const FEWEST_LINES = 7;
const BESIDES = 5;

const CONTINUED = Symbol('continued');
const END_OF_INPUT = Symbol('end of input');

interface Watch {
  /** Aborted when the question cannot be answered any more; the reason is CONTINUED or END_OF_INPUT. */
  readonly signal: AbortSignal;
  stop(): void;
}

/**
 * Esc and Ctrl-D leave a question as Ctrl-C does, whatever is typed already. Where readline stops listening, inquirer would
 * wait for ever, and what is typed would show on the screen: after the program was stopped and continued, too.
 */
function watchTerminal(): Watch {
  const { stdin } = process;
  const ended = new AbortController();
  const onKey = (_text: string | undefined, key: { ctrl?: boolean; name?: string }) => {
    // Next, because readline acts on the key after this.
    process.nextTick(() => {
      if (key.name === 'escape' || (key.ctrl && key.name === 'd')) ended.abort(END_OF_INPUT);
      if (!key.ctrl) return;
      // Readline gave up the raw mode, yet without a shell to go back to the program was not stopped.
      if (key.name === 'z' && !ended.signal.aborted) stdin.setRawMode(true);
    });
  };
  stdin.on('keypress', onKey);
  const ignoreContinued = onContinued(() => ended.abort(CONTINUED));
  return {
    signal: ended.signal,
    stop() {
      ignoreContinued();
      stdin.off('keypress', onKey);
    },
  };
}

/** Ctrl-C, Ctrl-D or Esc at a prompt, or a signal that came meanwhile, as the error that the program ends with. */
function asCancelled(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted && signal.reason instanceof CertToolError) return signal.reason;
  if (error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name)) {
    return new LeftQuestion();
  }
  return error;
}
