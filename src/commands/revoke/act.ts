import { toCertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { Revocation } from '../../core/ports/bank.ts';
import { BankRefusal } from '../../core/ports/bank-refusals.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Batch } from '../../core/several.ts';
import { belongsToBank } from '../../pki/bank-certificate.ts';
import type { Deps } from '../deps.ts';
import type { AtWork } from '../session/administration.ts';
import { removeFromPc } from '../session/removal.ts';
import { type confirmationAsked, detailsAtBank, revokeAtBank } from '../session/revoking.ts';
import { warn } from '../show/warnings.ts';
import type { RevokeOptions } from './spec.ts';
import type { RevocationTarget, Target } from './target.ts';

/** What became of a certificate. */
export type Revoked =
  | { readonly outcome: 'dry-run' }
  | ({ readonly removedHere: boolean } & (
      | { readonly outcome: 'revoked' | 'already-revoked'; readonly revokedAt: Date }
      | { readonly outcome: 'revocation-pending'; readonly effectiveAt: Date }
    ));

/**
 * Revokes a certificate, unless that is done, and removes it from this PC.
 * @param ask for the confirmation password @throws CertToolError as `revokeAtBank`
 */
export async function revokeOne(
  atWork: AtWork,
  target: RevocationTarget,
  { dryRun = false, keepLocal = false }: RevokeOptions,
  ask: ReturnType<typeof confirmationAsked>,
): Promise<Revoked> {
  if (dryRun && !target.isRevoked) return { outcome: 'dry-run' };
  const revocation: Revocation = target.isRevoked
    ? { revokedAt: target.revokedAt ?? (await revokedBefore(atWork, target)) }
    : await ask((confirmation) => revokeAtBank(atWork, target, confirmation));
  // What does not count yet may still be used, and stays here.
  if ('effectiveAt' in revocation) {
    return { outcome: 'revocation-pending', ...revocation, removedHere: false };
  }
  const removedHere = keepLocal || dryRun ? false : await removeHere(atWork, target.serialNumber);
  return { outcome: target.isRevoked ? 'already-revoked' : 'revoked', ...revocation, removedHere };
}

/** Those about one's own certificate are void once it is revoked. */
export function noticesLeft(
  { loginId: own, notices }: AtWork,
  { results }: Batch<Pick<Target, 'loginId'>, Revoked>,
  { dryRun }: RevokeOptions,
): AtWork['notices'] {
  return !dryRun && results.some(({ item, ok }) => ok && item.loginId === own) ? [] : notices;
}

/** Which certificate it was, as documents show it: a promise to scripts (docs/commands.md). */
export function targetJson({ connection }: AtWork, { loginId, user, ...target }: Target): object {
  const serialNumber = 'serialNumber' in target ? target.serialNumber : null;
  return { loginId, bankId: connection.identity.bankId, name: user?.name ?? null, serialNumber };
}

/** What became of it, likewise. */
export function revokedJson(revoked: Revoked): object {
  if ('revokedAt' in revoked) return { ...revoked, revokedAt: rfc3339(revoked.revokedAt) };
  if ('effectiveAt' in revoked) return { ...revoked, effectiveAt: rfc3339(revoked.effectiveAt) };
  return revoked;
}

/** Since when, as far as the bank tells; that it is revoked it has said already. */
async function revokedBefore(
  { session, connection }: AtWork,
  { serialNumber }: RevocationTarget,
): Promise<Date> {
  const known = await detailsAtBank(session, serialNumber).catch((error: unknown) => {
    if (error instanceof BankRefusal) return undefined;
    throw error;
  });
  return known?.revokedAt ?? connection.status.time;
}

/** True when the certificate was on this PC and is gone. What fails here does not undo the revocation. */
async function removeHere({ deps, connection }: AtWork, serialNumber: string): Promise<boolean> {
  try {
    const store = await deps.store();
    const here = (await store.list()).find(
      (each) => each.serialNumber === serialNumber && belongsToBank(each, connection.identity),
    );
    if (!here) return false;
    await removeFromPc(deps, store, here);
    return true;
  } catch (thrown) {
    warn(deps, toCertToolError(thrown));
    deps.ui.say(deps.ui.text('revoke.not-removed'));
    return false;
  }
}

/** Shows what became of one; of a rehearsal it was shown before. */
export function showRevoked({ ui }: Deps, { user, serialNumber }: RevocationTarget, revoked: Revoked): void {
  if (revoked.outcome === 'dry-run') return;
  const { loginId, name } = user;
  const when = 'revokedAt' in revoked ? revoked.revokedAt : revoked.effectiveAt;
  const params = { loginId, name, serialNumber, when: formatMoment(when, ui.language) };
  if (revoked.outcome === 'revocation-pending') {
    ui.result(ui.style('attention', ui.text('revoke.pending', params)));
    return;
  }
  ui.result(ui.style('good', ui.text('revoke.done', params)));
  if (revoked.removedHere) ui.result(ui.text('revoke.removed', { loginId }));
}
