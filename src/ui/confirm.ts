import type { Prompts } from '../core/ports/ui.ts';
import type { Language } from '../core/text.ts';
import { yesOrNo } from '../core/yes-or-no.ts';
import { messageFor } from './messages/one.ts';

/** Asks for yes or no by a question that takes a line. Without a default one of the two has to be typed. */
export function confirmBy(text: Prompts['text'], language: Language): Prompts['confirm'] {
  return async (question, { default: byEnter } = {}) => {
    const words = messageFor('ask.yes-no')[language];
    const [yes, no] = words.split('/');
    const standard = byEnter === undefined ? undefined : byEnter ? yes : no;
    const answer = await text(`${question} (${words})`, {
      ...(standard === undefined ? {} : { default: standard }),
      validate: (typed) => yesOrNo(typed) !== undefined || messageFor('ask.yes-or-no')[language],
    });
    return yesOrNo(answer) === true;
  };
}
