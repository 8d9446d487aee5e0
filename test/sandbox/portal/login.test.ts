import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { logIn } from '../../../src/sandbox/business/login.ts';
import { auditLog } from '../../../src/sandbox/records/audit.ts';
import {
  certificateBySerialNumber,
  decidingCertificate,
  revokeCertificate,
} from '../../../src/sandbox/records/certificates.ts';
import { countWrongTry, triesLeft } from '../../../src/sandbox/records/tries.ts';
import { useSeededFolder } from '../support.ts';
import { getCertificate, openPortal, type TestPortal, tokenIn, Visit } from './support.ts';

useSeededFolder();

const JAPANESE = ['--header', 'Accept-Language: ja'];
const ENGLISH = ['--header', 'Accept-Language: en'];

const entryOf = (portal: TestPortal, serialNumber: string) =>
  certificateBySerialNumber(portal.bank.database, serialNumber);

/** A user without OTP, whose seeded certificate is gone, and a session of theirs at the API. */
async function sachiko(portal: TestPortal) {
  const { database } = portal.bank;
  const seeded = decidingCertificate(database, 'sachikodt')?.serialNumber ?? '';
  revokeCertificate(database, seeded, portal.bank.bankNow(), 'unspecified');
  return getCertificate(portal, 'sachikodt');
}

const apiSession = async (portal: TestPortal) =>
  (await logIn(portal.bank, 'sachikodt', 'demo-sachikodt')).token;

test('certificate and password log in: name, role, state, expiry in Japan time, serial number', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const visit = new Visit(portal, jiro);
  const answer = await visit.logIn('jirodt');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  const notAfter = entryOf(portal, jiro.serialNumber)?.notAfter ?? new Date(0);
  const day = new Date(notAfter.getTime() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const [year, month, date] = day.split('-');
  const ja = (await visit.get('/', ...JAPANESE)).html;
  for (const text of ['データ二郎', '一般ユーザ', '発行済み', jiro.serialNumber, 'お知らせはありません']) {
    expect(ja).toContain(text);
  }
  expect(ja).toContain(`${year}年${month}月${date}日 08時59分59秒`);
  const en = (await visit.get('/', ...ENGLISH)).html;
  for (const text of ['General user', 'Issued', `${day} 08:59:59 JST`]) expect(en).toContain(text);
});

test('the bank notes when a certificate was last used, by its own date', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  portal.date.offsetMs = 5 * 24 * 60 * 60 * 1000;
  const visit = new Visit(portal, jiro);
  await visit.get('/');
  expect(entryOf(portal, jiro.serialNumber)?.lastUsedAt).toBeUndefined();
  const before = portal.bank.bankNow();
  await visit.logIn('jirodt');
  const used = entryOf(portal, jiro.serialNumber)?.lastUsedAt ?? new Date(0);
  expect(used.getTime()).toBeGreaterThanOrEqual(before.getTime());
});

test('in its last 40 days the greeting says renewable, and a notice tells', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const notAfter = entryOf(portal, jiro.serialNumber)?.notAfter.getTime() ?? 0;
  portal.date.offsetMs = notAfter - 10 * 24 * 60 * 60 * 1000 - Date.now();
  const visit = new Visit(portal, jiro);
  await visit.logIn('jirodt');
  const { html } = await visit.get('/', ...JAPANESE);
  expect(html).toContain('更新可');
  expect(html).toContain('data-code="certificate-expires-soon"');
});

test('a login confirms an unconfirmed certificate and revokes its predecessor as superseded', async () => {
  const portal = await openPortal();
  const old = await getCertificate(portal, 'jirodt', { key: 'old' });
  portal.date.offsetMs = 340 * 24 * 60 * 60 * 1000;
  const next = await getCertificate(portal, 'jirodt', { key: 'next', confirmed: false, renewed: old });

  const oldVisit = new Visit(portal, old);
  await oldVisit.logIn('jirodt');
  expect((await oldVisit.get()).html).not.toContain('class="note"');
  expect(entryOf(portal, next.serialNumber)?.confirmed).toBe(false);

  // The same user's other certificate has to log in by itself.
  expect((await new Visit(portal, next, oldVisit.cookieFile).get()).html).toContain('action="/login"');
  const visit = new Visit(portal, next);
  expect((await visit.logIn('jirodt', 'wrong')).reason).toBe('credentials-refused');
  expect(entryOf(portal, next.serialNumber)?.confirmed).toBe(false);
  await visit.logIn('jirodt');
  expect((await visit.get('/', ...JAPANESE)).html).toContain('新しい証明書の利用を確認しました');
  expect(entryOf(portal, next.serialNumber)).toMatchObject({ confirmed: true, revokedAt: undefined });
  expect(entryOf(portal, old.serialNumber)).toMatchObject({ revocationReason: 'superseded' });
  const refused = await oldVisit.get('/', ...JAPANESE);
  expect([refused.status, refused.reason]).toEqual([403, 'certificate-revoked']);
  expect(refused.html).toContain('新しい証明書への置き換え');
});

