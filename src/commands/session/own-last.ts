import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';

/**
 * Without one's own certificate the proof is void, and nothing more can be revoked.
 * @param isProof tells it from others of one's own, where there are some
 */
export function ownLast<T extends { readonly loginId: string }>(
  items: readonly T[],
  own: string | undefined,
  isProof: (item: T) => boolean = () => true,
): T[] {
  const rank = (item: T) => (item.loginId === own ? 1 + Number(isProof(item)) : 0);
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Keeps one's own certificate where somebody else's could not be revoked, for it is what that is repeated with.
 * @throws CertToolError `not-tried` unless the person insists
 */
export async function refuseOwn({ ui }: Deps, loginId: string): Promise<void> {
  ui.warn(ui.text('revoke.own-left', { loginId }));
  const insists = ui.interactive && (await ui.prompts.confirm(ui.text('revoke.ask-own', { loginId })));
  if (!insists) throw new CertToolError('not-tried');
}
