import type { BankUser } from '../../core/ports/bank.ts';
import { revocationTime } from '../../core/revokers.ts';
import type { ListedCertificate } from '../../rollout/revocation-list.ts';
import type { Deps } from '../deps.ts';
import type { AtWork } from '../session/administration.ts';
import type { Place } from '../show/blocks.ts';
import { type Column, showRows } from '../show/columns.ts';
import { showUsers, stateOf } from '../show/users.ts';
import type { lookUp } from './look-up.ts';
import { isToBeRevoked, type RevocationTarget } from './target.ts';

/** A row of a list: what is to be revoked, or why there is nothing to revoke for it. */
export type ListedTarget = Awaited<ReturnType<typeof lookUp<ListedCertificate>>>[number];

/** More rows before a question nobody reads; a rehearsal shows them all. */
const MOST_SHOWN = 20;

/** Shows what is to be revoked and what that means, and asks. */
export async function confirmed(atWork: AtWork, targets: readonly RevocationTarget[]): Promise<boolean> {
  showGoing(atWork.deps, targets, 'notes');
  return confirmedMeaning(atWork, targets);
}

/** The users whose certificates are to go. */
export function showGoing(deps: Deps, targets: readonly RevocationTarget[], place: Place): void {
  const { ui } = deps;
  const users: BankUser[] = targets.map(({ user }) => user);
  ui.say(ui.text('revoke.going'));
  const others = targets.filter(({ user, serialNumber }) => user.certificate.serialNumber !== serialNumber);
  // A number that does not go would only mislead.
  showUsers(deps, users, { place, withSerialNumbers: others.length === 0 });
  for (const { serialNumber } of others) ui.say(ui.text('revoke.other', { serialNumber }));
}

/** The same for a list, whose rows may be many. */
export async function confirmedListed(atWork: AtWork, targets: readonly ListedTarget[]): Promise<boolean> {
  const { deps } = atWork;
  const going = targets.filter(isToBeRevoked);
  countListed(deps, targets, (line) => deps.ui.say(line));
  if (!deps.settings.yes) showListed(deps, going.slice(0, MOST_SHOWN), 'notes');
  const more = going.length - MOST_SHOWN;
  if (!deps.settings.yes && more > 0) deps.ui.say(deps.ui.text('revoke.more', { count: more }));
  return confirmedMeaning(atWork, going);
}

/** All of a list that would go. */
export function showRehearsed(deps: Deps, targets: readonly ListedTarget[]): void {
  const { ui } = deps;
  countListed(deps, targets, (line) => ui.result(line));
  const going = targets.filter(isToBeRevoked);
  if (going.length > 0) showListed(deps, going, 'result');
}

function countListed({ ui }: Deps, targets: readonly ListedTarget[], show: (line: string) => void): void {
  const failed = targets.filter(({ error }) => error !== undefined).length;
  const going = targets.filter(isToBeRevoked).length;
  const counts = { total: targets.length, going, failed, done: targets.length - going - failed };
  show(ui.text('revoke.listed-going', counts));
}

/** With the serial numbers always: they say what goes. */
function showListed(deps: Deps, targets: readonly (ListedTarget & RevocationTarget)[], place: Place): void {
  const { ui } = deps;
  const columns: Column<(typeof targets)[number]>[] = [
    { title: ui.text('column.line'), text: ({ row }) => String(row) },
    { title: ui.text('column.login-id'), text: ({ user }) => user.loginId },
    { title: ui.text('column.name'), text: ({ user }) => user.name.trim() || '-' },
    // The bank shows that of the current one alone.
    {
      title: ui.text('column.state'),
      text: ({ user, serialNumber }) =>
        user.certificate.serialNumber === serialNumber ? stateOf(deps, user) : '-',
    },
    { title: ui.text('column.serial-number'), text: ({ serialNumber }) => serialNumber },
  ];
  showRows(deps, { rows: targets, columnsFor: () => columns, inBlocks: 'short', place });
}

async function confirmedMeaning(
  { deps, loginId: own, connection }: AtWork,
  going: readonly RevocationTarget[],
): Promise<boolean> {
  const { ui, settings } = deps;
  ui.say(ui.text('revoke.meaning'));
  const takes = revocationTime(connection.status.rules)?.[ui.language];
  if (takes !== undefined) ui.say(ui.text('revoke.takes', { takes }));
  if (going.some(({ loginId }) => loginId === own)) ui.warn(ui.text('revoke.own'));
  return settings.yes || ui.prompts.confirm(ui.text('revoke.ask', { count: going.length }));
}
