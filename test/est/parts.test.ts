import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bankIdOf, nameOfService, readEstAddress } from '../../src/est/address.ts';
import { basicOf, otpIn } from '../../src/est/basic.ts';
import { decodeBody, encodeBody } from '../../src/est/body.ts';
import { chainAbove, chainOfKey, presentChain } from '../../src/est/chains.ts';
import { otherKeyWanted, readCsrAttributes } from '../../src/est/csr-attributes.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl, RSA } from '../support/test-ca.ts';

test('a body: lines of 64 with an end to the last one; read however it is folded', () => {
  const bytes = Buffer.from(Array.from({ length: 200 }, (_, at) => at ^ 0x30));
  const pem = `-----BEGIN X-----\n${bytes.toString('base64')}\n-----END X-----\n`;
  expect(encodeBody(pem)).toMatch(/^([A-Za-z0-9+/]{64}\n){4}[A-Za-z0-9+/]{1,63}={0,2}\n$/);
  expect(decodeBody(Buffer.from(encodeBody(pem)))).toEqual(bytes);
  expect(decodeBody(Buffer.from(pem))).toEqual(bytes);
  const der = Buffer.concat([Buffer.from([0x30, 0x81, 200]), bytes]);
  expect(decodeBody(der)).toBe(der);
  for (const text of ['', '\r\n', '<html>', '!!!!']) expect(decodeBody(Buffer.from(text))).toBeUndefined();
});

test.each([
  ['MAsGCSqGSIb3DQEJBw==', true],
  // RFC 7030, 4.5.2: the example of the standard itself.
  ['MEEGCSqGSIb3DQEJBzASBgcqhkjOPQIBMQcGBSuBBAAiMBYGCSqGSIb3DQEJDjEJBgcrBgEBAQEWBggqhkjOPQQDAw==', true],
  ['MCYGBysGAQEBARYGCSqGSIb3DQEJAQYFK4EEACIGCWCGSAFlAwQCAg==', false],
  ['MAA=', false],
  ['MAsGCSqGSIb3DQ', false],
  ['', false],
])('attributes %j want the link: %j', (base64, wanted) => {
  expect(readCsrAttributes(Buffer.from(base64, 'base64')).wantsLink).toBe(wanted);
});

type Item = string | readonly [type: string, ...values: string[]];

/** Attributes as openssl writes them, by its words for them (ASN1_generate_nconf(3)). */
function attributes(items: readonly Item[]): Buffer {
  const sections: string[] = [];
  const section = (name: string, members: readonly string[]) => {
    sections.push(`[${name}]`, ...members.map((each, at) => `m${at} = ${each}`));
    return name;
  };
  const list = items.map((item, at) => {
    if (typeof item === 'string') return `OID:${item}`;
    const [type, ...values] = item;
    const set = section(`values${at}`, values);
    return `SEQUENCE:${section(`attribute${at}`, [`OID:${type}`, `SET:${set}`])}`;
  });
  section('all', list);
  const file = join(tempFolder(), 'attributes');
  writeFileSync(`${file}.cnf`, ['asn1 = SEQUENCE:all', ...sections, ''].join('\n'));
  openssl(['asn1parse', '-genconf', `${file}.cnf`, '-noout', '-out', file]);
  return readFileSync(file);
}

const SIZE = (bits: number) => ['rsaEncryption', `INTEGER:${bits}`] as const;

test.each<[string, readonly Item[], number, string | undefined]>([
  ['nothing', [], 2048, undefined],
  ['an elliptic curve', [['id-ecPublicKey', 'OID:secp384r1']], 2048, 'EC (P-384)'],
  ['it, and the signature', ['ecdsa-with-SHA384', ['id-ecPublicKey', 'OID:prime256v1']], 4096, 'EC (P-256)'],
  ['a curve nobody knows', [['id-ecPublicKey', 'OID:brainpoolP384r1']], 2048, 'EC (?)'],
  ['a signature alone', ['ecdsa-with-SHA256'], 2048, 'EC'],
  ['Ed25519', ['ED25519'], 2048, 'Ed25519'],
  ['either', [['id-ecPublicKey', 'OID:prime256v1'], SIZE(2048)], 2048, undefined],
  ['either signature', ['ecdsa-with-SHA256', 'sha256WithRSAEncryption'], 2048, undefined],
  ['RSA of any size', ['rsaEncryption'], 2048, undefined],
  ['RSA of this size', [SIZE(2048)], 2048, undefined],
  ['a smaller one', [SIZE(2048)], 4096, undefined],
  ['a larger one', [SIZE(4096)], 2048, 'RSA (4096)'],
  ['one of two', [['rsaEncryption', 'INTEGER:3072', 'INTEGER:2048']], 2048, undefined],
  // As libest's sample has it, which issues for RSA all the same.
  ['a curve and a digest as hints', ['1.3.6.1.1.1.1.22', 'secp384r1', 'sha384'], 2048, undefined],
  ['what goes into the request', [['extReq', 'OID:1.3.6.1.1.1.1.22']], 2048, undefined],
])('attributes that name %s', (_, items, rsaBits, wanted) => {
  expect(otherKeyWanted(readCsrAttributes(attributes(items)), rsaBits)).toBe(wanted);
});

