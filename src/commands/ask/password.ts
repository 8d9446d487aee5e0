import { hasFullWidth, unusable } from '../../core/password.ts';
import type { Deps } from '../deps.ts';

/**
 * Asks for a password, masked, and once more where full-width characters show that an input method was on: that would
 * cost a try at the bank. The second answer is taken as it is.
 * @param enter what Enter alone means
 */
export async function askForPassword(
  { ui }: Deps,
  question: string,
  enter: { default?: string; hint?: string },
): Promise<string> {
  const validate = (typed: string) => {
    const detail = unusable(typed);
    return detail ? ui.text('ask.unusable', { detail }) : true;
  };
  const first = await ui.prompts.secret(question, { ...enter, validate });
  if (first === enter.default || !hasFullWidth(first)) return first;
  ui.say(ui.text('ask.full-width'));
  return ui.prompts.secret(question, { ...enter, validate });
}
