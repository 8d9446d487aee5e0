import { CertToolError, toCertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { BankUser, Revocation } from '../../core/ports/bank.ts';
import { revocationTime } from '../../core/revokers.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import { forEachOf } from '../../core/several.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';
import { type AtWork, asAdministrator } from '../session/administration.ts';
import { removeFromPc } from '../session/removal.ts';
import { confirmationAsked, revokeAtBank, stopsAll } from '../session/revoking.ts';
import { conclude, showFailure } from '../show/batch-result.ts';
import { noticesJson, showNotices } from '../show/notices.ts';
import { showUsers } from '../show/users.ts';
import { warn } from '../show/warnings.ts';
import { chooseTargets, type RevocationTarget, type Target } from './choice.ts';
import type { RevokeOptions } from './spec.ts';

type Revoked = { readonly removedHere: boolean } & (
  | { readonly outcome: 'revoked' | 'already-revoked'; readonly revokedAt: Date }
  | { readonly outcome: 'revocation-pending'; readonly effectiveAt: Date }
);

/** `cert-tool revoke [login-id...]`: revokes certificates at the bank. Returns the exit code. */
export async function run(deps: Deps, names: readonly string[], options: RevokeOptions): Promise<number> {
  return asAdministrator(deps, { ...options, confirms: true }, async (atWork) => {
    const { administration, loginId } = atWork;
    const { ui } = deps;
    const targets = await chooseTargets(atWork, await administration.users(), names, options);
    const going = targets?.filter(isToBeRevoked) ?? [];
    const isWanted = targets?.length && (going.length === 0 || (await confirmed(atWork, going)));
    if (!targets || !isWanted) {
      ui.document({ ok: true, results: [] });
      ui.result(ui.text(targets ? 'revoke.kept' : 'revoke.none'));
      return 0;
    }
    return revokeAll(atWork, ownLast(targets, loginId), options);
  });
}

function isToBeRevoked(target: Target): target is RevocationTarget {
  return target.error === undefined && !target.isRevoked;
}

/** @throws CertToolError `invalid-option`, `missing-confirmation` */
export function checkUsage(
  { ui, settings }: Deps,
  names: readonly string[],
  { serialNumber }: RevokeOptions,
): void {
  const invalid = (detail: { ja: string; en: string }) =>
    new CertToolError('invalid-option', { params: { detail } });
  if (serialNumber !== undefined && names.length !== 1) {
    throw invalid({
      ja: '--serial-number にはログインIDを 1 つだけ指定してください',
      en: '--serial-number goes with one login ID',
    });
  }
  if (ui.interactive) return;
  if (names.length === 0) throw invalid({ ja: 'ログインIDが必要です', en: 'a login ID is needed' });
  if (!settings.yes) throw new CertToolError('missing-confirmation');
}

/** Shows what is to be revoked and what that means, and asks. */
async function confirmed(
  { deps, loginId: ownLoginId, connection }: AtWork,
  targets: readonly RevocationTarget[],
): Promise<boolean> {
  const { ui, settings } = deps;
  const users: BankUser[] = targets.map(({ user }) => user);
  ui.say(ui.text('revoke.going'));
  const others = targets.filter(({ user, serialNumber }) => user.certificate.serialNumber !== serialNumber);
  // A number that does not go would only mislead.
  showUsers(deps, users, { place: 'notes', withSerialNumbers: others.length === 0 });
  for (const { serialNumber } of others) ui.say(ui.text('revoke.other', { serialNumber }));
  ui.say(ui.text('revoke.meaning'));
  const takes = revocationTime(connection.status.rules)?.[ui.language];
  if (takes !== undefined) ui.say(ui.text('revoke.takes', { takes }));
  if (users.some(({ loginId }) => loginId === ownLoginId)) ui.warn(ui.text('revoke.own'));
  return settings.yes || ui.prompts.confirm(ui.text('revoke.ask', { count: targets.length }));
}

/** Without one's own certificate the proof is void, and nothing more can be revoked. */
function ownLast(targets: readonly Target[], ownLoginId: string): Target[] {
  return targets.toSorted(
    (one, other) => Number(one.loginId === ownLoginId) - Number(other.loginId === ownLoginId),
  );
}

/** With one confirmation password for all of them. */
async function revokeAll(
  atWork: AtWork,
  targets: readonly Target[],
  options: RevokeOptions,
): Promise<number> {
  const { deps } = atWork;
  const { ui, signal } = deps;
  const ask = confirmationAsked(atWork);
  const batch = await forEachOf(
    targets,
    async (target) => {
      if (target.error) throw target.error;
      const revocation = target.isRevoked
        ? { revokedAt: await revokedBefore(atWork, target) }
        : await ask((confirmation) => revokeAtBank(atWork, target, confirmation));
      const revoked = await concluded(atWork, target, revocation, options);
      showRevoked(deps, target, revoked);
      return revoked;
    },
    {
      signal,
      stopsAt: stopsAll,
      onResult(result) {
        // Of one alone it ends the command.
        if (result.ok || targets.length === 1) return;
        ui.say(ui.text('revoke.failed', { loginId: result.item.loginId }));
        showFailure(deps, result.error);
      },
    },
  );
  // Those about a certificate that was revoked just now are void.
  const isOwn = targets.some(({ loginId }) => loginId === atWork.loginId);
  const notices = isOwn ? [] : atWork.notices;
  showNotices(deps, notices);
  return conclude(deps, batch, {
    besides: noticesJson(notices),
    identify: ({ loginId, user, ...target }) => ({
      loginId,
      name: user?.name ?? null,
      serialNumber: 'serialNumber' in target ? target.serialNumber : null,
    }),
    done: (revoked) =>
      'revokedAt' in revoked
        ? { ...revoked, revokedAt: rfc3339(revoked.revokedAt) }
        : { ...revoked, effectiveAt: rfc3339(revoked.effectiveAt) },
  });
}

/** What does not count yet may still be used, and stays here. */
async function concluded(
  atWork: AtWork,
  { isRevoked, serialNumber }: RevocationTarget,
  revocation: Revocation,
  { keepLocal }: RevokeOptions,
): Promise<Revoked> {
  if ('effectiveAt' in revocation) {
    return { outcome: 'revocation-pending', ...revocation, removedHere: false };
  }
  const removedHere = keepLocal ? false : await removeHere(atWork, serialNumber);
  return { outcome: isRevoked ? 'already-revoked' : 'revoked', ...revocation, removedHere };
}

async function revokedBefore(
  { session, connection }: AtWork,
  { serialNumber }: RevocationTarget,
): Promise<Date> {
  const known = await session.states?.certificate(serialNumber);
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

function showRevoked({ ui }: Deps, { user, serialNumber }: RevocationTarget, revoked: Revoked): void {
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
