import { escaped } from '../../../core/html.ts';
import type { PcStanding, Report, UserStanding } from '../standing.ts';
import {
  type Column,
  datesOf,
  details,
  type Html,
  momentText,
  name,
  type Page,
  stateTags,
  table,
  tag,
} from './parts.ts';

/** A table that is longer is shown at a click. */
const LONG = 50;

export function pcsHtml(page: Page, { pcs }: Report): Html {
  const { say, language } = page;
  const columns: Column[] = [
    { title: say('column.device'), look: 'name' },
    { title: say('column.state') },
    { title: say('column.users'), look: 'n' },
    { title: say('column.last-seen'), look: 'nowrap' },
  ];
  const rows = pcs.map((pc) => [
    name(pc.device),
    pcState(page, pc),
    String(pc.users),
    momentText(pc.lastSeen, language),
  ]);
  return folded(page, say('pcs'), columns, rows);
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
  const rows = users.map((user) => userRow(page, user, isBankShown));
  return folded(
    page,
    say('users'),
    columns.filter((each) => each !== false),
    rows,
  );
}

function userRow(page: Page, user: UserStanding, isBankShown: boolean): Html[] {
  const [expiry, lastDay] = datesOf(page, user);
  return [
    name(user.loginId),
    ...(isBankShown ? [name(user.bank ?? '')] : []),
    stateTags(page, user),
    expiry,
    lastDay,
    name(user.device),
    momentText(user.lastSeen, page.language),
    escaped(user.result?.failure?.code ?? ''),
  ];
}

function folded(
  { say }: Page,
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Html[])[],
): Html {
  const whole = table(label, columns, rows);
  return rows.length <= LONG ? whole : details(say('show', { count: rows.length }), whole);
}
