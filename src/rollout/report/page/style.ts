/** Colours by use. Each text colour is readable on its ground (WCAG 2, 4.5:1); a test computes it. */
const LIGHT = {
  ground: '#f3f5f8',
  card: '#ffffff',
  text: '#1a2332',
  muted: '#4a5668',
  line: '#c3cad6',
  accent: '#1a4f9c',
  bad: '#b3261e',
  'bad-text': '#ffffff',
  warn: '#f2a33a',
  'warn-text': '#2b1a00',
  soon: '#f7e08a',
  'soon-text': '#332b00',
  good: '#dcefe2',
  'good-text': '#1b5130',
  few: '#d6e4f7',
  'few-text': '#12345f',
  some: '#8fb6e8',
  'some-text': '#0b2342',
  many: '#2d66b5',
  'many-text': '#ffffff',
  none: '#e9edf2',
  'none-text': '#4a5668',
};

const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  ground: '#10151d',
  card: '#1a212c',
  text: '#e8ecf2',
  muted: '#b4bfcd',
  line: '#3d4858',
  accent: '#8ab6f5',
  bad: '#ff8a80',
  'bad-text': '#3a0703',
  warn: '#e0932a',
  'warn-text': '#241500',
  soon: '#6b5a14',
  'soon-text': '#fff3c2',
  good: '#16321f',
  'good-text': '#bfe8cb',
  few: '#21324a',
  'few-text': '#cfe0f7',
  some: '#2f5589',
  'some-text': '#eaf2fd',
  many: '#8ab6f5',
  'many-text': '#0c1a2e',
  none: '#252e3b',
  'none-text': '#b4bfcd',
};

export const PALETTES = { light: LIGHT, dark: DARK };

/** Grounds that have a text colour of their own. */
const FILLS = ['bad', 'warn', 'soon', 'good', 'few', 'some', 'many', 'none'] as const;

export type Fill = (typeof FILLS)[number];

/** The whole design; paper is always light. */
export const STYLE = `:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
@media print{:root{color-scheme:light;${variables(LIGHT)};--ground:#fff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);
font:1rem/1.6 "Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP","Noto Sans JP",system-ui,sans-serif}
main{max-width:75rem;margin:0 auto;padding:1rem}
h1,h2,h3{line-height:1.3;word-break:auto-phrase}
h1{font-size:1.5rem;margin:.5rem 0}
h2{font-size:1.15rem;margin:0 0 .75rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}
.muted{color:var(--muted);font-size:.9rem}
section{background:var(--card);border-radius:.6rem;padding:1rem;margin:1rem 0;box-shadow:0 1px 3px rgb(0 0 0/.15)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;list-style:none;margin:0 0 1rem;padding:0}
.tiles a,.tiles span{display:block;height:100%;border-radius:.5rem;padding:.6rem .9rem;text-decoration:none}
.tiles b{display:block;font-size:2.2rem;line-height:1.15;font-variant-numeric:tabular-nums}
.tiles small{font-size:.85rem}
.tag{display:inline-block;border-radius:.3rem;padding:0 .45rem;font-size:.85rem;white-space:nowrap}
${FILLS.map((fill) => `.${fill}{background:var(--${fill});color:var(--${fill}-text);fill:var(--${fill})}`).join('\n')}
${FILLS.map((fill) => `.on-${fill}{fill:var(--${fill}-text)}`).join('\n')}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:normal;white-space:nowrap}
tbody th{font-weight:600}
th.n,td.n{text-align:right;padding-right:1.2rem;white-space:nowrap}
#states table{width:auto}
.name{overflow-wrap:anywhere;min-width:6rem}
.nowrap{white-space:nowrap}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--accent);padding:.2rem 0}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.months{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:.8rem 1.2rem;margin:0 0 .8rem}
figure{margin:0}
figure svg{display:block;width:100%;height:auto}
svg text{font-family:inherit;fill:var(--text)}
svg .day{fill:var(--muted);font-size:9px}
svg .count{font-weight:bold;font-size:13px;text-anchor:middle}
svg .small{font-size:9px}
${FILLS.map((fill) => `svg .on-${fill}{fill:var(--${fill}-text)}`).join('\n')}
svg .free{fill:none}
svg .weekend{fill:var(--ground)}
svg .today{fill:none;stroke:var(--text);stroke-width:2}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:0 0 .5rem;font-size:.85rem}
.legend i{display:inline-block;width:1em;height:1em;border-radius:.2rem;margin-right:.4em;vertical-align:-.12em}
.bar{display:block;width:100%;height:1.4rem;border-radius:.3rem;margin:0 0 .8rem}
.failure{border-top:1px solid var(--line);padding:.7rem 0}
.failure h3{margin:0;display:flex;flex-wrap:wrap;gap:.2rem .7rem;align-items:baseline}
.names{overflow-wrap:anywhere;margin:.3rem 0 0}
@media print{main{max-width:none;padding:0}section{box-shadow:none;padding:0;break-inside:auto}
details::details-content{content-visibility:visible;block-size:auto}
tr,figure,.failure{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@page{size:A4;margin:12mm}`;

function variables(palette: Readonly<Record<string, string>>): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
