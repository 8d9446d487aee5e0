import { escaped } from '../../../core/html.ts';
import { type Report, USER_STATES, type UserState } from '../standing.ts';
import { fillOf, type Html, type Page, table, tag } from './parts.ts';

/** How many users are in which state, each counted once, in the worst of theirs. */
export function statesHtml(page: Page, { users }: Report): Html {
  const { say } = page;
  const counts = USER_STATES.map((state) => ({
    state,
    count: users.filter(({ states }) => states[0] === state).length,
  })).filter(({ count }) => count > 0);
  const rows = counts.map(({ state, count }) => [
    tag(fillOf(state), say(`state.${state}`)),
    String(count),
    `${Math.round((count * 100) / users.length)} %`,
  ]);
  const columns = [
    { title: say('column.state') },
    { title: say('column.users'), look: 'n' as const },
    { title: say('states.share'), look: 'n' as const },
  ];
  return users.length === 0
    ? ''
    : `${bar(page, counts, users.length)}\n${table(say('states'), columns, rows)}`;
}

interface Count {
  readonly state: UserState;
  readonly count: number;
}

const WIDTH = 1000;
/** What is there is seen, however few they are. */
const THINNEST = 6;

function bar({ say }: Page, counts: readonly Count[], total: number): Html {
  let x = 0;
  const parts = counts.map(({ state, count }) => {
    const width = Math.max(THINNEST, (count / total) * WIDTH);
    const part = `<rect class="${fillOf(state)}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="24"/>`;
    x += width + 1;
    return part;
  });
  const words = counts.map(({ state, count }) => `${say(`state.${state}`)} ${count}`).join(', ');
  return `<svg class="bar" role="img" aria-labelledby="bar-t" aria-describedby="bar-d" viewBox="0 0 ${x.toFixed(1)} 24" preserveAspectRatio="none">
<title id="bar-t">${escaped(say('states.bar'))}</title><desc id="bar-d">${escaped(words)}</desc>
${parts.join('')}</svg>`;
}
