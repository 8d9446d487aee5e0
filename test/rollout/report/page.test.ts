import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../../src/rollout/report/calendar.ts';
import { readExpected } from '../../../src/rollout/report/expected.ts';
import { reportJson } from '../../../src/rollout/report/numbers.ts';
import { reportHtml } from '../../../src/rollout/report/page/page.ts';
import { PALETTES } from '../../../src/rollout/report/page/style.ts';
import { violationsIn } from '../../support/axe.ts';
import { contrast } from '../../support/contrast.ts';
import { ago, certificate, check, failed, issued, notTried, reported } from './support.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Something of everything. */
function everything() {
  return reported(
    [
      check('PC-1', ago(0), [certificate('expired', -30), certificate('today', 0)]),
      check('PC-2', ago(1), [certificate('due', 5), certificate('renewable', 35), certificate('well', 200)]),
      check('PC-3', ago(20), [certificate('broken', 100, { attention: ['key-unusable'] })], {
        damaged: [{}],
      }),
      ...range(12).map((n) => failed('PC-4', ago(1), `failed${n}`)),
      failed('PC-4', ago(1), 'sent', { code: 'CT-10604', name: 'timeout' }),
      failed('PC-4', ago(1), 'newer', {
        code: 'CT-5999',
        name: 'of-a-newer-version',
        message: 'M.',
        hint: 'H.',
      }),
      notTried('PC-4', ago(1), 'later'),
      ...range(20).map((n) => issued('PC-5', ago(1), `user${n}`, 100 + n)),
      issued('PC-5', ago(1), 'endless', 100, {
        certificate: certificate('endless', 1, { notAfter: '9999-12-31T23:59:59Z', state: 'issued' }),
      }),
    ],
    range(17).map((n) => ({ loginId: `never${n}` })),
  );
}

const pages = {
  everything: everything(),
  empty: reported([]),
  'one PC': reported([check('PC-1', ago(0), [certificate('hanako', 200)])]),
  'nothing but silence': reported([], [{ loginId: 'hanako' }]),
  'a PC without certificates': reported([check('PC-1', ago(0), [])]),
};

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  test.each(Object.entries(pages))(
    '%s: axe finds nothing, no script, nothing from elsewhere',
    async (name, report) => {
      const html = reportHtml(report, language);
      // It takes a while.
      if (language === 'ja' || name === 'everything') expect(await violationsIn(html)).toEqual([]);
      const { document } = new JSDOM(html).window;
      expect(document.documentElement.lang).toBe(language);
      expect(
        document.querySelectorAll('script, img, link, iframe, object, [src], [style], [onclick]').length,
      ).toBe(0);
      expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain(
        "default-src 'none'",
      );
      for (const link of document.querySelectorAll('a')) {
        expect(document.querySelector(link.getAttribute('href'))).not.toBeNull();
      }
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(document.body.textContent).not.toMatch(/undefined|NaN|Invalid|\{\w+\}/);
    },
  );

  test('each failure has the remedy of the catalogue in this language', () => {
    const { document } = new JSDOM(reportHtml(pages.everything, language)).window;
    const failures = [...document.querySelectorAll('.failure')].map(({ textContent }) => textContent);
    expect(failures.map((text) => /CT-\d+/.exec(text)?.[0])).toEqual([
      'CT-3001',
      'CT-5999',
      'CT-10604',
      'CT-9002',
    ]);
    expect(failures[0]).toContain({ ja: 'ログインパスワードを確認', en: 'Check both and run' }[language]);
    expect(failures[2]).toContain(
      { ja: '証明書は失われません', en: 'The certificate is not lost' }[language],
    );
    // Of a newer version's code its own words are all there is.
    expect(failures[1]).toMatch(/M\.[\s\S]*H\./);
  });
});

test('what is urgent comes first, and each number is that of the rows behind it', () => {
  const { document } = new JSDOM(reportHtml(pages.everything, 'en')).window;
  const tiles = [...document.querySelectorAll('.tiles li')].map(({ textContent }) => textContent);
  expect(tiles).toEqual([
    '2 Expired',
    '1 End within 14 working days',
    '14 Failed',
    '18 Silent for 14 days',
    '2 Something else is wrong',
  ]);
  expect(document.querySelector('main section')?.id).toBe('urgent');
  for (const id of ['expired', 'due', 'other']) {
    const heading = document.querySelector(`h3#${id}`);
    const rows = heading.nextElementSibling.querySelectorAll('tbody tr');
    expect([id, rows.length]).toEqual([id, Number(heading.querySelector('.tag').textContent)]);
  }
  expect(reportJson(pages.everything, 'en').counts).toMatchObject({
    ...{ expired: 2, due: 1, failed: 14, silent: 18, other: 2 },
    states: { expired: 2, unusable: 1, failed: 14, due: 1, 'not-tried': 1, renewable: 1, issued: 22 },
  });
});

