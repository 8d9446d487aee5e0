import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  type Asked,
  type Dialect,
  inLines,
  loginOf,
  openEnded,
  PASSWORD,
  requestedSubject,
  startFakeCa,
} from './fake-ca.ts';
import { personAt } from './person.ts';

const PKCS7 = 'application/pkcs7-mime';
const CERTS_ONLY = `${PKCS7}; smime-type=certs-only`;
const isRight = ({ login }: Asked) => login === loginOf('taro');

/** libest (Cisco): what it takes and says. Its sample CA writes no extensions at all. */
const LIBEST: Dialect = {
  ...{ fold: inLines(64, '\n'), cacertsType: PKCS7, enrollType: CERTS_ONLY, extensions: [] },
  csrAttributes: { status: 200, body: 'MCYGBysGAQEBARYGCSqGSIb3DQEJAQYFK4EEACIGCWCGSAFlAwQCAg==' },
  refuse(asked) {
    if (asked.headers['content-type'] !== 'application/pkcs10')
      return { status: 400, body: 'Invalid content type used.' };
    if (!/\n$/.test(asked.body)) return { status: 400, body: 'Invalid corrupted pkcs10 request.' };
    if (asked.login === undefined) {
      return { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="estrealm"' } };
    }
    return isRight(asked) ? undefined : { status: 401, headers: { Connection: 'close' } };
  },
};

/** globalsign/est: a successor is for whoever shows the certificate, under the very same name. */
const GLOBALSIGN: Dialect = {
  ...{ fold: inLines(76, '\r\n'), cacertsType: PKCS7, enrollType: CERTS_ONLY },
  csrAttributes: { status: 200, body: 'MAA=' },
  refuse(asked) {
    const refused = (status: number, words: string) => ({
      ...{ status, body: `${status} ${words}\n` },
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
    if (asked.headers['content-type'] !== 'application/pkcs10') return refused(415, 'unsupported');
    if (/-----/.test(asked.body)) return refused(400, 'invalid base64 encoding');
    if (asked.path !== '/simplereenroll') return undefined;
    if (!asked.client) return refused(403, 'client certificate must be provided for /simplereenroll');
    const isSame = asked.client.rawSubject === requestedSubject(asked.body);
    return isSame ? undefined : refused(403, 'Subject and SubjectAltName fields in CSR must be identical');
  },
};

const DIALECTS: readonly (readonly [string, Dialect])[] = [
  ['libest', LIBEST],
  ['globalsign/est', GLOBALSIGN],
  ['RFC 8951, unfolded', { fold: (base64) => base64, cacertsType: PKCS7, enrollType: CERTS_ONLY }],
  ['one line and an end', { fold: (base64) => `${base64}\n`, cacertsType: PKCS7, enrollType: PKCS7 }],
  ['76 and LF, without the last end', { fold: (base64) => inLines(76, '\n')(base64).trimEnd() }],
  ['no types', { cacertsType: undefined, enrollType: undefined }],
  ['plain text', { cacertsType: 'text/plain', enrollType: 'text/plain' }],
  [
    'armour',
    { fold: (base64) => `-----BEGIN PKCS7-----\n${inLines(64, '\n')(base64)}-----END PKCS7-----\n` },
  ],
  ['no base64 at all', { raw: true, cacertsType: PKCS7, enrollType: PKCS7 }],
  ['lengths that BER leaves open', { ber: openEnded }],
  ['the chain comes along', { withChain: true }],
  ['a CA with an EC key', { caKey: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'] }],
  ['a subject as this bank writes it', { subject: () => '/CN=taro A001 20261129064106279275' }],
  ['a subject of its own around the login ID', { subject: () => '/O=Company/CN=taro' }],
];

test.each(DIALECTS)('%s: issue, list, renew', async (_, dialect) => {
  const ca = await startFakeCa(dialect);
  const taro = personAt(ca);
  const issued = await taro.run(['issue', 'taro'], PASSWORD);
  expect(issued).toMatchObject({ code: 0, json: { outcome: 'issued', certificate: { loginId: 'taro' } } });
  const [first] = ca.asked;
  // RFC 8951: base64 without armour; in lines, for there are servers that read nothing else.
  expect(first).toMatchObject({ path: '/simpleenroll', login: loginOf('taro') });
  expect(first?.body).toMatch(/^([A-Za-z0-9+/]{64}\n)+([A-Za-z0-9+/]{1,63}={0,2}\n)?$/);

  const listed = await taro.run(['list', '--check']);
  expect(listed.json.certificates).toMatchObject([{ loginId: 'taro', keyUsable: true }]);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ json: { outcome: 'already-valid' } });

  // libest wants the password, too; the others are content with the certificate.
  const renewed = await taro.run(['renew', 'taro', '--force'], dialect === LIBEST ? PASSWORD : undefined);
  expect(renewed).toMatchObject({ code: 0, json: { outcome: 'renewed', certificate: { loginId: 'taro' } } });
  const { certificates } = (await taro.run(['list'])).json;
  expect(certificates).toHaveLength(1);
  const last = new X509Certificate(ca.issued.at(-1) ?? '');
  expect(certificates[0].serialNumber).toBe(last.serialNumber.toLowerCase().padStart(32, '0'));
  expect(ca.asked.at(-1)).toMatchObject({ path: '/simplereenroll' });
  expect(ca.asked.at(-1)?.client?.subject).toContain('taro');
  expect(taro.entries()).toEqual([]);
});

const text = { 'Content-Type': 'text/plain' };
const html = { 'Content-Type': 'text/html' };

/** What a server says to the first request, and what becomes of it. */
const REFUSALS: readonly (readonly [
  string,
  Dialect,
  { code: number; name: string; left: number; asked: number },
])[] = [
  [
    'a wrong password, challenged',
    refusing(401, { 'WWW-Authenticate': 'Basic realm="x"' }),
    to(3, 'credentials-refused'),
  ],
  ['a wrong password, without a challenge', refusing(401), to(3, 'credentials-refused')],
  ['a wrong password, with a page', refusing(401, html, '<html>'), to(3, 'credentials-refused')],
  [
    'Digest alone',
    refusing(401, { 'WWW-Authenticate': 'Digest qop="auth", realm="estrealm", nonce="1795797621"' }),
    to(5, 'login-scheme'),
  ],
  // libest says how it wants to be logged in to only to who has not tried.
  [
    'Digest alone, told to nobody who tries',
    tellingScheme('Digest qop="auth", realm="x"'),
    to(5, 'login-scheme'),
  ],
  ['tokens alone, likewise', tellingScheme('Bearer realm="x"'), to(5, 'login-scheme')],
  ['certificates alone, told to nobody', tellingScheme(undefined), to(3, 'credentials-refused')],
  [
    'requests linked to connections',
    {
      ...refusing(401, text, 'Proof of Possession Mismatch.'),
      csrAttributes: { status: 200, body: 'MAsGCSqGSIb3DQEJBw==' },
    },
    to(5, 'linked-identity-wanted'),
  ],
  [
    'attributes that are not there',
    refusing(400, {}, 'CSR Attributes missing in request.'),
    to(5, 'csr-refused', 2),
  ],
  ['a type that it does not take', refusing(415), to(5, 'csr-refused', 2)],
  ['forbidden', refusing(403, text, '403 no'), to(5, 'request-refused')],
  ['forbidden, with a page', refusing(403, html, '<html>'), to(5, 'request-refused')],
  ['no such label', refusing(404, text), to(6, 'est-not-served')],
  ['busy', refusing(503, { 'Retry-After': '120' }), to(10, 'bank-unavailable', 1, 1)],
  ['a fault of its own', refusing(500, text, 'x'), to(10, 'bank-error', 1, 1)],
  [
    'a page in place of a certificate',
    { after: () => ({ status: 200, headers: html, body: '<html>' }) },
    to(10, 'other-answer', 1, 1),
  ],
  [
    'nothing in the answer',
    { after: () => ({ status: 200, headers: { 'Content-Type': PKCS7 } }) },
    to(10, 'bad-answer', 1, 1),
  ],
  [
    'no base64',
    { after: () => ({ status: 200, headers: { 'Content-Type': PKCS7 }, body: '!' }) },
    to(10, 'bad-answer', 1, 1),
  ],
  ['somebody else named', { subject: () => '/CN=jiro' }, to(10, 'certificate-rejected', 1, 1)],
  ['pending', refusing(202, { 'Retry-After': '3600' }), to(10, 'request-pending', 1, 1)],
];

/** RSA keys of 4096 bits; EC keys on P-384, signed by ECDSA. */
const LARGE_RSA = 'MBMwEQYJKoZIhvcNAQEBMQQCAhAA';
const EC_ONLY = 'MB4wEgYHKoZIzj0CATEHBgUrgQQAIgYIKoZIzj0EAwM=';
const demanding = (body: string): Dialect => ({ csrAttributes: { status: 200, body } });

test('a server that takes no RSA key, or a larger one: said before a password is asked for or anything sent', async () => {
  const ca = await startFakeCa(demanding(EC_ONLY));
  const taro = personAt(ca);
  const refused = await taro.run(['issue', 'taro']);
  expect(refused).toMatchObject({ code: 5, json: { error: { name: 'other-key-wanted' } } });
  expect(refused.stderr).toContain('EC (P-384)');
  expect(await taro.run(['issue', 'taro', '--dry-run'])).toMatchObject({ code: 5 });
  ca.dialect = demanding(LARGE_RSA);
  const small = await taro.run(['issue', 'taro'], PASSWORD);
  expect(small).toMatchObject({ code: 5, stderr: expect.stringContaining('--key-size') });
  expect([ca.asked, taro.entries()]).toEqual([[], []]);
  expect(await taro.run(['issue', 'taro', '--key-size', '4096'], PASSWORD)).toMatchObject({ code: 0 });
  // What was sent before goes on, whatever the server wants by now.
  ca.dialect = { after: () => 'drop' };
  expect(await taro.run(['issue', 'jiro'], PASSWORD)).toMatchObject({ code: 10 });
  ca.dialect = demanding(EC_ONLY);
  expect(await taro.run(['issue', 'jiro'], PASSWORD)).toMatchObject({ code: 0, json: { resumed: true } });
});

test.each([[404], [500], [503], [401]])('attributes that cannot be had (%i) are none', async (status) => {
  const ca = await startFakeCa({ csrAttributes: { status, body: 'x' } });
  expect(await personAt(ca).run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0 });
});

function refusing(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Dialect {
  return { refuse: () => ({ status, headers, body }) };
}

function tellingScheme(scheme: string | undefined): Dialect {
  const challenge = { status: 401, ...(scheme && { headers: { 'WWW-Authenticate': scheme } }) };
  return { refuse: ({ login }) => (login ? { status: 401, headers: { Connection: 'close' } } : challenge) };
}

/** @param asked how often it is asked @param left entries of the journal */
function to(code: number, name: string, asked = 1, left = 0) {
  return { code, name, asked, left };
}

test.each(REFUSALS)('%s', async (_, dialect, { code, name, left, asked }) => {
  const ca = await startFakeCa(dialect);
  const taro = personAt(ca);
  const { json, code: ended } = await taro.run(['issue', 'taro'], PASSWORD);
  expect({ ended, name: json.error.name }).toEqual({ ended: code, name });
  expect(ca.asked).toHaveLength(asked);
  expect(taro.entries()).toHaveLength(left);
  expect(JSON.stringify(json)).not.toContain(PASSWORD);
});
