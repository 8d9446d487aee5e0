import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bits, element, integer, objectIdentifier, sequence, set } from '../der-parts.ts';
import {
  attribute,
  bankCn,
  CLIENT,
  CLIENT_AUTH,
  CRITICAL,
  cn,
  extension,
  generalizedTime,
  KEY_USAGE,
  type Oddity,
  purposes,
  rsaSignature,
  SERVER_AUTH,
  utcTime,
} from './maker.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();
const ec = (namedCurve: string) => ({ key: generateKeyPairSync('ec', { namedCurve }).privateKey });
const rsa = (modulusLength: number) => ({ key: generateKeyPairSync('rsa', { modulusLength }).privateKey });
const names = (...texts: readonly string[]) =>
  extension('2.5.29.17', sequence(...texts.map((text) => element(0x82, Buffer.from(text)))));
const manyNames = (count: number) =>
  names(...Array.from({ length: count }, (_, at) => `client-${at}.branch.example`));
const named = (...subject: readonly Buffer[]): Oddity => ({ subject });
const extended = (...extensions: readonly Buffer[]): Oddity => ({ extensions });

/** What there is of keys. */
const KEYS: Readonly<Record<string, () => Oddity>> = {
  'key-p256': () => ec('P-256'),
  'key-p384': () => ec('P-384'),
  'key-p521': () => ec('P-521'),
  'key-secp256k1': () => ec('secp256k1'),
  'key-ed25519': () => ({ key: generateKeyPairSync('ed25519').privateKey }),
  'key-ed448': () => ({ key: generateKeyPairSync('ed448').privateKey }),
  'key-x25519': () => ({ key: generateKeyPairSync('x25519').privateKey }),
  'key-rsa-1024': () => rsa(1024),
  'key-rsa-3072': () => rsa(3072),
  'key-rsa-pss': () => ({ key: generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey }),
  'key-dsa': () => ({
    key: generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey,
  }),
  'key-unknown': () => ({
    spki: sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.3.17')), bits(Buffer.alloc(1312, 7))),
  }),
  'key-of-another': () => ({ spki: Buffer.from(otherKey().export({ type: 'spki', format: 'der' })) }),
};

function otherKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
}

const NAMES: Readonly<Record<string, () => Oddity>> = {
  'name-none': () => ({ subject: [], extensions: [CLIENT, names('pc-7.example')] }),
  'name-none-at-all': () => named(),
  'name-without-cn': () =>
    named(set(attribute('2.5.4.10', 'Printers Ltd')), set(attribute('2.5.4.11', 'Lobby'))),
  'name-two-cn': () => named(cn('First'), cn(bankCn('twocn'))),
  'name-many-values': () =>
    named(set(attribute('2.5.4.3', bankCn('many')), attribute('2.5.4.11', 'a+b, "c"; <d>'))),
  'name-utf-16': () => named(cn(utf16('営業部 鈴木'), 0x1e)),
  'name-utf-16-odd': () => named(cn(Buffer.from([0x30, 0x42, 0x30]), 0x1e)),
  'name-utf-32': () => named(cn(Buffer.from('0000534100005c71', 'hex'), 0x1c)),
  'name-latin-1': () => named(cn(Buffer.from('Zürich Größe', 'latin1'), 0x14)),
  'name-utf-8-as-printable': () => named(cn('経理部', 0x13)),
  'name-broken-utf-8': () => named(cn(Buffer.from('ab\xc3\x28\xfe', 'latin1'))),
  'name-control': () => named(cn('a\x1b[2J\r\nb\x07c')),
  'name-nul': () => named(cn('before\0after')),
  'name-direction': () => named(cn('abc\u202efed\u2066')),
  'name-emoji': () => named(cn('印鑑🔏 𩸽')),
  'name-decomposed': () => named(cn('ハ\u309aソコン')),
  'name-half-width': () => named(cn('ｶ)ﾃﾞﾝｷ ﾀﾛｳ')),
  'name-long': () => named(cn('名'.repeat(5000))),
  'name-blanks': () => named(cn('   both ends   ')),
  'name-empty': () => named(cn('')),
  'name-empty-set': () => named(set(), cn(bankCn('emptyset'))),
  'name-unknown-type': () => named(set(attribute('1.3.6.1.4.1.55555.7', 'x')), cn('unknown type')),
  'name-large-arc': () => named(set(attribute('2.25.9007199254740991', 'x')), cn('large arc')),
  'name-endless-type': () =>
    named(set(sequence(element(6, Buffer.alloc(20_000, 0xff), Buffer.from([1])), element(0x0c))), cn('z')),
  'name-no-string': () => named(set(sequence(objectIdentifier('2.5.4.3'), integer('07')))),
  'name-no-sequence': () => named(Buffer.from('0500', 'hex')),
  'name-mail': () => named(set(attribute('1.2.840.113549.1.9.1', 'b@example.jp', 0x16)), cn('mail')),
  'name-domain': () =>
    named(
      set(attribute('0.9.2342.19200300.100.1.25', 'example', 0x16)),
      set(attribute('0.9.2342.19200300.100.1.1', 'user7')),
    ),
};

