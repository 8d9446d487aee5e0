import { randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { joinSentences, type Language } from '../../core/text.ts';
import { meAnswer } from '../business/answers.ts';
import type { BankContext } from '../business/context.ts';
import { languageOf } from '../business/language.ts';
import { Problem } from '../business/problem.ts';
import { settleRevocations } from '../business/revocation.ts';
import { duringRequest, isNoted, recordAct } from '../records/audit.ts';
import { renewalDaysOf } from '../records/rules.ts';
import { FormTooLarge, readForm } from './form.ts';
import { judge, type Visitor } from './judge.ts';
import type { Html } from './layout.ts';
import { logInAtPortal } from './login.ts';
import { homePage, type LoginMessage, loginPage, plainPage, problemText, refusalPage } from './pages.ts';
import { PortalRefusal, REFUSALS } from './refusal.ts';
import { isCookie, newCookie, PortalSessions } from './sessions.ts';
import { STYLE_HASH } from './style.ts';
import { WORDS } from './words.ts';

interface PortalEnv {
  Bindings: HttpBindings;
  Variables: { language: Language; visitor: Visitor; requestId: string };
}

type PortalRequest = Context<PortalEnv>;

const LANGUAGE_COOKIE = '__Host-portal-language';
/** Before the login, and the login itself: the second is new with each login, so that nobody can plant it. */
const FORM_COOKIE = '__Host-portal-form';
const SESSION_COOKIE = '__Host-portal-session';
const COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src ${STYLE_HASH}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The bank's login page. Whatever is asked, the certificate is judged first, for each request anew. */
export function portalApp(bank: BankContext, log: (line: string) => void): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  const sessions = new PortalSessions(bank);
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    c.set('language', chooseLanguage(c));
    c.header('Content-Language', c.get('language'));
    const requestId = randomUUID();
    c.set('requestId', requestId);
    const socket = c.env.incoming.socket as TLSSocket;
    settleRevocations(bank);
    c.set('visitor', judge(bank, socket.getPeerX509Certificate()));
    await duringRequest(requestId, next);
  });
  app.get('/', (c) => showStart(c, bank, sessions));
  app.post('/login', (c) => submitLogin(c, bank, sessions));
  app.post('/logout', (c) => submitLogout(c, bank, sessions));
  app.notFound((c) => show(c, plainPage(c.get('language'), WORDS.notFound), 404));
  app.onError((error, c) => {
    if (error instanceof PortalRefusal) {
      noteRefusal(c, bank, error.code, error.presented?.entry?.loginId ?? '');
      return show(c, refusalPage(c.get('language'), error, c.get('requestId')), 403);
    }
    if (error instanceof FormTooLarge) return show(c, plainPage(c.get('language'), WORDS.tooLarge), 413);
    log(`portal: ${error.stack ?? error}`);
    return show(c, plainPage(c.get('language'), WORDS.failed), 500);
  });
  return app;
}

/** What people ask for; browsers ask for pictures besides. */
const PAGES = ['/', '/login', '/logout'];

/** Whoever reads the number of a refusal to the bank is found by it. */
function noteRefusal(c: PortalRequest, bank: BankContext, code: string, loginId: string): void {
  const requestId = c.get('requestId');
  if (!PAGES.includes(c.req.path) || isNoted(bank.database, requestId)) return;
  const note = () => recordAct(bank.database, bank.now(), loginId, 'login-refused', `portal: ${code}`);
  duringRequest(requestId, () => bank.database.passing(note));
}

function showStart(
  c: PortalRequest,
  bank: BankContext,
  sessions: PortalSessions,
): Response | Promise<Response> {
  const visitor = c.get('visitor');
  const cookie = getCookie(c, SESSION_COOKIE);
  const session = sessions.find(visitor, cookie);
  if (session === undefined || session === 'ended') {
    if (cookie !== undefined) deleteCookie(c, SESSION_COOKIE, COOKIE_OPTIONS);
    const note =
      session === 'ended'
        ? WORDS.sessionEnded
        : c.req.query('logged-out') === ''
          ? WORDS.loggedOut
          : undefined;
    return showLogin(c, sessions, note && { note });
  }
  const language = c.get('language');
  const me = meAnswer(bank, visitor.user, language);
  const formToken = sessions.formToken(visitor, cookie ?? '');
  const renewalDays = renewalDaysOf(bank.rules());
  const context = { bankNow: bank.bankNow(), renewalDays, confirmedNow: session.confirmedNow };
  return show(c, homePage(language, visitor, me, formToken, context));
}

