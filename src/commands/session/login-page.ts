import { CertToolError } from '../../core/error.ts';
import { HTTPS_URL } from '../../core/option-values.ts';
import type { BankStatus } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';

/**
 * The page at which a bank's users log in: as typed unless the PC's config locks it, as configured for this bank, as the bank tells; with `--sandbox` as typed or
 * the portal of the practice bank that runs.
 * @param told what the bank says of itself, where it was asked
 * @throws CertToolError `missing-login-page`, `portal-not-running`
 */
export async function loginPageOf(
  { settings, practiceBank, ui }: Deps,
  { loginPage: typed }: { readonly loginPage?: string | undefined },
  told?: Pick<BankStatus, 'loginPage'>,
): Promise<string> {
  const { isLoginPageLocked = false } = settings;
  if (typed !== undefined && isLoginPageLocked) {
    ui.warn(ui.text('config.option-locked', { option: '--login-page', setting: 'loginPage' }));
  }
  const given = isLoginPageLocked ? undefined : typed;
  const known = given ?? settings.loginPage ?? (settings.sandbox ? undefined : pageIn(told));
  if (known !== undefined) return known;
  const portal = settings.sandbox ? (await practiceBank.info()).portalUrl : undefined;
  if (portal !== undefined) return portal;
  throw new CertToolError(settings.sandbox ? 'portal-not-running' : 'missing-login-page');
}

/** What cannot be the address of a page counts as nothing told. */
function pageIn(told: Pick<BankStatus, 'loginPage'> | undefined): string | undefined {
  return told?.loginPage === undefined ? undefined : HTTPS_URL.read(told.loginPage);
}