const DATES: Readonly<Record<string, () => Oddity>> = {
  'date-2050': () => ({ until: generalizedTime('20520229120000Z') }),
  'date-9999': () => ({ until: generalizedTime('99991231235959Z') }),
  'date-year-1': () => ({ from: generalizedTime('00010101000000Z') }),
  'date-1950': () => ({ from: utcTime('500101000000Z'), until: utcTime('510101000000Z') }),
  'date-generalized-early': () => ({
    from: generalizedTime('20250101000000Z'),
    until: generalizedTime('20300101000000Z'),
  }),
  'date-reversed': () => ({ from: utcTime('300101000000Z'), until: utcTime('260101000000Z') }),
  'date-without-seconds': () => ({ until: utcTime('3001010000Z') }),
  'date-with-offset': () => ({ until: utcTime('300101090000+0900') }),
  'date-with-fraction': () => ({ until: generalizedTime('20300101000000.25Z') }),
  'date-no-day': () => ({ until: utcTime('300230000000Z') }),
};

const NUMBERS: Readonly<Record<string, () => Oddity>> = {
  'serial-zero': () => ({ serial: '00' }),
  'serial-small': () => ({ serial: '05' }),
  'serial-negative': () => ({ serial: 'f3a1b2c4' }),
  'serial-20': () => ({ serial: `7a${'3c'.repeat(19)}` }),
  'serial-40': () => ({ serial: `11${'9e'.repeat(39)}` }),
  'serial-two-zeros': () => ({ serial: '00004455' }),
};

const EXTENSIONS: Readonly<Record<string, () => Oddity>> = {
  'extensions-none': () => ({ extensions: [], version: 0 }),
  'purposes-twice': () => extended(CLIENT, purposes(SERVER_AUTH)),
  'purposes-none': () => extended(purposes()),
  'purposes-smart-card': () => extended(purposes('1.3.6.1.4.1.311.20.2.2', CLIENT_AUTH)),
  'purposes-server': () => extended(purposes(SERVER_AUTH)),
  'usage-none': () => extended(extension('2.5.29.15', Buffer.from('030100', 'hex')), CLIENT),
  'usage-bits-9': () => extended(extension('2.5.29.15', Buffer.from('03020980', 'hex')), CLIENT),
  'authority-empty': () => extended(CLIENT, extension('2.5.29.35', sequence())),
  'authority-large': () =>
    extended(CLIENT, extension('2.5.29.35', sequence(element(0x80, Buffer.alloc(300, 1))))),
  'critical-unknown': () =>
    extended(CLIENT, extension('1.3.6.1.4.1.55555.8', Buffer.from('0500', 'hex'), CRITICAL)),
  'critical-as-1': () =>
    extended(extension('2.5.29.15', Buffer.from('03020780', 'hex'), Buffer.from('010101', 'hex')), CLIENT),
  'alternative-many': () => extended(CLIENT, manyNames(1000)),
  'alternative-huge': () => extended(CLIENT, manyNames(4000)),
  'alternative-damaged': () => extended(CLIENT, extension('2.5.29.17', Buffer.from('30058203', 'hex'))),
  constraints: () =>
    extended(
      CLIENT,
      extension(
        '2.5.29.30',
        sequence(element(0xa0, sequence(element(0x82, Buffer.from('example'))))),
        CRITICAL,
      ),
    ),
  'ca-and-client': () =>
    extended(KEY_USAGE, CLIENT, extension('2.5.29.19', sequence(Buffer.from('0101ff', 'hex')), CRITICAL)),
};

const pss = sequence(
  objectIdentifier('1.2.840.113549.1.1.10'),
  sequence(
    element(0xa0, sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'))),
    element(
      0xa1,
      sequence(
        objectIdentifier('1.2.840.113549.1.1.8'),
        sequence(objectIdentifier('2.16.840.1.101.3.4.2.1')),
      ),
    ),
    element(0xa2, integer('20')),
  ),
);

const FRAMES: Readonly<Record<string, () => Oddity>> = {
  'version-4': () => ({ version: 3 }),
  'unique-ids': () => ({
    uniqueIds: Buffer.concat([
      element(0x81, Buffer.from('0001', 'hex')),
      element(0x82, Buffer.from('0002', 'hex')),
    ]),
  }),
  'signed-sha-1': () => ({ signature: rsaSignature('sha1', '1.2.840.113549.1.1.5') }),
  'signed-md5': () => ({ signature: rsaSignature('md5', '1.2.840.113549.1.1.4') }),
  'signed-pss': () => ({
    signature: {
      algorithm: pss,
      by: (content, key) =>
        sign('sha256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    },
  }),
  'signed-unknown': () => ({
    signature: {
      algorithm: sequence(objectIdentifier('1.3.6.1.4.1.55555.9')),
      by: () => Buffer.alloc(64, 3),
    },
  }),
  'octets-behind': () => ({ finish: (der) => Buffer.concat([der, Buffer.from('0500', 'hex')]) }),
  'long-length': () => ({ finish: (der) => Buffer.concat([Buffer.from([0x30, 0x83, 0]), der.subarray(2)]) }),
};

/** Kinds of certificates that a bank never issues, by name: what is odd about each. */
export const ODD_KINDS = { ...KEYS, ...NAMES, ...DATES, ...NUMBERS, ...EXTENSIONS, ...FRAMES };
