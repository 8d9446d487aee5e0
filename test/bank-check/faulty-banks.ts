import {
  answered,
  type Broken,
  good,
  jsonOf,
  passedOn,
  problem,
  refusedAs,
  replayed,
  takenFor,
  told,
} from '../support/faulty-bank.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const later = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();
const SESSION = {
  token: 'A'.repeat(43),
  state: 'authenticated',
  challenge: 'c'.repeat(32),
  expiresAt: '2100-01-01T00:00:00Z',
  proven: true,
};
const ME = { loginId: 'x', name: 'x', role: 'general', certificate: { state: 'not-issued' }, notices: [] };
const SERIAL = '/certificates/[0-9a-f]+';
const REVOCATION = 'POST /users/[^/]+/revocation';
const NO_USERS = { users: [] };

/** @param rules of the bank, as typed */
export type FaultyBank = readonly [name: string, broken: Broken, what: string, rules?: readonly string[]];

/** Banks that break one promise each, by the case that names it; several may break the same one. */
export const FAULTY_BANKS: readonly FaultyBank[] = [
  ['status', told('GET /status', (json) => Object.assign(json, { apiVersion: '2.0' })), 'another version'],
  ['ca-chain', answered('GET /ca', isGood, reversedChain), 'the root first'],
  ['ca-by-key', answered('GET /ca', isMissing, () => good(404, {})), 'no problem document'],
  ['ca-by-key', passedOn('GET /ca', ({ query: _, ...asked }) => asked), 'the present CA for every name'],
  ['crl', answered('GET /crl', isGood, damagedBody), 'a signature that is wrong'],
  ['former-cas', answered('GET /ca', isNamed, () => problem(404, 'not-found')), 'the former chain is gone'],
  ['former-cas', passedOn('GET /crl', ({ query: _, ...asked }) => asked), 'the list of the present CA alone'],
  ['unknown-members', passedOn('POST /sessions', withoutMember), 'a member that nobody knows'],
  ['malformed-requests', refusedAs('POST /sessions', 400, 500, 'internal'), 'a fault of its own'],
  ['session-required', refusedAs('GET /me', 401, 401, 'session-ended'), 'the other code'],
  ['languages', passedOn('GET /me', inEnglish), 'English for everybody'],
  [
    'log-in',
    told('POST /sessions', (json) => Object.assign(json, { challenge: 'c'.repeat(32) })),
    'one challenge',
  ],
  [
    'session-lifetime',
    told('POST /sessions', (json) => Object.assign(json, { expiresAt: later(json.expiresAt, 3_600_000) })),
    'an hour more',
  ],
  ['wrong-password', told('POST /sessions', fourLeft, isRefused), 'wrong passwords are not counted'],
  [
    'unknown-login-id',
    answered('POST /sessions', isOfNobody, () => problem(404, 'not-found')),
    'unknown IDs are told',
  ],
  ['unknown-login-id', told('POST /sessions', saysMore, isRefused), 'another sentence'],
  ['one-session', takenFor('GET /me', 401, 200, ME), 'the earlier session lives on'],
  [
    'log-out',
    async (pass, asked) => (asked.method === 'DELETE' ? good(204) : pass(asked)),
    'nothing is ended',
  ],
  ['session-timeout', takenFor('GET /me', 401, 200, ME), 'sessions live for ever'],
  ['session-timeout', secondRefused('GET /me'), 'ten minutes from the login'],
  ['otp-not-looked-at', refusedWithout('POST /sessions/current/otp'), 'the code is looked at'],
  ['otp-required', refusedAs('GET /me', 403, 401, 'session-required'), 'the other refusal'],
  [
    'otp-refused',
    told('POST /sessions/current/otp', (json) => Object.assign(json, { token: 'B'.repeat(43) })),
    'another token',
  ],
  [
    'otp-once',
    answered('POST /sessions/current/otp', isOfUsedCode, () => good(200, SESSION)),
    'codes are taken again',
  ],
  [
    'otp-expired',
    refusedAs('POST /sessions/current/otp', 401, 401, 'otp-refused', { attemptsLeft: 4 }),
    'late codes are wrong ones',
  ],
  ['otp-expired', told('POST /sessions', oneTryLess()), 'late codes are counted'],
  [
    'otp-nothing-to-send',
    refusedAs('POST /sessions/current/otp/resend', 400, 404, 'not-found'),
    'the other refusal',
  ],
  [
    'otp-resend',
    told('POST /sessions/current/otp/resend', (json) => Object.assign(json.otp, { method: 'token' })),
    'the other method',
  ],
  [
    'suspended',
    refusedAs('POST /sessions', 403, 401, 'credentials-refused', { attemptsLeft: 4 }),
    'a wrong password',
  ],
  ['service-not-enabled', takenFor('POST /sessions', 403, 201, SESSION), 'nobody looks'],
  [
    'password-change-required',
    refusedAs('POST /sessions', 403, 401, 'credentials-refused', { attemptsLeft: 4 }),
    'a wrong password',
  ],
  ['password-change-required', fifthLocked(), 'it counts as a wrong one'],
  ['csr-malformed', refusedAs('POST /certificates', 422, 400, 'invalid-request'), 'the other refusal'],
  ['csr-key-size', takenFor('POST /certificates', 422, 201, {}), 'short keys are taken'],
  ['csr-signature', takenFor('POST /certificates', 422, 201, {}), 'nobody looks at the signature'],
  ['csr-subject', takenFor('POST /certificates', 422, 201, {}), 'nobody looks at the name'],
  ['lost-answer', refusedAs('POST /certificates', 200, 409, 'certificate-exists'), 'no natural idempotence'],
  [
    'lost-answer',
    refusedAs('POST /certificates', 201, 409, 'revocation-pending', { effectiveAt: '2100-01-01T00:00:00Z' }),
    'a refusal by a rule that it does not have',
  ],
  ['same-key', refusedAs('POST /certificates', 200, 422, 'key-used'), 'only within a session'],
  ['same-time', told('POST /certificates', newSerial), 'one certificate each'],
  ['unconfirmed-replaced', told(`GET ${SERIAL}`, notRevoked), 'the earlier one stays'],
  ['replaced-key', replayed('POST /certificates', 422, 200), 'the key of the replaced one'],
  [
    'replaced-confirmation',
    takenFor(`POST ${SERIAL}/confirmation`, 410, 204),
    'the replaced one is confirmed',
  ],
  ['unconfirmed-in-me', told('GET /me', (json) => delete json.unconfirmed), 'it is not shown'],
  [
    'unconfirmed-proof',
    takenFor('POST /sessions/current/proof', 401, 200, SESSION),
    'a proof by an unconfirmed one',
  ],
  ['chain-in-answer', told('POST /certificates', (json) => json.chain.reverse()), 'the root first'],
  ['certificate-key', told('POST /certificates', ofTheCa), 'a certificate for another key'],
  ['certificate-profile', told('POST /certificates', ofTheCa), "a CA's certificate"],
  ['certificate-profile', told('POST /certificates', noCertificate), 'no certificate at all'],
  ['certificate-subject', told('POST /certificates', ofTheCa), "another's name"],
  ['certificate-in-words', told('POST /certificates', newSerial), 'another serial number'],
  [
    'certificate-dates',
    told('POST /certificates', (json) => Object.assign(json, { notAfter: later(json.notAfter, DAY_MS) })),
    'a day more',
  ],
  ['device-label', refusedAs('POST /certificates', 201, 400, 'invalid-request'), 'no labels'],
  ['sizes', bytesCounted(), 'bytes are counted in place of characters'],
  ['sizes', passedOn('POST /sessions', cutShort), 'passwords are cut'],
  ['sizes', refusedAs('POST /sessions', 400, 413, 'invalid-request'), 'a status of its own'],
  ['key-of-another', replayed('POST /certificates', 422, 200), "another user's certificate"],
  [
    'certificate-of-another',
    refusedAs(`GET ${SERIAL}`, 404, 403, 'not-permitted'),
    'it is told that there is one',
  ],
  [
    'expired-user',
    told('GET /me', (json) => Object.assign(json.certificate, { state: 'not-issued' })),
    'it is as if there had been none',
  ],
  [
    'expired-issued-again',
    refusedAs('POST /certificates', 201, 409, 'expired-not-revoked'),
    'another rule than it tells',
  ],
  [
    'expired-issued-again',
    takenFor('POST /certificates', 409, 201, {}),
    'another rule than it tells',
    ['expiredNeedsRevocation=true'],
  ],
  [
    'confirmation',
    refusedAs(`POST ${SERIAL}/confirmation`, 204, 410, 'certificate-revoked'),
    'not repeatable',
  ],
  ['confirmed-again', replayed('POST /certificates', 409, 201), 'a second certificate'],
  ['proof', told('POST /sessions/current/proof', (json) => delete json.proven), 'not proven'],
  ['proof-signature', takenFor('POST /sessions/current/proof', 401, 200, SESSION), 'any signature'],
  ['renewal-needs-proof', refusedAs(`POST ${SERIAL}/renewal`, 403, 404, 'not-found'), 'the other order'],
  ['renewal-order', refusedAs(`POST ${SERIAL}/renewal`, 422, 409, 'already-renewed'), 'the other order'],
  [
    'renewal-too-early',
    told(
      `POST ${SERIAL}/renewal`,
      (json) => Object.assign(json, { renewableFrom: later(json.renewableFrom, DAY_MS) }),
      isEarly,
    ),
    'a day later',
  ],
  ['renewal', refusedAs('POST /certificates', 200, 409, 'certificate-exists'), 'the renewal is not found'],
  [
    'replaced-renewal',
    afterTimes(`POST ${SERIAL}/renewal`, 2, 'revoked'),
    'the last one decides, whether it was confirmed or not',
  ],
  ['predecessor-works', secondRefused('POST /sessions/current/proof'), 'the old one is worth nothing'],
  ['predecessor-revoked', told(`GET ${SERIAL}`, notRevoked), 'the old one stays'],
  [
    'renewable-from-then',
    refusedAs(`POST ${SERIAL}/renewal`, 201, 409, 'too-early', { renewableFrom: '2100-01-01T00:00:00Z' }),
    'too early at that moment',
  ],
  [
    'renewable-from-then',
    told('GET /me', (json) => Object.assign(json.certificate, { state: 'issued' })),
    'the state does not change',
  ],
  ['expires-then', refusedAs(`POST ${SERIAL}/renewal`, 410, 409, 'already-renewed'), 'the other refusal'],
  ['expires-then', afterTimes(`POST ${SERIAL}/renewal`, 1, 'renewable'), 'the state does not change'],
  ['users-permission', takenFor('GET /users', 403, 200, NO_USERS), 'everybody sees the list'],
  ['users-need-proof', takenFor('GET /users', 403, 200, NO_USERS), 'without a proof'],
  ['users-list', told('GET /users', (json) => json.users.reverse()), 'the other order'],
  ['master-certificate', refusedAs(REVOCATION, 403, 403, 'not-permitted'), 'the other order'],
  [
    'expired-revoked-first',
    told('GET /users', (json) => json.users.forEach(withoutSerial)),
    'nobody can name it',
    ['expiredNeedsRevocation=true'],
  ],
  [
    'expired-revoked-first',
    refusedAs(REVOCATION, 200, 409, 'nothing-to-revoke'),
    'it cannot be revoked',
    ['expiredNeedsRevocation=true'],
  ],
  ['revocation-permission', refusedAs(REVOCATION, 403, 404, 'not-found'), 'the other order'],
  ['confirmation-password', told(REVOCATION, fourLeft, isRefused), 'wrong ones are not counted'],
  [
    'contract-full',
    refusedAs('POST /certificates', 409, 422, 'csr-refused'),
    'the other refusal',
    ['certificatesPerContract=7'],
  ],
  ['nothing-to-revoke', refusedAs(REVOCATION, 409, 404, 'not-found'), 'the other refusal'],
  ['certificate-changed', refusedAs(REVOCATION, 409, 409, 'nothing-to-revoke'), 'the other refusal'],
  ['unconfirmed-revoked', told('GET /users', withoutUnconfirmed), 'not told in the list'],
  ['revocation-pending', told(REVOCATION, anHourLater), 'later than it tells', ['revocationMinutes=30']],
  ['revocation-pending', afterTimes(REVOCATION, 1, 'revoked'), 'it counts at once', ['revocationMinutes=30']],
  [
    'revocation-counts-then',
    afterTimes(REVOCATION, 1, 'issued'),
    'it counts never',
    ['revocationMinutes=30'],
  ],
  [
    'revocation',
    told(`GET ${SERIAL}`, (json) => Object.assign(json, { revocationReason: 'unspecified' })),
    'no reason',
  ],
  ['revocation', told(REVOCATION, pendingFor30Minutes), 'later, where the rules say nothing of it'],
  ['revocation-again', secondRefused(REVOCATION), 'not repeatable'],
  [
    'revoked-certificate',
    takenFor('POST /sessions/current/proof', 401, 200, SESSION),
    'a proof by a revoked one',
  ],
  ['revoked-in-crl', ofBefore('GET /crl'), 'the list of yesterday'],
  ['lock-out', takenFor('POST /sessions', 423, 201, SESSION), 'no lock'],
  ['own-revocation', takenFor('GET /users', 403, 200, NO_USERS), 'the proof stands'],
  ['statuses', refusedAs('GET /me', 401, 404, 'not-found'), 'a status that is not in the contract'],
  ['problem-documents', told('GET /me', (json) => delete json.requestId, isRefused), 'no requestId'],
  ['problem-documents', answered('GET /me', isRefused, asPlainJson), 'another media type'],
  ['answer-bodies', told('GET /status', (json) => delete json.bankId), 'a member is missing'],
  ['headers', answered('GET /me', isRefused, withoutHeaders), 'no WWW-Authenticate'],
  ['no-redirects', answered('GET /ca', isGood, (answer) => ({ ...answer, status: 302 })), 'a redirect'],
  [
    'not-compressed',
    answered('GET /status', isGood, (answer) => ({ ...answer, coding: 'gzip' })),
    'compressed',
  ],
  ['tokens-not-kept', answered('POST /sessions', isGood, withoutHeaders), 'no Cache-Control'],
  // What an engineer may have read otherwise.
  ['answer-bodies', told('GET /status', inJapan), 'times of Japan'],
  ['answer-bodies', answered('GET /status', isGood, inShiftJis), 'Shift_JIS'],
  [
    'answer-bodies',
    answered('GET /crl', isGood, (answer) => ({ ...answer, contentType: 'application/octet-stream' })),
    'another media type of a good answer',
  ],
  ['crl', answered('GET /crl', isGood, asPem), 'the list as PEM'],
  [
    'problem-titles',
    told('GET /me', (json) => Object.assign(json, { title: json.detail }), isRefused),
    'titles, too',
  ],
  [
    'request-ids',
    told('GET /me', (json) => Object.assign(json, { requestId: '0' }), isRefused),
    'one number for all requests',
  ],
  ['retry-after', answered('GET /me', isRefused, () => problem(429, 'too-many-requests')), 'none'],
  ['wrong-password', neverReset(), 'a full login does not reset'],
  ['wrong-password', endedAfter('POST /sessions', 401), 'a wrong password ends the session'],
  ['otp-refused', endedAfter('POST /sessions', 201, 2), 'half a login ends the session'],
  ['csr-signature', sha1Taken(), 'SHA-1 will do'],
  ['revocation', told('GET /me', unconfirmedThere), 'the unconfirmed one stays'],
  ['otp-refused', told('POST /sessions', oneTryLess()), 'a full login does not reset'],
  [
    'log-out',
    answered('DELETE /sessions/current', isGood, () => good(200, {})),
    'a body that says that it is done',
  ],
  ['session-first', refusedAs(REVOCATION, 400, 403, 'not-permitted'), 'rights before the form'],
  ['same-key', byBytes(), 'the request is looked for, not its key'],
  [
    'same-time',
    answered('POST /certificates', isGood, (answer) => ({ ...answer, status: 200 })),
    'new ones are 200, too',
  ],
  ['certificate-in-words', told('POST /certificates', inUpperCase), 'serial numbers in upper case'],
  ['certificate-dates', told('POST /certificates', endsInJapan), 'midnight in Japan'],
  ['renewable-from-then', refusedKeysUsed(), 'a refusal spends the key'],
  ['users-order', told('GET /users', (json) => json.users.reverse()), 'by the alphabet'],
];

