import { allCommands } from './one.ts';
import type { CommandSpec } from './spec.ts';

export { GROUPS } from './one.ts';

/** Every command, in the order in which help and docs show them. */
export const COMMANDS: readonly CommandSpec[] = allCommands();
