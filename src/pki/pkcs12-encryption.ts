import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Asn1Value, integer, nullValue, objectIdentifier, octetString, sequence } from './asn1.ts';

/**
 * `aes-256`: PBES2 (RFC 8018) of PBKDF2 with HMAC-SHA-256 and AES-256-CBC, MAC by SHA-256: what Windows calls
 * AES256_SHA256 and reads from Windows 10 1709 and Server 2019 on. `3des`: pbeWithSHAAnd3-KeyTripleDES-CBC
 * (RFC 7292, appendix C), MAC by SHA-1: every Windows reads it.
 */
export type Pkcs12Encryption = 'aes-256' | '3des';

/** As many as Windows itself takes; the passwords are random, so that nothing is gained by more. */
const ITERATIONS = 2000;

const PBE_WITH_SHA1_AND_3DES = '1.2.840.113549.1.12.1.3';
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';
const SHA1 = '1.3.14.3.2.26';
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** What the key derivation of PKCS#12 makes (RFC 7292, appendix B.3). */
const Purpose = { key: 1, iv: 2, mac: 3 } as const;

export interface Encrypted {
  /** AlgorithmIdentifier. */
  readonly algorithm: Asn1Value;
  readonly bytes: Buffer;
}

export function encrypt(plain: Uint8Array, password: string, encryption: Pkcs12Encryption): Encrypted {
  const salt = randomBytes(16);
  const { algorithm, cipher, key, iv } = (encryption === 'aes-256' ? aes256 : tripleDes)(password, salt);
  const ciphering = createCipheriv(cipher, key, iv);
  return { algorithm, bytes: Buffer.concat([ciphering.update(plain), ciphering.final()]) };
}

function aes256(password: string, salt: Buffer) {
  const iv = randomBytes(16);
  const prf = sequence([objectIdentifier(HMAC_SHA256), nullValue()]);
  const derivation = sequence([
    objectIdentifier(PBKDF2),
    sequence([octetString(salt), integer(ITERATIONS), prf]),
  ]);
  const scheme = sequence([objectIdentifier(AES_256_CBC), octetString(iv)]);
  return {
    algorithm: sequence([objectIdentifier(PBES2), sequence([derivation, scheme])]),
    cipher: 'aes-256-cbc',
    key: pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256'),
    iv,
  };
}

function tripleDes(password: string, salt: Buffer) {
  return {
    algorithm: sequence([
      objectIdentifier(PBE_WITH_SHA1_AND_3DES),
      sequence([octetString(salt), integer(ITERATIONS)]),
    ]),
    cipher: 'des-ede3-cbc',
    key: derive(password, salt, Purpose.key, 24, 'sha1'),
    iv: derive(password, salt, Purpose.iv, 8, 'sha1'),
  };
}

/** MacData (RFC 7292, 4) over the authenticated safe's DER. */
export function macData(content: Uint8Array, password: string, encryption: Pkcs12Encryption): Asn1Value {
  const [hash, oid, length] =
    encryption === 'aes-256' ? (['sha256', SHA256, 32] as const) : (['sha1', SHA1, 20] as const);
  const salt = randomBytes(length);
  const digest = createHmac(hash, derive(password, salt, Purpose.mac, length, hash))
    .update(content)
    .digest();
  const algorithm = sequence([objectIdentifier(oid), nullValue()]);
  return sequence([sequence([algorithm, octetString(digest)]), octetString(salt), integer(ITERATIONS)]);
}

/** The block of SHA-1 and SHA-256 in octets: v / 8 of RFC 7292, appendix B.2. */
const BLOCK = 64;

/** Key derivation of PKCS#12 (RFC 7292, appendix B.2). The names are those of the RFC. */
function derive(password: string, salt: Buffer, id: number, length: number, hash: 'sha1' | 'sha256'): Buffer {
  const d = Buffer.alloc(BLOCK, id);
  const i = Buffer.concat([wholeBlocks(salt), wholeBlocks(Buffer.from(`${password}\0`, 'utf16le').swap16())]);
  const out: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let a = createHash(hash).update(d).update(i).digest();
    for (let round = 1; round < ITERATIONS; round++) a = createHash(hash).update(a).digest();
    out.push(a);
    made += a.length;
    const b = Buffer.alloc(BLOCK);
    for (let at = 0; at < BLOCK; at++) b[at] = a[at % a.length] ?? 0;
    for (let at = 0; at < i.length; at += BLOCK) addPlusOne(i.subarray(at, at + BLOCK), b);
  }
  return Buffer.concat(out).subarray(0, length);
}

/** Copies of the bytes until whole blocks are full. */
function wholeBlocks(bytes: Buffer): Buffer {
  return Buffer.alloc(BLOCK * Math.ceil(bytes.length / BLOCK), bytes);
}

/** block = (block + b + 1) mod 2^512, big-endian. */
function addPlusOne(block: Buffer, b: Buffer): void {
  let carry = 1;
  for (let at = BLOCK - 1; at >= 0; at--) {
    const sum = (block[at] ?? 0) + (b[at] ?? 0) + carry;
    block[at] = sum & 0xff;
    carry = sum >> 8;
  }
}