type Answer = ReturnType<typeof good>;
type Asked = Parameters<Broken>[1];

function isGood({ status }: Answer): boolean {
  return status < 300;
}

function isRefused({ status }: Answer): boolean {
  return status === 401;
}

function isMissing({ status }: Answer): boolean {
  return status === 404;
}

function isEarly({ status }: Answer): boolean {
  return status === 409;
}

function isNamed(_: Answer, { query }: Asked): boolean {
  return query !== undefined;
}

function isOfNobody(_: Answer, { body }: Asked): boolean {
  return /"nobody/.test(body ?? '');
}

function isOfUsedCode({ status }: Answer, { body }: Asked): boolean {
  return status === 401 && /"\d{6}"/.test(body ?? '');
}

function reversedChain(answer: Answer): Answer {
  const pems = answer.body.toString().match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  return { ...answer, body: Buffer.from(`${pems.reverse().join('\n')}\n`) };
}

function damagedBody(answer: Answer): Answer {
  const body = Buffer.from(answer.body);
  body.writeUInt8((body.at(-1) ?? 0) ^ 1, body.length - 1);
  return { ...answer, body };
}

function asPlainJson(answer: Answer): Answer {
  return { ...answer, contentType: 'application/json' };
}

function withoutHeaders(answer: Answer): Answer {
  return { ...answer, headers: {} };
}

