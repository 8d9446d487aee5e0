import { escaped } from '../../../core/html.ts';
import { DUE_WORKING_DAYS, type Report, SILENT_DAYS, type UserStanding } from '../standing.ts';
import { summaryOf } from '../summary.ts';
import { urgentOf } from '../urgent.ts';
import { type Column, datesOf, details, type Html, name, type Page, stateTags, table } from './parts.ts';
import type { Fill } from './style.ts';
import { pcState } from './tables.ts';

/** So many lines are seen at once; the rest is there at a click. */
const SHOWN = 15;

/** The numbers that tell in a glance how it stands, and who is behind them. */
export function urgentHtml(page: Page, report: Report): Html {
  const { say } = page;
  const { users, pcs, counts } = urgentOf(report);
  const { verdict } = summaryOf(report, page.language);
  const columns: Column[] = [
    { title: say('column.login-id'), look: 'name' },
    { title: say('column.state') },
    { title: say('column.last-working-day'), look: 'nowrap' },
    { title: say('column.device'), look: 'name' },
    { title: say('column.message') },
  ];
  const rows = [
    ...users.map((user) => userRow(page, user)),
    ...pcs.map((pc) => [
      say('none'),
      pcState(page, pc),
      say('none'),
      name(pc.device),
      escaped(pc.failure?.code ?? ''),
    ]),
  ];
  const shown = rows.slice(0, SHOWN);
  const rest = rows.slice(SHOWN);
  return [
    tiles(page, counts),
    `<p><strong>${escaped(verdict)}</strong></p>`,
    shown.length > 0 ? table(say('urgent'), columns, shown) : '',
    rest.length > 0
      ? details(
          say('more', { count: rest.length }),
          table(say('more', { count: rest.length }), columns, rest),
        )
      : '',
    `<p class="muted">${escaped(say('urgent.holidays'))}</p>`,
  ].join('\n');
}

function userRow(page: Page, user: UserStanding): Html[] {
  const [, lastDay] = datesOf(page, user);
  const { failure } = user.result ?? {};
  const why =
    failure && user.states.includes('failed') ? `${escaped(failure.code)} ${name(failure.message)}` : '';
  return [name(user.loginId), stateTags(page, user), lastDay, name(user.device), why];
}

type Counts = ReturnType<typeof urgentOf>['counts'];

function tiles({ say }: Page, counts: Counts): Html {
  const all: readonly [string, string, number, Fill][] = [
    ['urgent', say('tile.expired'), counts.expired, 'bad'],
    ['urgent', say('tile.due', { days: DUE_WORKING_DAYS }), counts.due, 'warn'],
    ['failures', say('tile.failed'), counts.failed, 'bad'],
    ['silent', say('tile.silent', { days: SILENT_DAYS }), counts.silent, 'warn'],
  ];
  const other: typeof all = counts.other > 0 ? [['urgent', say('tile.other'), counts.other, 'warn']] : [];
  const items = [...all, ...other].map(
    ([target, words, count, fill]) =>
      `<li><a class="${count > 0 ? fill : 'good'}" href="#${target}"><b>${count}</b> <small>${escaped(words)}</small></a></li>`,
  );
  return `<ul class="tiles">${items.join('')}</ul>`;
}
