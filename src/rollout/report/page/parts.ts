import { escaped } from '../../../core/html.ts';
import { formatDate, formatMoment } from '../../../core/japan-time.ts';
import { lastWorkingDayText } from '../../../core/last-working-day.ts';
import type { Language } from '../../../core/text.ts';
import type { UserStanding, UserState } from '../standing.ts';
import type { Say } from '../words.ts';
import type { Fill } from './style.ts';

/** What parts of the page are made with. */
export interface Page {
  readonly language: Language;
  readonly say: Say;
}

/** Escaped HTML. */
export type Html = string;

/** What others named as they liked, apart from the sentence around it. */
export function name(text: string): Html {
  return `<bdi>${escaped(text)}</bdi>`;
}

export function tag(fill: Fill, text: string): Html {
  return `<span class="tag ${fill}">${escaped(text)}</span>`;
}

const FILLS: Readonly<Record<UserState, Fill>> = {
  expired: 'bad',
  unusable: 'bad',
  failed: 'bad',
  due: 'warn',
  unfinished: 'warn',
  'not-yet-valid': 'warn',
  'not-tried': 'soon',
  renewable: 'soon',
  issued: 'good',
  none: 'none',
};

export function fillOf(state: UserState): Fill {
  return FILLS[state];
}

/** All that is to be said of a user; what is well only where nothing else is. */
export function stateTags({ say }: Page, { states }: Pick<UserStanding, 'states'>): Html {
  return states.map((state) => tag(fillOf(state), say(`state.${state}`))).join(' ');
}

/** Expiry and last working day of a user's certificate, or a dash. */
export function datesOf(
  { language, say }: Page,
  { certificate }: UserStanding,
): [expiry: Html, lastDay: Html] {
  if (!certificate) return [say('none'), say('none')];
  return [formatDate(certificate.notAfter, language), lastWorkingDayText(certificate, language)];
}

/** A moment without its seconds: nobody needs them here. */
export function momentText(moment: Date, language: Language): string {
  return formatMoment(moment, language).replace(language === 'ja' ? /\d\d秒$/ : /:\d\d JST$/, '');
}

/** A column: its title, and how its cells look. */
export interface Column {
  readonly title: string;
  /** `name` for what may be long, `n` for numbers, `nowrap` for dates. */
  readonly look?: 'name' | 'n' | 'nowrap';
}

/** @param label what a screen reader calls the table, which may be scrolled sideways */
export function table(label: string, columns: readonly Column[], rows: readonly (readonly Html[])[]): Html {
  const head = columns.map(({ title, look }) => `<th scope="col"${classOf(look)}>${escaped(title)}</th>`);
  const body = rows.map((cells) => {
    const [first = '', ...others] = cells;
    const own = others.map((cell, index) => `<td${classOf(columns[index + 1]?.look)}>${cell}</td>`);
    return `<tr><th scope="row"${classOf(columns[0]?.look)}>${first}</th>${own.join('')}</tr>`;
  });
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escaped(label)}"><table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
}

function classOf(look: Column['look']): string {
  return look === undefined ? '' : ` class="${look}"`;
}

export function details(summary: string, content: Html): Html {
  return `<details><summary>${escaped(summary)}</summary>
${content}
</details>`;
}

/** A table of which so many rows are seen at once, and the others at a click. */
export function folded(
  page: Page,
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Html[])[],
  shown: number,
): Html {
  const rest = rows.slice(shown);
  if (rest.length === 0) return table(label, columns, rows);
  const more = page.say('more', { count: rest.length });
  return [
    shown > 0 ? table(label, columns, rows.slice(0, shown)) : '',
    details(more, table(`${label}: ${more}`, columns, rest)),
  ].join('\n');
}

export function section(id: string, title: string, content: Html): Html {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escaped(title)}</h2>
${content}
</section>`;
}
