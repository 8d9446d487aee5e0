import { BY_FIRST_WORD, commandsNamed } from './one.ts';
import type { CommandSpec } from './spec.ts';

export { GROUPS } from './one.ts';

/** Every command, in the order in which help and docs show them. */
export const COMMANDS: readonly CommandSpec[] = Object.keys(BY_FIRST_WORD).flatMap(commandsNamed);
