import { escaped } from '../../../core/html.ts';
import { type Report, SILENT_DAYS } from '../standing.ts';
import { folded, type Html, momentText, name, type Page } from './parts.ts';

const SHOWN = 15;

/** Who is expected and says nothing. */
export function silencesHtml({ language, say }: Page, { silences, isExpectedKnown }: Report): Html {
  const note = isExpectedKnown ? '' : `<p class="muted">${escaped(say('silent.no-list'))}</p>`;
  if (silences.length === 0) return `<p>${escaped(say('silent.none'))}</p>${note}`;
  const columns = [
    { title: say('column.login-id'), look: 'name' as const },
    { title: say('column.device'), look: 'name' as const },
    { title: say('column.last-seen'), look: 'nowrap' as const },
    { title: say('column.why') },
  ];
  const rows = silences.map(({ loginId, device, lastSeen, why }) => [
    loginId === undefined ? say('none') : name(loginId),
    device === undefined ? say('none') : name(device),
    lastSeen ? momentText(lastSeen, language) : say('none'),
    escaped(say(`silent.${why}`, { days: SILENT_DAYS })),
  ]);
  return [folded({ language, say }, say('silent'), columns, rows, SHOWN), note].join('\n');
}
