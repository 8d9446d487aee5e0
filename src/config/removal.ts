import type { ConfigFile } from './schema.ts';

/** What `remove` does with certificates where its options do not say, and that they may not. */
export interface Removal {
  readonly archives: boolean;
  readonly isLocked: boolean;
}

/** The user's config, the PC's, deleting: the first that is set, and the PC's where that locks it. */
export function removalOf({
  user,
  machine,
}: {
  readonly user: ConfigFile;
  readonly machine: ConfigFile;
}): Removal {
  const isLocked = machine.locked?.includes('remove') === true;
  const own = isLocked ? undefined : user.remove?.archive;
  return { archives: own ?? machine.remove?.archive ?? false, isLocked };
}
