import { escaped } from '../../../core/html.ts';
import { DUE_WORKING_DAYS, type Report, SILENT_DAYS, type UserStanding } from '../standing.ts';
import { summaryOf } from '../summary.ts';
import { OTHER_STATES, type Urgent, urgentOf } from '../urgent.ts';
import { type Column, datesOf, folded, type Html, name, type Page, stateTags, tag } from './parts.ts';
import type { Fill } from './style.ts';
import { pcState } from './tables.ts';

/** So many lines of a kind are seen at once; the rest is there at a click. */
const SHOWN = 6;

/** The numbers that tell in a glance how it stands, and who is behind them; failures and silence have parts of their own. */
export function urgentHtml(page: Page, report: Report): Html {
  const { say } = page;
  const urgent = urgentOf(report);
  const { expired, due, other } = kindsOf(urgent);
  const rowsOf = (users: readonly UserStanding[]) => users.map((user) => userRow(page, user));
  const damaged = urgent.pcs.filter((pc) => pc.damaged > 0);
  const pcs = damaged.map((pc) => [say('none'), pcState(page, pc), say('none'), name(pc.device)]);
  return [
    `<p><strong>${escaped(summaryOf(report, page.language).verdict)}</strong></p>`,
    tiles(page, urgent.counts),
    list(page, 'expired', say('tile.expired'), 'bad', rowsOf(expired)),
    list(page, 'due', say('tile.due', { days: DUE_WORKING_DAYS }), 'warn', rowsOf(due)),
    list(page, 'other', say('tile.other'), 'warn', [...rowsOf(other), ...pcs]),
    `<p class="muted">${escaped(say('urgent.holidays'))}</p>`,
  ].join('\n');
}

/** As the tiles count them; one user may be of several. */
function kindsOf({ users }: Urgent) {
  const having = (...wanted: UserStanding['states'][number][]) =>
    users.filter(({ states }) => states.some((state) => wanted.includes(state)));
  return { expired: having('expired'), due: having('due'), other: having(...OTHER_STATES) };
}

function list(page: Page, id: string, title: string, fill: Fill, rows: readonly (readonly Html[])[]): Html {
  const { say } = page;
  if (rows.length === 0) return '';
  const columns: Column[] = [
    { title: say('column.login-id'), look: 'name' },
    { title: say('column.state') },
    { title: say('column.last-working-day'), look: 'nowrap' },
    { title: say('column.device'), look: 'name' },
  ];
  return `<h3 id="${id}">${tag(fill, String(rows.length))} ${escaped(title)}</h3>
${folded(page, title, columns, rows, SHOWN)}`;
}

function userRow(page: Page, user: UserStanding): Html[] {
  const [, lastDay] = datesOf(page, user);
  return [name(user.loginId), stateTags(page, user), lastDay, name(user.device)];
}

function tiles({ say }: Page, counts: Urgent['counts']): Html {
  const all: readonly [string, string, number, Fill][] = [
    ['expired', say('tile.expired'), counts.expired, 'bad'],
    ['due', say('tile.due', { days: DUE_WORKING_DAYS }), counts.due, 'warn'],
    ['failures', say('tile.failed'), counts.failed, 'bad'],
    ['silent', say('tile.silent', { days: SILENT_DAYS }), counts.silent, 'warn'],
  ];
  const other: typeof all = counts.other > 0 ? [['other', say('tile.other'), counts.other, 'warn']] : [];
  const items = [...all, ...other].map(([target, words, count, fill]) => {
    const inside = `<b>${count}</b> <small>${escaped(words)}</small>`;
    return count === 0
      ? `<li><span class="good">${inside}</span></li>`
      : `<li><a class="${fill}" href="#${target}">${inside}</a></li>`;
  });
  return `<ul class="tiles">${items.join('')}</ul>`;
}
