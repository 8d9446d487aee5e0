// RSA keys as good as any, for half of what they cost on Node 20: OpenSSL 3.0 makes a key's primes in constant time, which takes
// three quarters of it, and other primes without. Newer ones are quicker by themselves.
'use strict';

const crypto = require('node:crypto');
const { promisify } = require('node:util');

const isSlow = /^3\.0\./.test(process.versions.openssl);
/** That of `crypto.generateKeyPair`. */
const EXPONENT = 65537n;
/** Of other sizes tests ask how the program itself makes them, or wait for a large one. */
const USUAL_BITS = [1024, 2048];

// As they are before kept-keys.cjs changes them.
const { generateKeyPairSync } = crypto;
const makePair = promisify(crypto.generateKeyPair);
const makePrime = promisify(crypto.generatePrime);
const OPTIONS = { bigint: true };

/** Whether one of this size is made quicker here. */
function isQuick(bits) {
  return isSlow && USUAL_BITS.includes(bits);
}

/** On other threads. @returns {Promise<crypto.KeyObject>} the private key */
async function makeRsaKey(bits) {
  if (!isQuick(bits)) return (await makePair('rsa', { modulusLength: bits })).privateKey;
  for (;;) {
    const primes = await Promise.all([makePrime(bits / 2, OPTIONS), makePrime(bits / 2, OPTIONS)]);
    const key = keyOf(...primes);
    if (key) return key;
  }
}

/** At once. @returns {crypto.KeyObject} the private key */
function makeRsaKeySync(bits) {
  if (!isQuick(bits)) return generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
  for (;;) {
    const [p, q] = [0, 1].map(() => crypto.generatePrimeSync(bits / 2, OPTIONS));
    const key = keyOf(p, q);
    if (key) return key;
  }
}

/** Undefined where the exponent does not fit, once in 30,000 times. The two highest bits of each prime are set: `n` is full. */
function keyOf(p, q) {
  if (p === q || p % EXPONENT === 1n || q % EXPONENT === 1n) return undefined;
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const words = Object.entries(numbers).map(([name, number]) => [name, base64url(number)]);
  return crypto.createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...Object.fromEntries(words) } });
}

/** By Euclid's algorithm. */
function inverse(number, modulus) {
  let [rest, next, factor, nextFactor] = [modulus, number % modulus, 0n, 1n];
  while (next > 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64url(number) {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}

module.exports = { makeRsaKey, makeRsaKeySync };