function withoutMember(asked: Asked): Asked {
  return { ...asked, body: (asked.body ?? '').replace(',"rememberMe":true', '') };
}

function inEnglish(asked: Asked): Asked {
  return { ...asked, headers: { ...asked.headers, 'accept-language': 'en' } };
}

/** Of what is typed; in UTF-8 three for a kana. */
function bytesCounted(): Broken {
  return async (pass, asked) => {
    const { password = '' } = jsonOf({ body: asked.body ?? '{}' });
    return Buffer.byteLength(password) > 256 ? problem(400, 'invalid-request') : pass(asked);
  };
}

function cutShort(asked: Asked): Asked {
  const json = jsonOf(asked);
  return { ...asked, body: JSON.stringify({ ...json, password: json.password.slice(0, 256) }) };
}

function withoutSerial({ certificate }: { certificate: { serialNumber?: string } }): void {
  delete certificate.serialNumber;
}

function anHourLater(json: { effectiveAt: string }): void {
  json.effectiveAt = later(json.effectiveAt, 3_600_000);
}

function pendingFor30Minutes(json: { state: string; revokedAt?: string; effectiveAt?: string }): void {
  json.state = 'revocation-pending';
  json.effectiveAt = later(json.revokedAt ?? '', 30 * 60_000);
  delete json.revokedAt;
}