function showLogin(
  c: PortalRequest,
  sessions: PortalSessions,
  message?: LoginMessage,
  status: 200 | 403 = 200,
): Response | Promise<Response> {
  const visitor = c.get('visitor');
  const given = getCookie(c, FORM_COOKIE);
  const cookie = isCookie(given) ? given : newCookie();
  if (cookie !== given) setCookie(c, FORM_COOKIE, cookie, COOKIE_OPTIONS);
  const formToken = sessions.formToken(visitor, cookie);
  return show(c, loginPage(c.get('language'), visitor, formToken, message), status);
}

async function submitLogin(c: PortalRequest, bank: BankContext, sessions: PortalSessions): Promise<Response> {
  const visitor = c.get('visitor');
  const form = await readForm(c.req);
  requireOwnForm(c, sessions, FORM_COOKIE, form);
  const loginId = (form.get('loginId') ?? '').trim();
  try {
    const password = form.get('password') ?? '';
    const cookie = await logInAtPortal(bank, sessions, visitor, { loginId, password });
    setCookie(c, SESSION_COOKIE, cookie, COOKIE_OPTIONS);
    return c.redirect('/', 303);
  } catch (error) {
    const language = c.get('language');
    const refusal = { loginId, requestId: c.get('requestId') };
    if (error instanceof Problem) {
      noteRefusal(c, bank, error.code, visitor.user.loginId);
      const text = problemText(language, error, loginId);
      return showLogin(c, sessions, { ...refusal, error: text, code: error.code }, 403);
    }
    if (error instanceof PortalRefusal && error.code === 'wrong-user') {
      const { reason, remedy } = REFUSALS['wrong-user'];
      const text = joinSentences(language, [reason[language], remedy[language]]);
      return showLogin(c, sessions, { ...refusal, error: text, code: error.code }, 403);
    }
    throw error;
  }
}

async function submitLogout(
  c: PortalRequest,
  bank: BankContext,
  sessions: PortalSessions,
): Promise<Response> {
  const visitor = c.get('visitor');
  const form = await readForm(c.req);
  const cookie = getCookie(c, SESSION_COOKIE);
  const session = sessions.find(visitor, cookie);
  if (session !== undefined && session !== 'ended') {
    requireOwnForm(c, sessions, SESSION_COOKIE, form);
    sessions.close(visitor, cookie);
    recordAct(bank.database, bank.now(), visitor.user.loginId, 'logged-out', 'portal');
  }
  deleteCookie(c, SESSION_COOKIE, COOKIE_OPTIONS);
  return c.redirect('/?logged-out', 303);
}

/** @throws PortalRefusal `form-expired` */
function requireOwnForm(
  c: PortalRequest,
  sessions: PortalSessions,
  cookieName: string,
  form: URLSearchParams,
): void {
  const isOwn = sessions.isFormToken(c.get('visitor'), getCookie(c, cookieName), form.get('token') ?? '');
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  if (!isOwn || site !== 'same-origin') throw new PortalRefusal('form-expired');
}

/** The link's, which is remembered; otherwise the browser's. */
function chooseLanguage(c: PortalRequest): Language {
  const chosen = asLanguage(c.req.query('lang'));
  if (chosen) setCookie(c, LANGUAGE_COOKIE, chosen, COOKIE_OPTIONS);
  return chosen ?? asLanguage(getCookie(c, LANGUAGE_COOKIE)) ?? languageOf(c.req.header('accept-language'));
}

function asLanguage(value: string | undefined): Language | undefined {
  return value === 'ja' || value === 'en' ? value : undefined;
}

function show(
  c: Context,
  page: Html,
  status: 200 | 403 | 404 | 413 | 500 = 200,
): Response | Promise<Response> {
  return c.html(page, status);
}
