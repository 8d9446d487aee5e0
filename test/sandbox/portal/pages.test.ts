import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { logIn } from '../../../src/sandbox/business/login.ts';
import { PALETTES, STYLE } from '../../../src/sandbox/portal/style.ts';
import { revokeCertificate } from '../../../src/sandbox/records/certificates.ts';
import { violationsIn } from '../../support/axe.ts';
import { contrast } from '../../support/contrast.ts';
import { useSeededFolder } from '../support.ts';
import { getCertificate, openPortal, type Page, type TestPortal, Visit } from './support.ts';

useSeededFolder();

const violationsOf = ({ html }: Page) => violationsIn(html);

/** Every state of the pages, by name. */
async function* states(portal: TestPortal, language: string): AsyncGenerator<[string, Page]> {
  const chosen = ['--header', `Accept-Language: ${language}`];
  yield ['no certificate', await new Visit(portal).get('/', ...chosen)];
  const jiro = await getCertificate(portal, 'jirodt', { confirmed: false });
  const visit = new Visit(portal, jiro);
  yield ['login', await visit.get(`/?lang=${language}`)];
  yield ['no such page', await visit.get('/elsewhere')];
  yield ['too large', await visit.post('/login', { password: 'x'.repeat(20_000) })];
  yield ['out of date', await visit.post('/login', { password: 'x' })];
  yield ['wrong password', await visit.logIn('jirodt', 'wrong')];
  yield ['wrong user', await visit.logIn('hanakodt')];
  await visit.logIn('jirodt');
  yield ['just confirmed', await visit.get()];
  portal.date.offsetMs = 350 * 24 * 60 * 60 * 1000;
  yield ['with a notice', await visit.get()];
  yield ['logged out', await new Visit(portal, jiro).get('/?logged-out', ...chosen)];
  for (const _ of Array(5)) await logIn(portal.bank, 'jirodt', 'wrong').catch(() => undefined);
  yield ['locked', await visit.logIn('jirodt')];
  revokeCertificate(portal.bank.database, jiro.serialNumber, portal.bank.bankNow(), 'keyCompromise');
  yield ['revoked', await visit.get()];
}

test.each(['ja', 'en'])(
  'every page in %s: axe finds nothing, no script, nothing from elsewhere',
  async (language) => {
    const portal = await openPortal();
    const titles = new Map<string, string>();
    for await (const [name, page] of states(portal, language)) {
      expect([name, await violationsOf(page)]).toEqual([name, []]);
      const { document } = new JSDOM(page.html).window;
      titles.set(name, document.title);
      expect([name, document.documentElement.lang]).toEqual([name, language]);
      expect(page.headers.get('content-language')).toBe(language);
      expect(document.querySelectorAll('script, [style], img, link, iframe, object').length).toBe(0);
      for (const element of document.querySelectorAll('[href], [src], [action]')) {
        const target =
          element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action');
        expect(target).toMatch(/^\/[a-z?=-]*$/);
      }
      expect(document.querySelector('.demo')?.textContent).toContain('デモ環境');
      expect(document.querySelectorAll('h1').length).toBe(1);
      const links = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
      expect(links).toEqual(['/?lang=ja', '/?lang=en']);
    }
    expect(titles.size).toBe(12);
  },
);

test('axe does find what is wrong', async () => {
  const portal = await openPortal();
  const page = await new Visit(portal, await getCertificate(portal, 'jirodt')).get();
  const broken = {
    ...page,
    html: page.html.replace('<label for="password">', '<label>').replace(' lang="ja"', ''),
  };
  expect((await violationsOf(broken)).map((found) => found.split(':')[0])).toEqual(
    expect.arrayContaining(['label', 'html-has-lang']),
  );
});

test('the language: the browser asks, the link decides and is remembered', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal);
  const wish = (language: string) => ['--header', `Accept-Language: ${language}`];
  const language = async (...request: [string, ...string[]]) =>
    (await visit.get(...request)).headers.get('content-language');
  expect(await language('/', ...wish('en-US,en'))).toBe('en');
  expect(await language('/', ...wish('fr'))).toBe('ja');
  expect(await language('/?lang=fr', ...wish('en'))).toBe('en');
  expect(await language('/?lang=ja', ...wish('en'))).toBe('ja');
  // Refusals remember it too.
  expect(await language('/', ...wish('en'))).toBe('ja');
});

test('names from the bank are text, whatever they contain', async () => {
  const portal = await openPortal();
  const hostile = '</bdi><script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u202e';
  portal.bank.database.run('UPDATE users SET name = ?', [hostile]);
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  await visit.logIn('jirodt');
  const home = await visit.get();
  const { document } = new JSDOM(home.html).window;
  expect(document.querySelector('h1 bdi')?.textContent).toBe(hostile);
  expect(document.querySelectorAll('script, img').length).toBe(0);
  expect(await violationsOf(home)).toEqual([]);

  const typed = '"><script>alert(3)</script>';
  const page = await new Visit(portal, await getCertificate(portal, 'jirodt')).logIn(typed, 'x');
  expect(page.reason).toBe('wrong-user');
  const form = new JSDOM(page.html).window.document;
  expect(form.querySelector('#login-id')?.value).toBe(typed);
  expect(form.querySelectorAll('script').length).toBe(0);
});

test('every answer forbids framing, scripts, storing, sniffing and referrers; the style is the one allowed', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  const pages = [await visit.get(), await new Visit(portal).get(), await visit.get('/elsewhere')];
  pages.push(await visit.logIn('jirodt'), await visit.get(), await visit.get('/', '--request', 'DELETE'));
  pages.push(await visit.post('/login', { x: 'x'.repeat(20_000) }));
  expect(pages.map(({ status }) => status)).toEqual([200, 403, 404, 303, 200, 404, 413]);
  for (const { headers } of pages) {
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
  const [first] = pages;
  const style = /<style>([\s\S]+)<\/style>/.exec(first?.html ?? '')?.[1] ?? '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  expect(first?.headers.get('content-security-policy')).toContain(
    `style-src 'sha256-${Buffer.from(digest).toString('base64')}'`,
  );
});

test.each(['light', 'dark'] as const)('colours of the %s palette can be read (WCAG 2.2 AA)', (scheme) => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  const palette = PALETTES[scheme];
  const texts: [text: keyof typeof palette, ground: keyof typeof palette][] = [
    ['text', 'ground'],
    ['text', 'card'],
    ['muted', 'ground'],
    ['muted', 'card'],
    ['bar-text', 'bar'],
    ['demo-text', 'demo'],
    ['accent-text', 'accent'],
    ['accent', 'card'],
    ['alert-text', 'alert'],
    ['note-text', 'note'],
  ];
  for (const [text, ground] of texts) {
    expect([text, ground, contrast(palette[text], palette[ground]) >= 4.5]).toEqual([text, ground, true]);
  }
  // Borders of fields and the focus ring: 3:1 (1.4.11).
  expect(contrast(palette.line, palette.card)).toBeGreaterThanOrEqual(3);
  expect(contrast(palette.accent, palette.card)).toBeGreaterThanOrEqual(3);
  for (const colour of Object.values(palette)) expect(STYLE).toContain(colour);
  const plain = STYLE.replaceAll(/--[a-z-]+:#[0-9a-f]{6}/g, '');
  expect(plain).not.toMatch(/#[0-9a-f]{3,8}\b/);
});
