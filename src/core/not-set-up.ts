import { CertToolError, type ErrorDetails } from './error.ts';
import type { Text } from './text.ts';

/** What there is to be set up on a PC. */
const THINGS = {
  reminder: { ja: 'リマインダー', en: 'reminder' },
  shortcut: { ja: 'スタートメニューの項目', en: 'start-menu entry' },
} as const satisfies Record<string, Text>;

export type SetUpThing = keyof typeof THINGS;

/** `not-set-up`. @param detail a whole sentence */
export function notSetUp(
  thing: SetUpThing,
  detail: Text,
  more: Pick<ErrorDetails, 'cause' | 'remedy'> = {},
): CertToolError {
  return new CertToolError('not-set-up', { params: { what: THINGS[thing], detail }, ...more });
}
