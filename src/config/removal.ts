import { type ConfigFiles, isLocked } from './layers.ts';

/** What `remove` does with certificates where its options do not say, and that they may not. */
export interface Removal {
  readonly archives: boolean;
  readonly isLocked: boolean;
}

/** The user's config, the PC's, deleting: the first that is set, and the PC's where that locks it. */
export function removalOf({ user, machine }: ConfigFiles): Removal {
  const isFixed = isLocked({ machine }, 'remove');
  const own = isFixed ? undefined : user.remove?.archive;
  return { archives: own ?? machine.remove?.archive ?? false, isLocked: isFixed };
}