test('a service is known by its address, whatever stands behind the last slash', () => {
  const [one, same, other] = [
    'https://CA.example/.well-known/est/a',
    'https://ca.example/.well-known/est/a/',
    'https://ca.example/.well-known/est/b',
  ];
  const idOf = (text = '') => bankIdOf(readEstAddress(text));
  expect(idOf(one)).toBe(idOf(same));
  expect(idOf(one)).not.toBe(idOf(other));
  expect(nameOfService(new URL(one ?? ''))).toBe('ca.example (a)');
  expect(nameOfService(new URL('https://ca.example:8443/.well-known/est'))).toBe('ca.example:8443');
  expect(() => readEstAddress('http://ca.example')).toThrow();
});

test('the fields of HTTP Basic', () => {
  const sent = (templates: { user: string; password: string }) => {
    const header = basicOf('taro', { password: '$&pass', otp: '123456' }, templates);
    return Buffer.from(header?.slice('Basic '.length) ?? '', 'base64').toString();
  };
  expect(sent({ user: '{loginId}', password: '{password}' })).toBe('taro:$&pass');
  expect(sent({ user: '{loginId}', password: '{password}{otp}' })).toBe('taro:$&pass123456');
  expect(sent({ user: '{loginId}/{otp8}', password: '{password}' })).toBe('taro/123456:$&pass');
  expect(otpIn({ user: '{loginId}', password: '{password}' })).toBeUndefined();
  expect(otpIn({ user: '{loginId}', password: '{password}{otp}' })).toMatchObject({ digits: 6 });
  expect(otpIn({ user: '{loginId}{otp8}', password: '{password}' })).toMatchObject({ digits: 8 });
  expect(() => basicOf('a:b', { password: 'x' }, { user: '{loginId}', password: '{password}' })).toThrow();
});

test('chains are found in a bag of any order, roll-overs beside them', () => {
  const folder = tempFolder();
  const ca = (subject: string, issuer?: ReturnType<typeof issue>, from = '20200101000000Z', key?: string) =>
    issue(folder, {
      ...{ subject, extensions: [...CA_EXTENSIONS, 'authorityKeyIdentifier=keyid'], newKey: RSA, from },
      ...(issuer && { issuer }),
      ...(key !== undefined && { key }),
    });
  const root = ca('/CN=root');
  const [old, present] = [ca('/CN=issuing old', root), ca('/CN=issuing', root, '20210101000000Z')];
  const next = ca('/CN=root', undefined, '20220101000000Z');
  // NewWithOld (RFC 7030, 4.1.3): the new root's key, signed by the old one.
  const newWithOld = ca('/CN=root', root, '20220101000000Z', next.key);
  const bag = [root.pem, old.pem, newWithOld.pem, present.pem];
  const names = (chain: readonly string[] = []) => chain.map((pem) => readCertificate(pem).commonName);
  expect(names(presentChain(bag)).at(-1)).toBe('root');
  const leaf = issue(folder, { subject: '/CN=taro', issuer: present, extensions: CLIENT_EXTENSIONS });
  expect(names(chainAbove(leaf.pem, bag))).toEqual(['issuing', 'root']);
  expect(chainAbove(leaf.pem, [old.pem])).toBeUndefined();
  const { authorityKeyId = '' } = readCertificate(leaf.pem);
  expect(names(chainOfKey(bag, authorityKeyId))).toEqual(['issuing', 'root']);
  expect(names(presentChain([present.pem, root.pem, leaf.pem]))).toEqual(['issuing', 'root']);
  expect(presentChain([leaf.pem])).toEqual([]);
});
