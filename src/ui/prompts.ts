import { CertToolError } from '../core/error.ts';
import type { Prompts } from '../core/ports/ui.ts';
import type { Language } from '../core/text.ts';
import { messages } from './messages/index.ts';
import { printable } from './printable.ts';

const YES = /^(y|yes|はい)$/i;
const NO = /^(n|no|いいえ)$/i;

/** Questions by inquirer, on stderr, so that stdout holds results alone. */
export function createPrompts(language: Language, signal: AbortSignal): Prompts {
  async function ask<T>(question: Record<string, unknown>): Promise<T> {
    const { default: inquirer } = await import('inquirer');
    const prompt = inquirer.createPromptModule({ output: process.stderr, signal });
    try {
      const answers: { answer?: unknown } = await prompt([{ ...question, name: 'answer' }] as never);
      return answers.answer as T;
    } catch (error) {
      throw asCancelled(error, signal);
    }
  }

  const text: Prompts['text'] = (question, options = {}) =>
    ask({ type: 'input', message: printable(question), ...options });

  return {
    text,
    async secret(question, options = {}) {
      const hint = options.default !== undefined && options.hint ? ` [${options.hint}]` : '';
      const answer = await ask<string>({
        type: 'password',
        message: printable(question) + hint,
        mask: '*',
        toggleMask: false,
        validate: (typed: string) =>
          typed !== '' || options.default !== undefined || messages['ask.empty'][language],
      });
      return answer === '' && options.default !== undefined ? options.default : answer;
    },
    async confirm(question, options = {}) {
      if (options.default !== undefined) {
        return ask({ type: 'confirm', message: printable(question), default: options.default });
      }
      const answer = await text(`${question} (yes/no)`, {
        validate: (typed) =>
          YES.test(typed.trim()) || NO.test(typed.trim()) || messages['ask.yes-or-no'][language],
      });
      return YES.test(answer.trim());
    },
    choose: (question, choices) =>
      ask({
        type: 'select',
        message: printable(question),
        theme: { style: { keysHelpTip: () => messages['ask.choose-keys'][language] } },
        choices: choices.map(({ name, value }) => ({ name: printable(name), value })),
      }),
  };
}

/** Ctrl-C at a prompt, or a signal that came meanwhile, as the error that the program ends with. */
function asCancelled(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted && signal.reason instanceof CertToolError) return signal.reason;
  if (error instanceof Error && error.name === 'ExitPromptError') return new CertToolError('cancelled');
  return error;
}
