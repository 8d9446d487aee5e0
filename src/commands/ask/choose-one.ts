import { CertToolError } from '../../core/error.ts';
import type { Choice } from '../../core/ports/ui.ts';
import type { Deps } from '../deps.ts';

/** Has the person choose one of several things, or none of them. @throws CertToolError `cancelled` */
export async function chooseOne<T extends object>(
  { ui }: Deps,
  question: string,
  choices: readonly Choice<T>[],
): Promise<T> {
  const cancel = { name: ui.text('ask.cancel'), value: undefined };
  const chosen = await ui.prompts.choose<T | undefined>(question, [...choices, cancel]);
  if (!chosen) throw new CertToolError('cancelled');
  return chosen;
}
