import { html } from 'hono/html';
import { formatMoment } from '../../core/japan-time.ts';
import { fill, joinSentences, type Language, type Text } from '../../core/text.ts';
import type { Problem } from '../business/problem.ts';
import type { components } from '../generated/contract.ts';
import { certificateState } from '../records/certificates.ts';
import type { Visitor } from './judge.ts';
import { definitions, type Html, page } from './layout.ts';
import { type PortalRefusal, type PresentedCertificate, REFUSALS, REVOCATION_REASONS } from './refusal.ts';
import { ROLES, STATES, WORDS } from './words.ts';

type Me = components['schemas']['Me'];

/** A certificate's names can be of any length: somebody else made them. */
const MAX_NAME = 300;

/** What the login page says above the form. */
export type LoginMessage =
  | { readonly note: Text }
  | {
      readonly error: string;
      readonly code: string;
      readonly loginId: string;
      /** By which the bank's log finds it. */
      readonly requestId: string;
    };

/** The login form; after a refusal with the reason, and the reason's code for scripts. */
export function loginPage(
  language: Language,
  visitor: Visitor,
  formToken: string,
  message?: LoginMessage,
): Html {
  const error = message && 'error' in message ? message : undefined;
  const title = WORDS.loginTitle[language];
  const invalid = error ? html` aria-invalid="true"` : '';
  const loginId = error?.loginId ?? visitor.user.loginId;
  const isOwn = loginId === visitor.user.loginId;
  const hint = (isOwn ? WORDS.loginIdHint : WORDS.otherLoginIdHint)[language];
  const form = html`<form method="post" action="/login">
<input type="hidden" name="token" value="${formToken}">
<label for="login-id">${WORDS.loginId[language]}</label>
<input id="login-id" name="loginId" value="${loginId}" autocomplete="username" autocapitalize="none"
 spellcheck="false" required maxlength="100" aria-describedby="login-id-hint"${isOwn ? '' : invalid}>
<p class="muted" id="login-id-hint">${fill(hint, { loginId: visitor.user.loginId })}</p>
<label for="password">${WORDS.password[language]}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000"
${error?.code === 'credentials-refused' ? html` aria-invalid="true" aria-describedby="alert"` : ''}>
<button type="submit">${WORDS.login[language]}</button>
</form>`;
  return page(
    language,
    error ? `${WORDS.error[language]}: ${title}` : title,
    html`<h1>${title}</h1>
${error ? alertBox(language, error.error, error.code, error.requestId) : ''}${message && 'note' in message ? noteBox(message.note[language]) : ''}
${form}
<h2>${WORDS.presented[language]}</h2>
${presentedFacts(language, visitor)}`,
  );
}

/** The page behind the login. */
export function homePage(
  language: Language,
  visitor: Visitor,
  me: Me,
  formToken: string,
  context: {
    readonly bankNow: Date;
    readonly renewalDays: number;
    readonly confirmedNow: boolean;
  },
): Html {
  const { entry, user } = visitor;
  const facts = definitions(language, [
    [WORDS.userName, html`<bdi>${user.name}</bdi>`],
    [WORDS.loginId, user.loginId],
    [WORDS.role, ROLES[user.role][language]],
    [WORDS.state, STATES[certificateState(entry, context.bankNow, context.renewalDays)][language]],
    [WORDS.expiry, formatMoment(entry.notAfter, language)],
    [WORDS.serialNumber, html`<code>${entry.serialNumber}</code>`],
  ]);
  const notices = me.notices.map(({ code, message }) => html`<li data-code="${code}">${message}</li>`);
  return page(
    language,
    WORDS.welcome[language],
    html`<h1><bdi>${user.name}</bdi> ${WORDS.greeting[language]}</h1>
<p>${WORDS.welcome[language]}${language === 'ja' ? '。' : '.'}</p>
${context.confirmedNow ? noteBox(WORDS.confirmedNow[language]) : ''}
${facts}
<h2>${WORDS.notices[language]}</h2>
${notices.length > 0 ? html`<ul>${notices}</ul>` : html`<p>${WORDS.noNotices[language]}</p>`}
<form method="post" action="/logout">
<input type="hidden" name="token" value="${formToken}">
<button type="submit">${WORDS.logOut[language]}</button>
</form>`,
  );
}

/** The 403: reason, remedy, code, the number by which the bank's log finds it, and what was presented. */
export function refusalPage(language: Language, refusal: PortalRefusal, requestId: string): Html {
  const { reason, remedy } = REFUSALS[refusal.code];
  const title = WORDS.refusedTitle[language];
  const back = html`<p><a href="/">${WORDS.backToLogin[language]}</a></p>`;
  return page(
    language,
    title,
    html`<h1>${title}</h1>
${alertBox(language, reason[language], refusal.code, requestId)}
<h2>${WORDS.remedy[language]}</h2>
<p>${remedy[language]}</p>
${refusal.code === 'form-expired' ? back : ''}
${
  refusal.presented
    ? html`<h2>${WORDS.presented[language]}</h2>
${presentedFacts(language, refusal.presented)}`
    : ''
}`,
  );
}

/** Everything else: a sentence and the way back. */
export function plainPage(language: Language, title: Text): Html {
  return page(
    language,
    title[language],
    html`<h1>${title[language]}</h1>
<p><a href="/">${WORDS.backToLogin[language]}</a></p>`,
  );
}

/** Why the password was not taken, with the tries left or the way to release the login ID. */
export function problemText(language: Language, problem: Problem, loginId: string): string {
  const { detail, attemptsLeft } = problem.body(language, '');
  const sentences = [detail];
  if (attemptsLeft !== undefined) sentences.push(fill(WORDS.triesLeft[language], { count: attemptsLeft }));
  if (problem.code === 'account-locked') sentences.push(fill(WORDS.unlock[language], { loginId }));
  return joinSentences(language, sentences);
}

function alertBox(language: Language, text: string, code: string, requestId: string): Html {
  return html`<div class="alert" role="alert" id="alert"><p>${text}</p>
<p class="code">${WORDS.reasonCode[language]}: <code>${code}</code></p>
<p class="code">${WORDS.requestId[language]}: <code>${requestId}</code></p></div>`;
}

function noteBox(text: string): Html {
  return html`<p class="note" role="status">${text}</p>`;
}

function presentedFacts(language: Language, { certificate, entry }: PresentedCertificate): Html {
  const reason = entry?.revocationReason && REVOCATION_REASONS[entry.revocationReason][language];
  return definitions(language, [
    [WORDS.subject, html`<bdi>${nameOf(certificate.subject)}</bdi>`],
    [WORDS.issuer, html`<bdi>${nameOf(certificate.issuer)}</bdi>`],
    [WORDS.serialNumber, html`<code>${certificate.serialNumber.toLowerCase()}</code>`],
    [WORDS.begins, momentOf(certificate.validFrom, language)],
    [WORDS.expiry, momentOf(certificate.validTo, language)],
    [WORDS.revokedAt, entry?.revokedAt && formatMoment(entry.revokedAt, language)],
    [WORDS.revocationReason, reason],
  ]);
}

/** Node gives a line for each part, most significant first; RFC 4514 writes them the other way round. */
function nameOf(lines: string | undefined): string {
  const name = (lines ?? '').split('\n').reverse().join(', ');
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
}

function momentOf(openSslTime: string, language: Language): string | undefined {
  const moment = new Date(openSslTime);
  return Number.isNaN(moment.getTime()) ? undefined : formatMoment(moment, language);
}
