import { escaped, htmlPage, isPageOf } from '../../../core/html.ts';
import type { Language } from '../../../core/text.ts';
import { calendarOf } from '../calendar.ts';
import type { Report } from '../standing.ts';
import { wordsIn } from '../words.ts';
import { calendarHtml } from './calendar.ts';
import { failuresHtml } from './failures.ts';
import { type Html, momentText, type Page, section } from './parts.ts';
import { silencesHtml } from './silences.ts';
import { statesHtml } from './states.ts';
import { STYLE } from './style.ts';
import { pcsHtml, usersHtml } from './tables.ts';
import { urgentHtml } from './urgent.ts';

const GENERATOR = 'cert-tool report';

/** Whether a file that begins so is a page that `reportHtml` made. */
export function isReport(beginning: string): boolean {
  return isPageOf(beginning, GENERATOR);
}

/** The report as one page that needs nothing else: what is urgent first, then what expires when, then everything. */
export function reportHtml(report: Report, language: Language): Html {
  const say = wordsIn(language);
  const page: Page = { language, say };
  const { users, pcs, now } = report;
  const made = say('made', { when: momentText(now, language), users: users.length, pcs: pcs.length });
  const sections =
    pcs.length + report.silences.length === 0
      ? [`<section><p>${say('empty')}</p></section>`]
      : [
          section('urgent', say('urgent'), urgentHtml(page, report)),
          section('calendar', say('calendar'), calendarHtml(page, calendarOf(report))),
          section('states', say('states'), statesHtml(page, report)),
          section('failures', say('failures'), failuresHtml(page, report)),
          section('silent', say('silent'), silencesHtml(page, report)),
          section('pcs', say('pcs'), pcsHtml(page, report)),
          section('users', say('users'), usersHtml(page, report)),
        ];
  const body = `<main>
<h1>${escaped(say('title'))}</h1>
<p class="muted">${escaped(made)}</p>
${sections.join('\n')}
</main>`;
  return htmlPage({ language, title: say('title'), generator: GENERATOR, style: STYLE, body });
}
