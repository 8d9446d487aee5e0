import { escaped, htmlPage, isPageOf } from '../../core/html.ts';
import type { Language } from '../../core/text.ts';
import type { Sheet, SheetLine } from './sheet.ts';

const GENERATOR = 'cert-tool retire';

/** Whether a file that begins so is a sheet that `sheetHtml` made. */
export function isSheet(beginning: string): boolean {
  return isPageOf(beginning, GENERATOR);
}

/** The sheet as a page that needs nothing else, to be read on a screen or printed on A4. */
export function sheetHtml(sheet: Sheet, language: Language): string {
  const banks = sheet.banks.map(({ name, facts, users }) => {
    const tables = users.map((lines) => `<section class="user">\n${table(lines)}\n</section>`);
    return [`<h2>${escaped(name)}</h2>`, facts.length > 0 ? table(facts) : '', ...tables].join('\n');
  });
  const left = sheet.left.length > 0 ? `<h2>${escaped(sheet.leftTitle)}</h2>\n${paragraphs(sheet.left)}` : '';
  const body = `<h1>${escaped(sheet.title)}</h1>
${paragraphs(sheet.intro)}
${banks.join('\n')}
<h2>${escaped(sheet.stepsTitle)}</h2>
<ol>
${sheet.steps.map((step) => `<li>${escaped(step)}</li>`).join('\n')}
</ol>
${left}`;
  return htmlPage({ language, title: sheet.title, generator: GENERATOR, style: STYLE, body });
}

const STYLE = `@page { size: A4; margin: 15mm; }
body { max-width: 180mm; margin: 1em auto; padding: 0 1em; color: #000; background: #fff;
  font: 11pt/1.6 "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
h1 { font-size: 16pt; }
h2 { font-size: 13pt; border-bottom: 1px solid #000; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #666; padding: .3em .6em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 32%; background: #eee; font-weight: normal; }
code { font-family: Consolas, "Noto Sans Mono", monospace; }
code span { display: inline-block; max-width: 100%; }
.user { margin: .8em 0; break-inside: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; } }`;

function table(lines: readonly SheetLine[]): string {
  const rows = lines.map(({ label, value, isCommand }) => {
    const text = isCommand ? `<code>${wordsOf(value)}</code>` : `<bdi>${escaped(value)}</bdi>`;
    return `<tr><th scope="row">${escaped(label)}</th><td>${text}</td></tr>`;
  });
  return `<table>\n${rows.join('\n')}\n</table>`;
}

/** Where a line is too short it ends between words, for whoever types it off the paper: not within `--bank`. */
function wordsOf(command: string): string {
  return command
    .split(' ')
    .map((word) => `<span>${escaped(word)}</span>`)
    .join(' ');
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${escaped(line)}</p>`).join('\n');
}
