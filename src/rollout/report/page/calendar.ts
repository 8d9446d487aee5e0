import { escaped } from '../../../core/html.ts';
import type { Language } from '../../../core/text.ts';
import type { Calendar, DayKind, ExpiryDay } from '../calendar.ts';
import { DUE_WORKING_DAYS } from '../standing.ts';
import { details, type Html, type Page, table } from './parts.ts';
import type { Fill } from './style.ts';

/** A calendar of the year, a small picture for each month, and the same as a table. */
export function calendarHtml(page: Page, calendar: Calendar): Html {
  const { say } = page;
  const { months, days } = calendar;
  if (days.length === 0) return `<p>${say('calendar.none')}</p>`;
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const sum = (those: readonly ExpiryDay[]) => those.reduce((count, day) => count + day.count, 0);
  const before = sum(days.filter(({ date }) => date.slice(0, 7) < first));
  const after = sum(days.filter(({ date }) => date.slice(0, 7) > last));
  const byDate = new Map(days.map((day) => [day.date, day]));
  const most = Math.max(...days.map(({ count }) => count));
  const pictures = months.map((month) => monthHtml(page, { month, byDate, most, today: calendar.today }));
  return [
    legend(page),
    `<div class="months">\n${pictures.join('\n')}\n</div>`,
    before > 0 ? `<p class="muted">${say('calendar.before', { count: before })}</p>` : '',
    after > 0 ? `<p class="muted">${say('calendar.after', { count: after })}</p>` : '',
    details(say('calendar.table'), daysTable(page, days)),
  ].join('\n');
}

function legend({ say }: Page): Html {
  const days = DUE_WORKING_DAYS;
  const items: readonly [Fill, string][] = [
    ['bad', say('legend.past')],
    ['warn', say('legend.due', { days })],
    ['soon', say('legend.soon')],
    ['some', say('legend.later')],
  ];
  return `<ul class="legend">${items
    .map(([fill, text]) => `<li><i class="${fill}"></i>${escaped(text)}</li>`)
    .join('')}</ul>`;
}

interface Month {
  /** As `2026-12`. */
  readonly month: string;
  readonly byDate: ReadonlyMap<string, ExpiryDay>;
  /** The largest number of any day. */
  readonly most: number;
  readonly today: string;
}

const [WIDTH, HEIGHT, HEAD] = [31, 27, 30];
const COLUMNS = 7;

function monthHtml(page: Page, { month, byDate, most, today }: Month): Html {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const lead = new Date(Date.UTC(year, number - 1, 1)).getUTCDay();
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const title = monthName(page.language, year, number);
  const dates = Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  const found = dates.flatMap((date) => byDate.get(date) ?? []);
  const count = found.reduce((sum, day) => sum + day.count, 0);
  const cells = dates.map((date, index) =>
    cell(lead + index, index + 1, { day: byDate.get(date), most, isToday: date === today }),
  );
  const heads = WEEKDAYS[page.language].map(
    (word, index) => `<text class="small" x="${index * WIDTH + WIDTH / 2 - 4}" y="26">${word}</text>`,
  );
  const description = found.map((each) => page.say('calendar.day', { date: each.date, count: each.count }));
  const height = HEAD + Math.ceil((lead + length) / COLUMNS) * HEIGHT;
  const id = `m${month}`;
  return `<figure><svg role="img" aria-labelledby="${id}t" aria-describedby="${id}d" viewBox="0 0 ${COLUMNS * WIDTH} ${height}">
<title id="${id}t">${page.say('calendar.month', { month: title, count })}</title>
<desc id="${id}d">${description.join('; ')}</desc>
<text x="1" y="12" font-weight="bold" font-size="12">${title}</text>${
    count > 0
      ? `<text x="${COLUMNS * WIDTH - 2}" y="12" font-size="12" text-anchor="end">${count}</text>`
      : ''
  }${heads.join('')}
${cells.join('\n')}
</svg></figure>`;
}

interface CellOf {
  readonly day: ExpiryDay | undefined;
  readonly most: number;
  readonly isToday: boolean;
}

function cell(place: number, number: number, { day, most, isToday }: CellOf): Html {
  const column = place % COLUMNS;
  const [x, y] = [column * WIDTH, HEAD + Math.floor(place / COLUMNS) * HEIGHT];
  const isWeekend = column === 0 || column === COLUMNS - 1;
  const fill = day ? fillOf(day, most) : undefined;
  const box = `x="${x + 1}" y="${y + 1}" width="${WIDTH - 2}" height="${HEIGHT - 2}" rx="3"`;
  return [
    `<rect class="${fill ?? (isWeekend ? 'weekend' : 'free')}" ${box}/>`,
    `<text class="day${fill ? ` on-${fill}` : ''}" x="${x + 3}" y="${y + 10}">${number}</text>`,
    day && fill
      ? `<text class="count on-${fill}" x="${x + WIDTH / 2 + 1}" y="${y + 22}">${day.count}</text>`
      : '',
    isToday ? `<rect class="today" ${box}/>` : '',
  ].join('');
}

const KINDS: Readonly<Record<Exclude<DayKind, 'later'>, Fill>> = { past: 'bad', due: 'warn', soon: 'soon' };

/** What is urgent by its kind, the rest by how many there are. */
function fillOf({ kind, count }: ExpiryDay, most: number): Fill {
  if (kind !== 'later') return KINDS[kind];
  const share = count / most;
  if (share > 2 / 3) return 'many';
  return share > 1 / 3 ? 'some' : 'few';
}

function daysTable({ say }: Page, days: readonly ExpiryDay[]): Html {
  return table(
    say('calendar.table'),
    [
      { title: say('column.expiry'), look: 'nowrap' },
      { title: say('column.last-working-day'), look: 'nowrap' },
      { title: say('column.count'), look: 'n' },
    ],
    days.map(({ date, lastWorkingDay, count }) => [date, lastWorkingDay, String(count)]),
  );
}

function monthName(language: Language, year: number, month: number): string {
  return language === 'ja' ? `${year}年${month}月` : `${MONTH_NAMES[month - 1]} ${year}`;
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
};
