import { createPublicKey, generateKeyPairSync, type JsonWebKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentOf, isNameable, nicknameFor } from '../../../src/winstore/nss/certificates.ts';
import { openerOf, privateKeyOf } from '../../../src/winstore/nss/private-keys.ts';
import { bytesIn, numberIn } from '../../../src/winstore/nss/rows.ts';
import { selectorOf } from '../../../src/winstore/nss/selector.ts';
import { CERTIFICATES, KEYS } from '../../../src/winstore/nss/snapshot.ts';
import { type Row, readTable } from '../../../src/winstore/nss/sqlite.ts';
import type { LeftOut } from '../../../src/winstore/shared/left-out.ts';

/** A certificate of an EC key and that key, as NSS wrote them without a password; all tables in one file. */
const DATABASE = new URL('../../fuzz/corpus/nss/both.db', import.meta.url);
const KEY_ID = '369990e1b9fa4b96db45d21b693205b3d74e2c24';
const LABEL = Buffer.from('jirodt');
const MESSAGE = Buffer.from('to be signed');

/** @param changed what stands there instead, of the same length */
function bytesOf(...changes: readonly (readonly [Buffer, Buffer])[]): Buffer {
  const bytes = readFileSync(DATABASE);
  for (const [old, changed] of changes) {
    expect([bytes.includes(old), changed.length]).toEqual([true, old.length]);
    for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) changed.copy(bytes, at);
  }
  return bytes;
}

function read(bytes: Buffer, keys = bytes, onLeftOut?: (leftOut: LeftOut) => void) {
  return contentOf(
    new Map([
      [CERTIFICATES, bytes],
      [KEYS, keys],
    ]),
    onLeftOut,
  );
}

const der = bytesIn(readTable(bytesOf(), 'nssPublic')[1] ?? new Map(), 'a11');

describe('what NSS has written', () => {
  test('certificates, each with its label and whether its key is there', () => {
    const { certificates, unreadable, keyIds } = read(bytesOf());
    expect(certificates).toEqual([
      expect.objectContaining({ label: LABEL, keyId: KEY_ID, isAuthority: false }),
    ]);
    const [{ certificate } = {}] = certificates;
    expect(certificate).toMatchObject({ hasPrivateKey: true, friendlyName: 'jirodt' });
    expect([unreadable, [...keyIds]]).toEqual([[], [KEY_ID]]);
  });

  test('no file, nothing; a file that is none is an error that names it', () => {
    expect(contentOf(new Map())).toEqual({ certificates: [], unreadable: [], keyIds: new Set() });
    const broken = Buffer.from('no database');
    expect(() => read(broken, bytesOf())).toThrow(
      expect.objectContaining({
        errorName: 'store-failed',
        details: expect.objectContaining({
          params: { detail: expect.objectContaining({ en: expect.stringContaining('cert9.db') }) },
          cause: expect.any(Error),
        }),
      }),
    );
  });

  test('a certificate without its key', () => {
    const [found] = read(bytesOf(), Buffer.alloc(0)).certificates;
    expect(found).toMatchObject({ isAuthority: false, certificate: { hasPrivateKey: false } });
  });

  test('one that cannot be read is told, and has its names', () => {
    const told: LeftOut[] = [];
    // The rest lies on another page.
    const start = der.subarray(0, 12);
    const broken = Buffer.concat([Buffer.from([0x31]), start.subarray(1)]);
    const { certificates, unreadable } = read(bytesOf([start, broken]), bytesOf(), (each) => told.push(each));
    expect([certificates, unreadable]).toEqual([[], [{ label: LABEL, keyId: KEY_ID }]]);
    expect(told).toMatchObject([{ octets: der.length }]);
    expect(read(bytesOf([start, broken])).certificates).toEqual([]);
  });

  test('the key signs as its certificate says', () => {
    const { certificates, keysOf } = read(bytesOf());
    const [key, ...others] = keysOf?.(KEY_ID) ?? [];
    if (!key || !certificates[0]) throw new Error('no key');
    const publicKey = createPublicKey(certificates[0].certificate.pem);
    expect([others, verify('sha256', MESSAGE, publicKey, sign('sha256', MESSAGE, key))]).toEqual([[], true]);
    expect(keysOf?.('00')).toEqual([]);
  });
});