/** Each login tells of fewer tries. */
function oneTryLess(): (json: { otp: { attemptsLeft: number } }) => void {
  let left = 5;
  return ({ otp }) => {
    otp.attemptsLeft = left;
    left -= 1;
  };
}

function fifthLocked(): Broken {
  let times = 0;
  return answered(
    'POST /sessions',
    ({ status }) => {
      if (status === 403) times += 1;
      return times >= 5;
    },
    () => problem(423, 'account-locked'),
  );
}

/** From so many answers on `/me` tells another state. */
function afterTimes(wanted: string, times: number, state: string): Broken {
  let seen = 0;
  const counted = answered(
    wanted,
    () => true,
    (answer) => {
      seen += 1;
      return answer;
    },
  );
  const inDate = { serialNumber: '1'.repeat(32), notAfter: '2100-01-01T00:00:00Z' };
  const changed = answered(
    'GET /me',
    ({ status }) => seen >= times && status === 200,
    (answer) => {
      const json = jsonOf(answer);
      return good(200, { ...json, certificate: { ...inDate, ...json.certificate, state } });
    },
  );
  return (pass, asked) => changed((request) => counted(pass, request), asked);
}

function noCertificate(json: { certificate: string }): void {
  json.certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
}

function inJapan(json: { time: string }): void {
  json.time = `${later(json.time, 9 * 3_600_000).slice(0, 19)}+09:00`;
}

