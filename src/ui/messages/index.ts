import type { Text } from '../../core/text.ts';
import { generalMessages } from './general.ts';
import { issueMessages } from './issue.ts';
import { listMessages } from './list.ts';
import { sandboxMessages } from './sandbox.ts';

const all = { ...generalMessages, ...issueMessages, ...listMessages, ...sandboxMessages };

export type MessageKey = keyof typeof all;

/** Everything that the program says, in both languages. Errors have their own place: core/catalogue. */
export const messages: Readonly<Record<MessageKey, Text>> = all;
