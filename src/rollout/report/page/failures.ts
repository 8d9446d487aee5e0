import { escaped } from '../../../core/html.ts';
import { type FailureGroup, failureGroups } from '../failures.ts';
import type { Report } from '../standing.ts';
import { details, type Html, name, type Page, tag } from './parts.ts';

/** Names that are seen at once. */
const SHOWN = 10;

/** What failed, by reasons, with what is to be done about each. */
export function failuresHtml(page: Page, report: Report): Html {
  const groups = failureGroups(report, page.language);
  if (groups.length === 0) return `<p>${escaped(page.say('failures.none'))}</p>`;
  return groups.map((group) => groupHtml(page, group)).join('\n');
}

function groupHtml({ say }: Page, { code, message, remedy, isNotTried, concerned }: FailureGroup): Html {
  const count = concerned.length;
  const names = concerned.map(({ loginId, device }) => name(loginId ?? device));
  const all = `<p class="names">${names.join(', ')}</p>`;
  return `<div class="failure"><h3>${tag(isNotTried ? 'soon' : 'bad', String(count))} ${escaped(code)} ${name(message)}</h3>
<p>${escaped(say('failures.todo'))}: ${escaped(remedy)}</p>
${count <= SHOWN ? all : details(`${say('failures.who')} (${count})`, all)}</div>`;
}
