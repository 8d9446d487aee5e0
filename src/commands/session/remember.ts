import { toCertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';

/** Remembers a login ID that was used here; what hinders it hinders nothing else. */
export async function rememberLoginId(deps: Deps, bankId: string, loginId: string): Promise<void> {
  try {
    await deps.loginIds.remember(bankId, loginId);
  } catch (error) {
    deps.ui.detail(deps.describe(toCertToolError(error)));
  }
}