function inShiftJis(answer: Answer): Answer {
  const bytes = Buffer.from([0x83, 0x66, 0x83, 0x82]);
  const text = answer.body.toString('latin1');
  return {
    ...answer,
    body: Buffer.from(text.replace(/"name":"[^"]*"/, `"name":"${bytes.toString('latin1')}"`), 'latin1'),
  };
}

function asPem(answer: Answer): Answer {
  const base64 = answer.body.toString('base64').replace(/.{1,64}/g, '$&\n');
  return { ...answer, body: Buffer.from(`-----BEGIN X509 CRL-----\n${base64}-----END X509 CRL-----\n`) };
}

function inUpperCase(json: { serialNumber: string }): void {
  json.serialNumber = json.serialNumber.toUpperCase();
}

function endsInJapan(json: { notAfter: string }): void {
  json.notAfter = later(json.notAfter, -9 * 3_600_000);
}

/** From so many answers of this status on `/me` is refused. */
function endedAfter(wanted: string, of: number, times = 1): Broken {
  let seen = 0;
  const counted = answered(
    wanted,
    ({ status }) => status === of,
    (answer) => {
      seen += 1;
      return answer;
    },
  );
  const ended = answered(
    'GET /me',
    ({ status }) => seen >= times && status === 200,
    () => problem(401, 'session-ended'),
  );
  return (pass, asked) => ended((request) => counted(pass, request), asked);
}

/** The second request that is refused as it should be is taken. */
function sha1Taken(): Broken {
  let refused = 0;
  return answered(
    'POST /certificates',
    ({ status }) => {
      if (status === 422) refused += 1;
      return refused === 2;
    },
    () => good(201, {}),
  );
}

function unconfirmedThere(json: { unconfirmed?: object; certificate: { state: string } }): void {
  if (json.certificate.state === 'revoked') json.unconfirmed = { serialNumber: '1'.repeat(32) };
}

function neverReset(): Broken {
  let left = 5;
  return told(
    'POST /sessions',
    (json) => {
      left -= 1;
      json.attemptsLeft = left;
    },
    isRefused,
  );
}

/** A certificate is found again by the bytes of its request. */
function byBytes(): Broken {
  const known = new Set<string>();
  return answered(
    'POST /certificates',
    ({ status }, { body = '' }) => {
      const isKnown = known.has(`${body}`);
      known.add(`${body}`);
      return status === 200 && !isKnown;
    },
    () => problem(422, 'key-used'),
  );
}

function refusedKeysUsed(): Broken {
  const refused = new Set<string>();
  return answered(
    `POST ${SERIAL}/renewal`,
    ({ status }, { body = '' }) => {
      if (status === 409) refused.add(`${body}`);
      return status === 201 && refused.has(`${body}`);
    },
    () => problem(422, 'key-used'),
  );
}

function fourLeft(json: { attemptsLeft?: number }): void {
  json.attemptsLeft = 4;
}

function saysMore(json: { detail: string }, asked: Asked): void {
  if (isOfNobody(good(401), asked)) json.detail = 'ログインIDがありません。';
}

function newSerial(json: { serialNumber: string }): void {
  json.serialNumber = `${Math.random()}`.replace(/\D/g, '').padStart(32, '1').slice(0, 32);
}

function ofTheCa(json: { certificate: string; chain: string[] }): void {
  json.certificate = json.chain[0] ?? '';
}

function notRevoked(json: { state: string; revokedAt?: string; revocationReason?: string }): void {
  json.state = 'issued';
  delete json.revokedAt;
  delete json.revocationReason;
}

function withoutUnconfirmed(json: { users: { certificate: { unconfirmed?: boolean } }[] }): void {
  for (const { certificate } of json.users) delete certificate.unconfirmed;
}

/** Refuses a code that the bank did not look at. */
function refusedWithout(wanted: string): Broken {
  return refusedAs(wanted, 200, 401, 'otp-refused', { attemptsLeft: 4 });
}

/** What is answered once is refused from then on. */
function secondRefused(wanted: string): Broken {
  let times = 0;
  return answered(
    wanted,
    ({ status }) => {
      if (status === 200) times += 1;
      return status === 200 && times > 1;
    },
    () =>
      problem(
        wanted === REVOCATION ? 409 : 401,
        wanted === REVOCATION ? 'nothing-to-revoke' : 'proof-refused',
      ),
  );
}

/** Answers by what it said at the first request of all. */
function ofBefore(wanted: string): Broken {
  let before: Answer | undefined;
  const [, path = ''] = wanted.split(' ');
  return async (pass, asked) => {
    before ??= await pass({ ...asked, method: 'GET', path, body: undefined });
    return `${asked.method} ${asked.path}` === wanted ? before : pass(asked);
  };
}