test('a certificate that is revoked while somebody is logged in lets nobody in any more', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const visit = new Visit(portal, jiro);
  await visit.logIn('jirodt');
  expect((await visit.get()).html).toContain('action="/logout"');
  revokeCertificate(portal.bank.database, jiro.serialNumber, portal.bank.bankNow(), 'privilegeWithdrawn');
  expect((await visit.get()).reason).toBe('certificate-revoked');
});

test('wrong passwords count with those at the API, and lock', async () => {
  const portal = await openPortal();
  const { database } = portal.bank;
  const jiro = await getCertificate(portal, 'jirodt');
  countWrongTry(database, 'jirodt', 'password');
  const visit = new Visit(portal, jiro);
  await visit.get('/?lang=ja');
  for (const left of [3, 2, 1]) {
    const page = await visit.logIn('jirodt', 'wrong');
    expect([page.status, page.reason]).toEqual([403, 'credentials-refused']);
    expect(page.html).toContain(`あと ${left} 回誤るとロックされます。`);
  }
  await expect(logIn(portal.bank, 'jirodt', 'wrong')).rejects.toMatchObject({ code: 'account-locked' });
  const locked = await visit.logIn('jirodt');
  expect([locked.status, locked.reason]).toEqual([403, 'account-locked']);
  expect(locked.html).toContain('cert-tool sandbox unlock jirodt');
  expect((await visit.get()).status).toBe(200);
});

test('a full login forgets wrong tries', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const visit = new Visit(portal, jiro);
  await visit.logIn('jirodt', 'wrong');
  expect(triesLeft(portal.bank.database, 'jirodt', 'password')).toBe(4);
  expect((await visit.logIn('jirodt')).status).toBe(303);
  expect(triesLeft(portal.bank.database, 'jirodt', 'password')).toBe(5);
});

test('suspended, and not enabled', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const { database } = portal.bank;
  database.run('UPDATE users SET suspended = 1');
  expect((await new Visit(portal, jiro).logIn('jirodt')).reason).toBe('suspended');
  database.run('UPDATE users SET suspended = 0, service_enabled = 0');
  expect((await new Visit(portal, jiro).logIn('jirodt')).reason).toBe('service-not-enabled');
});

test("another user's login ID is refused before its password is looked at", async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  for (const [language, sentence, theirs] of [
    ['ja', '提示された証明書は、入力されたログインIDのものではありません。', '証明書の利用者'],
    ['en', 'belongs to another login ID than the one entered', 'which is for'],
  ] as const) {
    await visit.get(`/?lang=${language}`);
    for (const password of ['demo-hanakodt', 'wrong']) {
      const page = await visit.logIn('hanakodt', password);
      expect([page.status, page.reason]).toEqual([403, 'wrong-user']);
      expect(page.html).toContain(sentence);
      const hint = new JSDOM(page.html).window.document.querySelector('#login-id-hint');
      expect(hint?.textContent).toMatch(new RegExp(`${theirs}: jirodt$`));
    }
  }
  expect(triesLeft(portal.bank.database, 'hanakodt', 'password')).toBe(5);
  expect((await visit.get()).html).not.toContain('action="/logout"');
});

test('one session per login ID: the API ends the portal, the portal ends the API', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await sachiko(portal));
  const early = await apiSession(portal);
  await visit.logIn('sachikodt');
  expect(() => portal.bank.sessions.use(early)).toThrow('session-ended');
  expect((await visit.get()).html).toContain('action="/logout"');
  const late = await apiSession(portal);
  const page = await visit.get('/', ...ENGLISH);
  expect(page.status).toBe(200);
  expect(page.html).toContain('Your login ended');
  expect(page.html).toContain('action="/login"');
  expect(portal.bank.sessions.use(late).state).toBe('authenticated');
  expect((await visit.get('/', ...ENGLISH)).html).not.toContain('Your login ended');
});

test('log-out ends the session, and a second browser does not share it', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const visit = new Visit(portal, jiro);
  await visit.logIn('jirodt');
  expect((await new Visit(portal, jiro).get()).html).toContain('action="/login"');
  const kept = visit.cookies();
  const token = tokenIn(await visit.get());
  const out = await visit.post('/logout', { token });
  expect([out.status, out.headers.get('location')]).toEqual([303, '/?logged-out']);
  expect(kept).toContain('__Host-portal-session');
  expect(visit.cookies()).not.toContain('__Host-portal-session');
  expect((await visit.get('/?logged-out', ...JAPANESE)).html).toContain('ログアウトしました。');
  const stolen = /__Host-portal-session\t(\S+)/.exec(kept)?.[1];
  const page = await new Visit(portal, jiro).get('/', '--header', `Cookie: __Host-portal-session=${stolen}`);
  expect(page.html).toContain('action="/login"');
});

