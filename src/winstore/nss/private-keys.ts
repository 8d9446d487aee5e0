import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  type JsonWebKey,
  type KeyObject,
  pbkdf2Sync,
} from 'node:crypto';
import { DerReader, Tag } from '../../pki/der.ts';
import { bytesIn, numberIn } from './rows.ts';
import type { Row } from './sqlite.ts';

/** CKA_KEY_TYPE and the attributes of keys (OASIS PKCS #11 3.0) as NSS's columns have them. */
const KEY_TYPE = 'a100';
const RSA = 0;
const EC = 3;
const RSA_PUBLIC = { n: 'a120', e: 'a122' } as const;
const RSA_SECRET = { d: 'a123', p: 'a124', q: 'a125', dp: 'a126', dq: 'a127', qi: 'a128' } as const;
const EC_PARAMETERS = 'a180';
const EC_VALUE = 'a11';

const OID = {
  pbes2: Buffer.from('2a864886f70d01050d', 'hex'),
  pbkdf2: Buffer.from('2a864886f70d01050c', 'hex'),
  hmacWithSha256: Buffer.from('2a864886f70d0209', 'hex'),
  aes256Cbc: Buffer.from('60864801650304012a', 'hex'),
};
/** NSS takes 1 without a password, and 10,000 with one. */
const MOST_ITERATIONS = 100_000;
const CHECK = 'password-check';

/** What opens the secret values of a database. */
export type Opener = (encrypted: Buffer) => Buffer;

/**
 * How the secret values of a database without a password are opened. NSS encrypts each for itself, under a key that it
 * derives from the password and the database's salt: by PBES2 (RFC 8018) with PBKDF2, HMAC-SHA-256 and AES-256-CBC.
 * @param metaData the rows of key4.db's table of this name
 * @returns undefined where the database has a password, or its encryption is another, as earlier versions of NSS had it
 */
export function openerOf(metaData: readonly Row[]): Opener | undefined {
  const row = metaData.find((each) => bytesIn(each, 'id').toString('latin1') === 'password');
  if (!row) return undefined;
  const password = createHash('sha1').update(bytesIn(row, 'item1')).digest();
  const open: Opener = (encrypted) => opened(encrypted, password);
  try {
    return open(bytesIn(row, 'item2')).toString('latin1') === CHECK ? open : undefined;
  } catch {
    return undefined;
  }
}

/** The private key of a row; undefined where it is of another kind than RSA and EC, or damaged. */
export function privateKeyOf(row: Row, open: Opener): KeyObject | undefined {
  try {
    const type = numberIn(row, KEY_TYPE);
    if (type === RSA) return rsaKey(row, open);
    return type === EC ? ecKey(row, open) : undefined;
  } catch {
    return undefined;
  }
}

function rsaKey(row: Row, open: Opener): KeyObject {
  const key: JsonWebKey = { kty: 'RSA' };
  for (const [name, column] of Object.entries(RSA_PUBLIC)) key[name] = base64url(bytesIn(row, column));
  for (const [name, column] of Object.entries(RSA_SECRET)) key[name] = base64url(open(bytesIn(row, column)));
  return createPrivateKey({ key, format: 'jwk' });
}

/** As an ECPrivateKey without the public key (RFC 5915, 3). */
function ecKey(row: Row, open: Opener): KeyObject {
  const version = Buffer.from([Tag.integer, 1, 1]);
  const parts = [
    version,
    element(Tag.octetString, open(bytesIn(row, EC_VALUE))),
    element(0xa0, bytesIn(row, EC_PARAMETERS)),
  ];
  return createPrivateKey({
    key: element(Tag.sequence, Buffer.concat(parts)),
    format: 'der',
    type: 'sec1',
  });
}

/** Of a named curve's key all is shorter than 128 octets. */
function element(tag: number, content: Buffer): Buffer {
  if (content.length > 0x7f) throw new RangeError('no named curve');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

function base64url(unsigned: Buffer): string {
  return unsigned.toString('base64url');
}

/** @throws Error for another encryption than the one above, and for what does not decrypt */
function opened(encrypted: Buffer, password: Buffer): Buffer {
  const outer = new DerReader(encrypted).enter(Tag.sequence);
  const algorithm = outer.enter(Tag.sequence);
  expectOid(algorithm, OID.pbes2);
  const parameters = algorithm.enter(Tag.sequence);
  const derivation = parameters.enter(Tag.sequence);
  expectOid(derivation, OID.pbkdf2);
  const { salt, iterations } = derivationIn(derivation.enter(Tag.sequence));
  const cipher = parameters.enter(Tag.sequence);
  expectOid(cipher, OID.aes256Cbc);
  cipher.read(Tag.octetString);
  // NSS keeps 14 octets, and takes them with their tag and length for the 16 of the initialization vector.
  const iv = cipher.bytes.subarray(cipher.start, cipher.to);
  outer.read(Tag.octetString);
  const key = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([decipher.update(outer.bytes.subarray(outer.from, outer.to)), decipher.final()]);
}

function derivationIn(reader: DerReader) {
  reader.read(Tag.octetString);
  const salt = reader.bytes.subarray(reader.from, reader.to);
  const iterations = integerIn(reader);
  if (iterations > MOST_ITERATIONS) throw new RangeError('too many iterations');
  if (integerIn(reader) !== 32) throw new RangeError('the length of the key');
  expectOid(reader.enter(Tag.sequence), OID.hmacWithSha256);
  return { salt, iterations };
}

function integerIn(reader: DerReader): number {
  reader.read(Tag.integer);
  return reader.bytes.readUIntBE(reader.from, reader.length);
}

function expectOid(reader: DerReader, oid: Buffer): void {
  reader.read(Tag.objectIdentifier);
  if (!reader.holds(oid)) throw new RangeError('another algorithm');
}
