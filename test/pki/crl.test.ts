import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/pki/certificate.ts';
import { readRevocationList } from '../../src/pki/crl.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, RSA } from '../support/test-ca.ts';
import { issueCrl } from '../support/test-crl.ts';
import { withUnknownKey } from '../support/unknown-key.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const SUPPORT = { ja: '電話', en: 'phone' };
const SERIAL = '5B8E869E2BC4B2225302F34ADA65184E';

let folder: string;
let root: Issued;
let ca: Issued;
let sameName: Issued;
let leaf: Issued;

beforeAll(() => {
  folder = makeTempFolder();
  root = issue(folder, { subject: '/CN=Root', extensions: CA_EXTENSIONS });
  const issuing = { subject: '/O=銀行/CN=Issuing CA', newKey: RSA };
  ca = issue(folder, { ...issuing, extensions: CA_EXTENSIONS, issuer: root });
  sameName = issue(folder, { ...issuing, extensions: CA_EXTENSIONS });
  leaf = issue(folder, { subject: '/CN=x', extensions: CLIENT_EXTENSIONS, issuer: ca, serial: SERIAL });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (crl: Uint8Array, now = NOW, caChain = [ca.pem, root.pem]) =>
  readRevocationList({ crl, caChain, now, support: SUPPORT });
const revoked = [{ serial: SERIAL }];
const refusal = (detail: string) =>
  expect.objectContaining({
    errorName: 'crl-rejected',
    details: expect.objectContaining({
      params: { detail: expect.objectContaining({ en: expect.stringContaining(detail) }), support: SUPPORT },
    }),
  });

describe('a certificate is on the list', () => {
  test('when its serial number is, and its issuer signed the list', () => {
    expect(read(issueCrl(folder, { issuer: ca, revoked })).holds(readCertificate(leaf.pem))).toBe(true);
    expect(read(issueCrl(folder, { issuer: ca })).holds(readCertificate(leaf.pem))).toBe(false);
  });

  test('never by its serial number alone', () => {
    const list = read(issueCrl(folder, { issuer: ca, revoked }));
    for (const issuer of [root, sameName]) {
      const other = issue(folder, {
        subject: '/CN=x',
        extensions: CLIENT_EXTENSIONS,
        issuer,
        serial: SERIAL,
      });
      expect(list.holds(readCertificate(other.pem))).toBe(false);
    }
  });

  test.each([
    ['keyCompromise', true],
    ['superseded', true],
    ['certificateHold', false],
  ])('reason %s: %s', (reason, isRevoked) => {
    const list = read(issueCrl(folder, { issuer: ca, revoked: [{ serial: SERIAL, reason }] }));
    expect(list.holds(readCertificate(leaf.pem))).toBe(isRevoked);
  });

  test('signed with an elliptic curve', () => {
    const own = issue(folder, {
      subject: '/CN=y',
      extensions: CLIENT_EXTENSIONS,
      issuer: root,
      serial: SERIAL,
    });
    const list = read(issueCrl(folder, { issuer: root, revoked, digest: 'sha384' }));
    expect(list.holds(readCertificate(own.pem))).toBe(true);
  });
});

describe('a list is rejected', () => {
  test('of another CA, or of one with the same name', () => {
    const other = issueCrl(folder, { issuer: sameName, revoked });
    expect(() => read(other)).toThrow(refusal("bank's own CA"));
    const withoutKeyId = issueCrl(folder, {
      issuer: sameName,
      revoked,
      extensions: ['issuerAltName=DNS:x'],
    });
    expect(() => read(withoutKeyId)).toThrow(refusal('signature'));
  });

  test('of a CA that may not sign lists', () => {
    const extensions = [
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,keyCertSign',
      'subjectKeyIdentifier=hash',
    ];
    const issuer = issue(folder, { subject: '/CN=No lists', extensions });
    expect(() => read(issueCrl(folder, { issuer, revoked }), NOW, [issuer.pem])).toThrow(refusal('own CA'));
  });

  test('whose content or signature was changed', () => {
    const crl = issueCrl(folder, { issuer: ca, revoked });
    const serialAt = crl.indexOf(Buffer.from(SERIAL, 'hex'));
    for (const at of [serialAt, crl.length - 1]) {
      const changed = Buffer.from(crl);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => read(changed)).toThrow(refusal('signature'));
    }
  });

  test('signed with SHA-1', () => {
    expect(() => read(issueCrl(folder, { issuer: ca, revoked, digest: 'sha1' }))).toThrow(
      refusal('signature'),
    );
  });

  test('before and after its days', () => {
    const crl = issueCrl(folder, { issuer: ca, revoked, from: '20260601000400Z', until: '20260602000000Z' });
    expect(() => read(crl)).not.toThrow();
    expect(() => read(crl, new Date('2026-05-31T23:58:00Z'))).toThrow(refusal('future'));
    expect(() => read(crl, new Date('2026-06-02T00:00:00Z'))).not.toThrow();
    expect(() => read(crl, new Date('2026-06-02T00:00:01Z'))).toThrow(refusal('out of date'));
  });

  test('with a critical extension that is not known', () => {
    const extensions = ['authorityKeyIdentifier=keyid', '1.2.3.4=critical,ASN1:NULL'];
    expect(() => read(issueCrl(folder, { issuer: ca, revoked, extensions }))).toThrow(refusal('kind'));
  });

  test('cut off anywhere, or of random bytes', () => {
    const crl = issueCrl(folder, { issuer: ca, revoked });
    for (let length = 0; length < crl.length; length++) {
      expect(() => read(crl.subarray(0, length))).toThrow(refusal('read'));
    }
    expect(() => read(Buffer.concat([crl, Buffer.alloc(1)]))).toThrow(refusal('read'));
    expect(() => read(Buffer.from(ca.pem))).toThrow(refusal('read'));
  });
});

/** The lines of an IssuingDistributionPoint. */
const scoped = (...lines: string[]) => [
  'authorityKeyIdentifier=keyid',
  'issuingDistributionPoint=critical,@idp',
  '[idp]',
  ...lines,
];
const POINT = 'https://crl.bank.example/g4.crl';

describe('a list that is scoped (RFC 5280, 5.2.5)', () => {
  const leafAt = (...points: string[]) =>
    readCertificate(
      issue(folder, {
        subject: '/CN=x',
        extensions: [...CLIENT_EXTENSIONS, ...points.map((point) => `crlDistributionPoints=${point}`)],
        issuer: ca,
        serial: SERIAL,
      }).pem,
    );
  const listOf = (...lines: string[]) =>
    read(issueCrl(folder, { issuer: ca, revoked, extensions: scoped(...lines) }));

  test('to user certificates', () => {
    expect(listOf('onlyuser=TRUE').holds(readCertificate(leaf.pem))).toBe(true);
    expect(
      read(issueCrl(folder, { issuer: ca, extensions: scoped('onlyuser=TRUE') })).holds(
        readCertificate(leaf.pem),
      ),
    ).toBe(false);
  });

  test.each([
    ['the same', `URI:${POINT}`],
    ['one of several names', `URI:ldap://x/cn=y,URI:${POINT}`],
    ['one of several points', `URI:https://other.example/x.crl,URI:${POINT}`],
    ['the same but for its letters', 'URI:HTTPS://CRL.Bank.Example:443/g4.crl'],
  ])('to a point, of which the certificate names %s', (_, point) => {
    const list = listOf(`fullname=URI:${POINT},URI:http://second.example/x`, 'onlyuser=TRUE');
    expect(list.holds(leafAt(point))).toBe(true);
  });

  test('to a point, by the name of the issuer, for certificates without any', () => {
    const extensions = scoped('fullname=dirName:name', '[name]', 'CN=Root');
    const own = issue(folder, {
      subject: '/CN=y',
      extensions: CLIENT_EXTENSIONS,
      issuer: root,
      serial: SERIAL,
    });
    expect(
      read(issueCrl(folder, { issuer: root, revoked, extensions })).holds(readCertificate(own.pem)),
    ).toBe(true);
  });

  test.each([
    ['another point', () => leafAt('URI:https://crl.bank.example/g5.crl')],
    ['no point', () => readCertificate(leaf.pem)],
  ])('to a point, where the certificate names %s: nothing is told', (_, certificate) => {
    const list = listOf(`fullname=URI:${POINT}`);
    expect(() => list.holds(certificate())).toThrow(refusal('another distribution point'));
  });

  test.each([
    ['onlyCA=TRUE', 'CAs'],
    ['onlyAA=TRUE', 'attribute'],
    ['onlysomereasons=keyCompromise', 'some reasons'],
    ['indirectCRL=TRUE', "other CAs'"],
  ])('%s is rejected', (line, words) => {
    expect(() => listOf(line, `fullname=URI:${POINT}`)).toThrow(refusal(words));
  });

  test('also where it is not marked as critical', () => {
    const extensions = scoped('onlyCA=TRUE').map((line) => line.replace('critical,', ''));
    expect(() => read(issueCrl(folder, { issuer: ca, revoked, extensions }))).toThrow(refusal('CAs'));
  });

  test.each(['critical,', ''])('a delta list is rejected (%s)', (critical) => {
    const extensions = ['authorityKeyIdentifier=keyid', `2.5.29.27=${critical}ASN1:INTEGER:1`];
    expect(() => read(issueCrl(folder, { issuer: ca, revoked, extensions }))).toThrow(refusal('delta'));
  });
});

test('a CA whose kind of key is not known has signed none', () => {
  const crl = issueCrl(folder, { issuer: ca });
  expect(() => read(crl, NOW, [withUnknownKey(ca.pem), root.pem])).toThrow(
    expect.objectContaining({ errorName: 'crl-rejected' }),
  );
});