test('the calendar: every day in its month, by colour, number and in words; the table says the same', () => {
  const report = pages.everything;
  const { document } = new JSDOM(reportHtml(report, 'en')).window;
  const pictures = [...document.querySelectorAll('#calendar figure svg')];
  expect(pictures.length).toBe(13);
  for (const svg of pictures) {
    const [title, desc] = ['aria-labelledby', 'aria-describedby'].map((name) =>
      document.getElementById(svg.getAttribute(name)),
    );
    expect([title.tagName, desc.tagName]).toEqual(['title', 'desc']);
  }
  const words = (text: string) => pictures.find(({ textContent }) => textContent.includes(text));
  expect(words('Nov 2026: 1 expire')?.querySelector('desc').textContent).toBe('2026-11-28: 1');
  expect(words('Nov 2026')?.querySelectorAll('rect.bad').length).toBe(1);
  expect(words('Dec 2026: 1 expire')?.querySelectorAll('rect.warn').length).toBe(1);
  expect(words('Jan 2027: 1 expire')?.querySelectorAll('rect.soon').length).toBe(1);
  const rows = [...document.querySelectorAll('#calendar tbody tr')].map((row) => row.textContent);
  expect(rows.length).toBe(calendarOf(report).days.length);
  expect(rows.slice(0, 2)).toEqual(['2026-10-292026-10-281', '2026-11-282026-11-271']);
  expect(document.querySelector('#calendar').textContent).toContain('Expired before: 1');
});

test('names from elsewhere are text, whatever they contain', async () => {
  const hostile = '</bdi></title><script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u202E';
  const quoted = hostile.replaceAll('"', '""');
  const report = reported(
    [
      check(hostile, ago(0), [
        certificate(hostile, 3, { bank: { id: 'b', name: hostile } }),
        certificate('x', 3),
      ]),
      failed(hostile, ago(0), `${hostile}2`, {
        code: hostile,
        name: hostile,
        message: hostile,
        hint: hostile,
      }),
    ],
    readExpected(`loginId,device\n"${quoted}3","${quoted}"`),
  );
  const html = reportHtml(report, 'ja');
  const { document } = new JSDOM(html).window;
  expect(document.querySelectorAll('script, img').length).toBe(0);
  expect(html.includes('\u202E')).toBe(false);
  expect(document.querySelector('#users bdi')?.textContent).toContain('<script>alert(1)</script>');
  expect(await violationsIn(html)).toEqual([]);
});

test.each(['light', 'dark'] as const)('colours of the %s palette can be read (WCAG 2.2 AA)', (scheme) => {
  const palette = PALETTES[scheme];
  const names = Object.keys(palette) as (keyof typeof palette)[];
  const grounds = names.filter((name) => `${name}-text` in palette);
  expect(grounds.length).toBe(8);
  const texts: [text: string, ground: string][] = [
    ...grounds.map((name): [string, string] => [`${name}-text`, name]),
    ...['text', 'muted'].flatMap(
      (text) =>
        [
          [text, 'ground'],
          [text, 'card'],
        ] as [string, string][],
    ),
    ['accent', 'card'],
  ];
  const colours: Readonly<Record<string, string>> = palette;
  for (const [text, ground] of texts) {
    const ratio = contrast(colours[text] ?? '', colours[ground] ?? '');
    expect([text, ground, ratio >= 4.5]).toEqual([text, ground, true]);
  }
});

test('2,000 users with a PC each, and 50,000 lines, take no time to speak of', () => {
  const lines = range(50_000).map((n) =>
    issued(`PC-${n % 2000}`, ago(n % 300), `user${n % 2000}`, 5 + (n % 360)),
  );
  const begun = performance.now();
  const report = reported(lines);
  expect(reportHtml(report, 'ja').length).toBeGreaterThan(100_000);
  expect(report.users.length).toBe(2000);
  // Ten times what it takes: what grows with the square of the numbers would take minutes.
  expect(performance.now() - begun).toBeLessThan(10_000);
});
