import { answered, type Broken, good, jsonOf, problem, refusedAs, told } from '../support/faulty-bank.ts';

/** What banks answer that break a promise, for the list of faulty banks. */

export const DAY_MS = 24 * 60 * 60 * 1000;
export const later = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();
export const SESSION = {
  token: 'A'.repeat(43),
  state: 'authenticated',
  challenge: 'c'.repeat(32),
  expiresAt: '2100-01-01T00:00:00Z',
  proven: true,
};
export const ME = {
  loginId: 'x',
  name: 'x',
  role: 'general',
  certificate: { state: 'not-issued' },
  notices: [],
};
export const SERIAL = '/certificates/[0-9a-f]+';
export const REVOCATION = 'POST /users/[^/]+/revocation';
export const NO_USERS = { users: [] };

type Answer = ReturnType<typeof good>;
type Asked = Parameters<Broken>[1];

export function isGood({ status }: Answer): boolean {
  return status < 300;
}

export function isRefused({ status }: Answer): boolean {
  return status === 401;
}

export function isMissing({ status }: Answer): boolean {
  return status === 404;
}

export function isEarly({ status }: Answer): boolean {
  return status === 409;
}

export function isNamed(_: Answer, { query }: Asked): boolean {
  return query !== undefined;
}

export function isOfNobody(_: Answer, { body }: Asked): boolean {
  return /"nobody/.test(body ?? '');
}

export function isOfUsedCode({ status }: Answer, { body }: Asked): boolean {
  return status === 401 && /"\d{6}"/.test(body ?? '');
}

export function reversedChain(answer: Answer): Answer {
  const pems = answer.body.toString().match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  return { ...answer, body: Buffer.from(`${pems.reverse().join('\n')}\n`) };
}

export function damagedBody(answer: Answer): Answer {
  const body = Buffer.from(answer.body);
  body.writeUInt8((body.at(-1) ?? 0) ^ 1, body.length - 1);
  return { ...answer, body };
}

export function asPlainJson(answer: Answer): Answer {
  return { ...answer, contentType: 'application/json' };
}

export function withoutHeaders(answer: Answer): Answer {
  return { ...answer, headers: {} };
}

export function withoutMember(asked: Asked): Asked {
  return { ...asked, body: (asked.body ?? '').replace(',"rememberMe":true', '') };
}

export function inEnglish(asked: Asked): Asked {
  return { ...asked, headers: { ...asked.headers, 'accept-language': 'en' } };
}

/** Of what is typed; in UTF-8 three for a kana. */
export function bytesCounted(): Broken {
  return async (pass, asked) => {
    const { password = '' } = jsonOf({ body: asked.body ?? '{}' });
    return Buffer.byteLength(password) > 256 ? problem(400, 'invalid-request') : pass(asked);
  };
}

export function cutShort(asked: Asked): Asked {
  const json = jsonOf(asked);
  return { ...asked, body: JSON.stringify({ ...json, password: json.password.slice(0, 256) }) };
}

export function withoutSerial({ certificate }: { certificate: { serialNumber?: string } }): void {
  delete certificate.serialNumber;
}

export function anHourLater(json: { effectiveAt: string }): void {
  json.effectiveAt = later(json.effectiveAt, 3_600_000);
}

export function pendingFor30Minutes(json: { state: string; revokedAt?: string; effectiveAt?: string }): void {
  json.state = 'revocation-pending';
  json.effectiveAt = later(json.revokedAt ?? '', 30 * 60_000);
  delete json.revokedAt;
}

/** Each login tells of fewer tries. */
export function oneTryLess(): (json: { otp: { attemptsLeft: number } }) => void {
  let left = 5;
  return ({ otp }) => {
    otp.attemptsLeft = left;
    left -= 1;
  };
}

export function fifthLocked(): Broken {
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
export function afterTimes(wanted: string, times: number, state: string): Broken {
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

export function noCertificate(json: { certificate: string }): void {
  json.certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
}

export function inJapan(json: { time: string }): void {
  json.time = `${later(json.time, 9 * 3_600_000).slice(0, 19)}+09:00`;
}

export function inShiftJis(answer: Answer): Answer {
  const bytes = Buffer.from([0x83, 0x66, 0x83, 0x82]);
  const text = answer.body.toString('latin1');
  return {
    ...answer,
    body: Buffer.from(text.replace(/"name":"[^"]*"/, `"name":"${bytes.toString('latin1')}"`), 'latin1'),
  };
}

export function asPem(answer: Answer): Answer {
  const base64 = answer.body.toString('base64').replace(/.{1,64}/g, '$&\n');
  return { ...answer, body: Buffer.from(`-----BEGIN X509 CRL-----\n${base64}-----END X509 CRL-----\n`) };
}

export function inUpperCase(json: { serialNumber: string }): void {
  json.serialNumber = json.serialNumber.toUpperCase();
}

export function endsInJapan(json: { notAfter: string }): void {
  json.notAfter = later(json.notAfter, -9 * 3_600_000);
}

/** From so many answers of this status on `/me` is refused. */
export function endedAfter(wanted: string, of: number, times = 1): Broken {
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
export function sha1Taken(): Broken {
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

export function unconfirmedThere(json: { unconfirmed?: object; certificate: { state: string } }): void {
  if (json.certificate.state === 'revoked') json.unconfirmed = { serialNumber: '1'.repeat(32) };
}

export function neverReset(): Broken {
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
export function byBytes(): Broken {
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

export function refusedKeysUsed(): Broken {
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

export function fourLeft(json: { attemptsLeft?: number }): void {
  json.attemptsLeft = 4;
}

export function saysMore(json: { detail: string }, asked: Asked): void {
  if (isOfNobody(good(401), asked)) json.detail = 'ログインIDがありません。';
}

export function newSerial(json: { serialNumber: string }): void {
  json.serialNumber = `${Math.random()}`.replace(/\D/g, '').padStart(32, '1').slice(0, 32);
}

export function ofTheCa(json: { certificate: string; chain: string[] }): void {
  json.certificate = json.chain[0] ?? '';
}

export function notRevoked(json: { state: string; revokedAt?: string; revocationReason?: string }): void {
  json.state = 'issued';
  delete json.revokedAt;
  delete json.revocationReason;
}

export function withoutUnconfirmed(json: { users: { certificate: { unconfirmed?: boolean } }[] }): void {
  for (const { certificate } of json.users) delete certificate.unconfirmed;
}

/** Refuses a code that the bank did not look at. */
export function refusedWithout(wanted: string): Broken {
  return refusedAs(wanted, 200, 401, 'otp-refused', { attemptsLeft: 4 });
}

/** What is answered once is refused from then on. */
export function secondRefused(wanted: string): Broken {
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
export function ofBefore(wanted: string): Broken {
  let before: Answer | undefined;
  const [, path = ''] = wanted.split(' ');
  return async (pass, asked) => {
    before ??= await pass({ ...asked, method: 'GET', path, body: undefined });
    return `${asked.method} ${asked.path}` === wanted ? before : pass(asked);
  };
}