describe('what opens the keys', () => {
  const metaData = () => readTable(bytesOf(), 'metaData');
  const password = () => metaData().find((row) => String(row.get('id')) === 'password') ?? new Map();
  const opens = (changes: Readonly<Record<string, Buffer>>) =>
    openerOf([new Map([...password(), ...Object.entries(changes)])]) !== undefined;
  /** With these octets in its encryption parameters. */
  const changed = (old: string, fresh: string): Buffer => {
    const item = bytesIn(password(), 'item2').toString('hex');
    expect(item).toContain(old);
    return Buffer.from(item.replace(old, fresh), 'hex');
  };

  test('is the salt of a database without a password', () => {
    expect(openerOf(metaData())).toBeDefined();
    expect(openerOf(metaData().toReversed())).toBeDefined();
    expect(openerOf([])).toBeUndefined();
    expect(openerOf(metaData().filter((row) => String(row.get('id')) !== 'password'))).toBeUndefined();
    expect(opens({ item1: Buffer.alloc(20) })).toBe(false);
    expect(read(bytesOf(), Buffer.alloc(0)).keysOf).toBeUndefined();
  });

  test.each([
    ['no PBES2', '2a864886f70d01050d', '2a864886f70d01050e'],
    ['no PBKDF2', '2a864886f70d01050c', '2a864886f70d01050b'],
    ['another hash', '2a864886f70d0209', '2a864886f70d0207'],
    ['another cipher', '60864801650304012a', '608648016503040116'],
    ['a key of another length', '020120', '020110'],
    ['no bytes at all', '30', '31'],
  ])('is nothing for %s', (_, old, fresh) => {
    expect(opens({ item2: changed(old, fresh) })).toBe(false);
  });

  test('takes no time that an attacker says', () => {
    // A number that needs two octets more, which the salt has to spare.
    const [, salt = ''] = /0420(.{64})020101/.exec(bytesIn(password(), 'item2').toString('hex')) ?? [];
    const item = changed(`0420${salt}020101`, `041e${salt.slice(0, 60)}0203ffffff`);
    const begun = performance.now();
    expect(opens({ item2: item })).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('a private key', () => {
  const unsealed = (bytes: Buffer) => bytes;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk: JsonWebKey = privateKey.export({ format: 'jwk' });
  const part = (name: keyof JsonWebKey) => Buffer.from(String(jwk[name]), 'base64url');
  const rsa = (changes: Readonly<Record<string, Buffer>> = {}): Row =>
    new Map(
      Object.entries({
        ...{ a100: Buffer.alloc(4), a120: part('n'), a122: part('e'), a123: part('d'), a124: part('p') },
        ...{ a125: part('q'), a126: part('dp'), a127: part('dq'), a128: part('qi') },
        ...changes,
      }),
    );

  test('of RSA', () => {
    const found = privateKeyOf(rsa(), unsealed);
    expect(found?.export({ format: 'jwk' })).toEqual(jwk);
  });

  test('of another kind, closed, or of no named curve is none', () => {
    expect(privateKeyOf(rsa({ a100: Buffer.from('00000001', 'hex') }), unsealed)).toBeUndefined();
    expect(privateKeyOf(new Map(), unsealed)).toBeUndefined();
    const closed = () => {
      throw new Error('closed');
    };
    expect(privateKeyOf(rsa(), closed)).toBeUndefined();
    const ec = { a100: Buffer.from('00000003', 'hex'), a180: Buffer.alloc(200), a11: Buffer.alloc(32, 1) };
    expect(privateKeyOf(new Map(Object.entries(ec)), unsealed)).toBeUndefined();
  });
});

test('attributes: what is empty, what is a number', () => {
  const row: Row = new Map<string, number | Buffer>([
    ['empty', Buffer.from('a5005a', 'hex')],
    ['number', Buffer.from('80000001', 'hex')],
    ['short', Buffer.from('0001', 'hex')],
    ['integer', 5],
  ]);
  expect(['empty', 'integer', 'missing'].map((name) => bytesIn(row, name).length)).toEqual([0, 0, 0]);
  expect(bytesIn(row, 'short')).toEqual(Buffer.from([0, 1]));
  expect(['number', 'short', 'empty', 'integer'].map((name) => numberIn(row, name))).toEqual([
    ...[0x80000001, undefined, undefined, undefined],
  ]);
});

describe('names', () => {
  const record = { thumbprint: '0123456789abcdef0123456789abcdef01234567' };

  test.each([
    ['jirodt', 'jirodt 01234567'],
    ['  jiro\tdt \n', 'jiro dt 01234567'],
    ['token: jirodt', 'token  jirodt 01234567'],
    ['a\u2028\u2029b', 'a b 01234567'],
    ['', '01234567'],
  ])('the nickname of %j', (friendlyName, nickname) => {
    expect(nicknameFor(friendlyName, record)).toBe(nickname);
  });

  test('of our nicknames the friendly name is what stands before the thumbprint', () => {
    const [{ certificate } = {}] = read(bytesOf()).certificates;
    const suffix = Buffer.from(String(certificate?.thumbprint).slice(0, 6));
    const [other] = read(bytesOf([LABEL, suffix])).certificates;
    expect(other?.certificate.friendlyName).toBe(String(suffix));
  });

  test('labels that programs can be given', () => {
    const labels = ['jiro', '花子', '', 'a\0b'].map((label) => Buffer.from(label));
    expect(labels.map(isNameable)).toEqual([true, true, false, false]);
    expect(isNameable(Buffer.from([0x8c, 0x6f]))).toBe(false);
  });

  test('as URIs: token, label, key', () => {
    const token = '%4e%53%53%20%43%65%72%74%69%66%69%63%61%74%65%20%44%42';
    expect(selectorOf({ keyId: 'a1b2' })).toBe(`pkcs11:token=${token};id=%a1%b2`);
    expect(selectorOf({ keyId: '01', label: Buffer.from('a;b') })).toBe(
      `pkcs11:token=${token};object=%61%3b%62;id=%01`,
    );
  });
});
