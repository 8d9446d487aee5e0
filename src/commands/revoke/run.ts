import { forEachOf } from '../../core/several.ts';
import type { Deps } from '../deps.ts';
import { type AtWork, asAdministrator } from '../session/administration.ts';
import { refuseUnoffered } from '../session/offered.ts';
import { ownLast, refuseOwn } from '../session/own-last.ts';
import { confirmationAsked, stopsAll } from '../session/revoking.ts';
import { conclude, logResult, showFailure } from '../show/batch-result.ts';
import { noticesJson, showNotices } from '../show/notices.ts';
import { noticesLeft, revokedJson, revokeOne, showRevoked, targetJson } from './act.ts';
import { chooseTargets } from './choice.ts';
import { revokeListed } from './listed.ts';
import { confirmed, showGoing } from './question.ts';
import type { RevokeOptions } from './spec.ts';
import { isToBeRevoked, type Target } from './target.ts';

export { checkUsage } from './usage.ts';

/** `cert-tool revoke [login-id...]`: revokes certificates at the bank. Returns the exit code. */
export async function run(deps: Deps, names: readonly string[], options: RevokeOptions): Promise<number> {
  await refuseUnoffered(deps, 'administration');
  if (options.from !== undefined) return revokeListed(deps, options);
  const confirms = options.dryRun !== true;
  return asAdministrator(deps, { ...options, confirms }, async (atWork) => {
    const { administration } = atWork;
    const { ui } = deps;
    const targets = await chooseTargets(atWork, await administration.users(), names, options);
    const going = targets?.filter(isToBeRevoked) ?? [];
    if (options.dryRun && going.length > 0) showGoing(deps, going, 'result');
    const isWanted =
      targets?.length && (options.dryRun || going.length === 0 || (await confirmed(atWork, going)));
    if (!targets || !isWanted) {
      ui.document({ ok: true, results: [] });
      ui.result(ui.text(targets ? 'revoke.kept' : 'revoke.none'));
      return 0;
    }
    return revokeAll(atWork, targets, options);
  });
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
  let hasFailed = false;
  const batch = await forEachOf(
    ownLast(targets, atWork.loginId),
    async (target) => {
      if (target.error) throw target.error;
      const isOwn = target.loginId === atWork.loginId && isToBeRevoked(target);
      if (isOwn && hasFailed && !options.dryRun) await refuseOwn(deps, target.loginId);
      const revoked = await revokeOne(atWork, target, options, ask);
      showRevoked(deps, target, revoked);
      return revoked;
    },
    {
      signal,
      stopsAt: stopsAll,
      onResult(result) {
        hasFailed ||= !result.ok;
        logResult(deps, result, result.item);
        // Of one alone it ends the command.
        if (result.ok || targets.length === 1) return;
        ui.say(ui.text('revoke.failed', { loginId: result.item.loginId }));
        showFailure(deps, result.error);
      },
    },
  );
  if (options.dryRun) ui.info(ui.text('revoke.dry-run'));
  const notices = noticesLeft(atWork, batch, options);
  showNotices(deps, notices);
  return conclude(deps, batch, {
    besides: noticesJson(notices),
    identify: (target) => targetJson(atWork, target),
    done: revokedJson,
  });
}
