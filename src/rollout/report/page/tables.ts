import { escaped } from '../../../core/html.ts';
import { type PcStanding, type Report, USER_STATES, type UserStanding } from '../standing.ts';
import {
  type Column,
  datesOf,
  folded,
  type Html,
  momentText,
  name,
  type Page,
  stateTags,
  tag,
} from './parts.ts';

/** So many rows are seen at once. */
const SHOWN = 20;

export function pcsHtml(page: Page, { pcs }: Report): Html {
  const { say, language } = page;
  const columns: Column[] = [
    { title: say('column.device'), look: 'name' },
    { title: say('column.state') },
    { title: say('column.users'), look: 'n' },
    { title: say('column.last-seen'), look: 'nowrap' },
  ];
  const rows = [...pcs]
    .sort(byNeed)
    .map((pc) => [name(pc.device), pcState(page, pc), String(pc.users), momentText(pc.lastSeen, language)]);
  return folded(page, say('pcs'), columns, rows, SHOWN);
}

/** What is to be looked at comes first, otherwise in the order of the names. */
function byNeed(one: PcStanding, other: PcStanding): number {
  const need = ({ isSilent, failure, urgent, damaged }: PcStanding) =>
    failure || damaged > 0 ? 3 : urgent > 0 ? 2 : Number(isSilent);
  return need(other) - need(one);
}

function byState(one: UserStanding, other: UserStanding): number {
  return USER_STATES.indexOf(one.states[0]) - USER_STATES.indexOf(other.states[0]);
}

/** What there is to say of a PC, the worst first. */
export function pcState({ say }: Page, { isSilent, failure, urgent, damaged }: PcStanding): Html {
  const tags = [
    failure ? tag('bad', say('pc.failed')) : '',
    damaged > 0 ? tag('warn', say('pc.damaged', { count: damaged })) : '',
    urgent > 0 ? tag('warn', say('pc.urgent', { count: urgent })) : '',
    isSilent ? tag('warn', say('pc.silent')) : '',
  ].filter((each) => each !== '');
  return tags.join(' ') || tag('good', say('pc.ok'));
}

export function usersHtml(page: Page, { users }: Report): Html {
  const { say } = page;
  const isBankShown = new Set(users.map(({ bank }) => bank)).size > 1;
  const columns: (Column | false)[] = [
    { title: say('column.login-id'), look: 'name' },
    isBankShown && { title: say('column.bank'), look: 'name' },
    { title: say('column.state') },
    { title: say('column.expiry'), look: 'nowrap' },
    { title: say('column.last-working-day'), look: 'nowrap' },
    { title: say('column.device'), look: 'name' },
    { title: say('column.last-seen'), look: 'nowrap' },
    { title: say('column.code') },
  ];
  const rows = [...users].sort(byState).map((user) => userRow(page, user, isBankShown));
  return folded(
    page,
    say('users'),
    columns.filter((each) => each !== false),
    rows,
    SHOWN,
  );
}

function userRow(page: Page, user: UserStanding, isBankShown: boolean): Html[] {
  const [expiry, lastDay] = datesOf(page, user);
  return [
    name(user.loginId),
    ...(isBankShown ? [user.bank === undefined ? page.say('none') : name(user.bank)] : []),
    stateTags(page, user),
    expiry,
    lastDay,
    name(user.device),
    momentText(user.lastSeen, page.language),
    escaped(user.result?.failure?.code ?? ''),
  ];
}
