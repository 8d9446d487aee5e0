import { html, raw } from 'hono/html';
import type { Language, Text } from '../../core/text.ts';
import { BANK_NAME } from '../business/answers.ts';
import { STYLE } from './style.ts';
import { WORDS } from './words.ts';

/** Escaped HTML: hono's template tag escapes whatever is put into it. */
export type Html = ReturnType<typeof html>;

const LANGUAGES: readonly { language: Language; name: string }[] = [
  { language: 'ja', name: '日本語' },
  { language: 'en', name: 'English' },
];

/** The frame of every page: the mark of the practice bank, its name, the languages. */
export function page(language: Language, title: string, content: Html): Html {
  const bankName = BANK_NAME[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} | ${bankName}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<p class="demo">${WORDS.demo[language]}</p>
<div class="bar"><div>
<p>${bankName}</p>
<nav aria-label="${WORDS.language[language]}">${LANGUAGES.map((one) => languageLink(one, language))}</nav>
</div></div>
</header>
<main><div class="card">
${content}
</div></main>
<footer><p>${WORDS.footer[language]}</p></footer>
</body>
</html>
`;
}

function languageLink({ language, name }: { language: Language; name: string }, current: Language): Html {
  return language === current
    ? html`<a href="/?lang=${language}" lang="${language}" hreflang="${language}" aria-current="true">${name}</a>`
    : html`<a href="/?lang=${language}" lang="${language}" hreflang="${language}">${name}</a>`;
}

/** Names and values; those without a value are left out. */
export function definitions(
  language: Language,
  rows: readonly (readonly [term: Text, value: string | Html | undefined])[],
): Html {
  const shown = rows.filter(([, value]) => value !== undefined);
  return html`<dl>${shown.map(([term, value]) => html`<dt>${term[language]}</dt><dd>${value}</dd>`)}</dl>`;
}