test("a session's cookie is worth nothing with another certificate", async () => {
  const portal = await openPortal();
  const jiro = new Visit(portal, await getCertificate(portal, 'jirodt'));
  await jiro.logIn('jirodt');
  const other = new Visit(portal, await sachiko(portal), jiro.cookieFile);
  const { html } = await other.get();
  expect(html).toContain('name="loginId" value="sachikodt"');
});

test('forms are taken only with the token of their own page, cookie and certificate', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const visit = new Visit(portal, jiro);
  const form = { loginId: 'jirodt', password: 'demo-jirodt' };
  const token = tokenIn(await visit.get());
  const stranger = new Visit(portal, await sachiko(portal), visit.cookieFile);
  const attempts = [
    visit.post('/login', form),
    visit.post('/login', { ...form, token: '' }),
    visit.post('/login', { ...form, token: 'x'.repeat(43) }),
    new Visit(portal, jiro).post('/login', { ...form, token }),
    stranger.post('/login', { token, loginId: 'sachikodt', password: 'demo-sachikodt' }),
    visit.post('/login', { ...form, token }, '--header', 'Sec-Fetch-Site: cross-site'),
    visit.post('/login', { ...form, token }, '--header', 'Content-Type: text/plain'),
  ];
  for (const attempt of attempts) {
    const page = await attempt;
    expect([page.status, page.reason]).toEqual([403, 'form-expired']);
  }
  expect((await visit.post('/login', { ...form, token })).status).toBe(303);
  const refused = await visit.post('/logout', { token });
  expect([refused.status, refused.reason]).toEqual([403, 'form-expired']);
  expect((await visit.get()).html).toContain('action="/logout"');
});

test('cookies: only over TLS, for this host, out of reach of scripts and other sites', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  const cookies = [...(await visit.get('/?lang=en')).headers.getSetCookie()];
  cookies.push(...(await visit.logIn('jirodt')).headers.getSetCookie());
  const names = cookies.map((cookie) => cookie.split('=')[0]);
  expect(names).toEqual(['__Host-portal-language', '__Host-portal-form', '__Host-portal-session']);
  for (const cookie of cookies) {
    const attributes = cookie.split('; ').slice(1).sort();
    expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
  }
});

test('bodies have a limit', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  const large = 'x'.repeat(20_000);
  const chunked = ['--header', 'Transfer-Encoding: chunked'];
  for (const more of [[], chunked]) {
    const page = await visit.post('/login', { password: large }, ...more);
    expect(page.status).toBe(413);
  }
  const token = tokenIn(await visit.get());
  const form = { token, loginId: 'jirodt', password: 'demo-jirodt' };
  expect((await visit.post('/login', form, ...chunked)).status).toBe(303);
});

test('neither passwords nor cookies are in the audit log', async () => {
  const portal = await openPortal();
  const visit = new Visit(portal, await getCertificate(portal, 'jirodt'));
  await visit.logIn('jirodt', 'planted-password');
  await visit.logIn('jirodt');
  const cookie = /__Host-portal-session\t(\S+)/.exec(visit.cookies())?.[1] ?? 'none';
  const log = JSON.stringify(portal.bank.database.all('SELECT * FROM audit_log'));
  for (const secret of ['planted-password', 'demo-jirodt', cookie]) expect(log).not.toContain(secret);
  expect(log).toContain('portal');
});

test('each refusal has a number by which the log finds it', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const numberIn = (html: string) => /受付番号: <code>([0-9a-f-]{36})<\/code>/.exec(html)?.[1] ?? '';
  const visit = new Visit(portal, jiro);
  await visit.get('/?lang=ja');
  const wrong = await visit.logIn('jirodt', 'wrong');
  const other = await visit.logIn('hanakodt');
  const stranger = await new Visit(portal).get('/', ...JAPANESE);
  revokeCertificate(portal.bank.database, jiro.serialNumber, portal.bank.bankNow(), 'privilegeWithdrawn');
  const revoked = await visit.get('/');
  const pages = [wrong, other, stranger, revoked];
  expect(pages.map(({ reason }) => reason)).toEqual([
    ...['credentials-refused', 'wrong-user', 'certificate-missing', 'certificate-revoked'],
  ]);
  const log = auditLog(portal.bank.database);
  expect(pages.map(({ html }) => log.filter(({ requestId }) => requestId === numberIn(html)))).toMatchObject([
    [{ loginId: 'jirodt', act: 'password-refused' }],
    [{ loginId: 'jirodt', act: 'login-refused', detail: 'portal: wrong-user' }],
    [{ loginId: '', act: 'login-refused', detail: 'portal: certificate-missing' }],
    [{ loginId: 'jirodt', act: 'login-refused', detail: 'portal: certificate-revoked' }],
  ]);
});
