import { createHash } from 'node:crypto';

/** Colours by use. Each text colour is readable on its ground (WCAG 2, 4.5:1); a test computes it. */
const LIGHT = {
  ground: '#eef1f5',
  card: '#ffffff',
  text: '#1a2332',
  muted: '#4a5668',
  line: '#79859a',
  bar: '#16325c',
  'bar-text': '#ffffff',
  demo: '#ffd54a',
  'demo-text': '#332700',
  accent: '#1a4f9c',
  'accent-text': '#ffffff',
  alert: '#fdecea',
  'alert-text': '#8a1c12',
  note: '#e6f2ea',
  'note-text': '#1b5130',
};

const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  ground: '#10151d',
  card: '#1a212c',
  text: '#e8ecf2',
  muted: '#b4bfcd',
  line: '#7c8aa0',
  bar: '#0b2344',
  'bar-text': '#ffffff',
  demo: '#e2b93b',
  'demo-text': '#2b2100',
  accent: '#8ab6f5',
  'accent-text': '#0c1a2e',
  alert: '#401a18',
  'alert-text': '#ffc9c3',
  note: '#16321f',
  'note-text': '#bfe8cb',
};

export const PALETTES = { light: LIGHT, dark: DARK };

/** The whole design; inline, for the portal loads nothing. */
export const STYLE = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--text);
font:1rem/1.7 "Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP","Noto Sans JP",system-ui,sans-serif}
.demo{margin:0;padding:.4rem 1rem;background:var(--demo);color:var(--demo-text);text-align:center;font-weight:bold;
font-size:.9rem}
.bar{background:var(--bar);color:var(--bar-text)}
.bar>div{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;
max-width:44rem;margin:0 auto;padding:.9rem 1rem}
.bar p{margin:0;font-weight:bold;font-size:1.1rem}
.bar nav{display:flex;gap:.25rem}
.bar a{color:var(--bar-text);padding:.25rem .6rem;border-radius:.3rem}
.bar a[aria-current]{text-decoration:none;border:1px solid var(--bar-text)}
main{flex:1;width:100%;max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
.card{background:var(--card);border-radius:.6rem;padding:1.5rem;box-shadow:0 1px 4px rgb(0 0 0/.18)}
h1,h2{word-break:auto-phrase}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 1rem}
h2{font-size:1.1rem;line-height:1.4;margin:1.75rem 0 .5rem}
p{margin:.5rem 0}
.muted{color:var(--muted);font-size:.9rem}
.alert,.note{border-left:.3rem solid;border-radius:.3rem;padding:.6rem 1rem;margin:0 0 1.25rem}
p.note,.alert>p:first-child{margin-top:0}.alert>p:last-child{margin-bottom:0}
.alert{background:var(--alert);color:var(--alert-text)}
.note{background:var(--note);color:var(--note-text)}
dl{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.5rem 1.25rem;margin:0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
code{font-family:ui-monospace,Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.95em;overflow-wrap:anywhere}
label{display:block;font-weight:bold;margin:1.1rem 0 .25rem}
input{width:100%;max-width:24rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);
border-radius:.35rem;padding:.55rem .7rem}
button{display:block;font:inherit;font-weight:bold;margin-top:1.5rem;padding:.6rem 2.2rem;color:var(--accent-text);
background:var(--accent);border:2px solid var(--accent);border-radius:.35rem;cursor:pointer}
.card a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bar :focus-visible{outline-color:var(--bar-text)}
footer{width:100%;max-width:44rem;margin:0 auto;padding:0 1rem 1.5rem;color:var(--muted);font-size:.85rem}
@media (max-width:32rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.7rem}button{width:100%}
input{max-width:none}}
`;

/** For the Content-Security-Policy: this style and no other (CSP 3, 6.7.2). */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

function variables(palette: Readonly<Record<string, string>>): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
