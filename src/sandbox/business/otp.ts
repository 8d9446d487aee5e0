import { createHmac, randomBytes, randomInt } from 'node:crypto';

export const OTP_DIGITS = 6;
const STEP_MS = 30_000;
/** RFC 4226, 4, requirement 6: 160 bits. */
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A TOTP secret in base32 (RFC 4648, 6) without padding, as authenticator apps take it. */
export function newTotpSecret(): string {
  let bits = '';
  for (const byte of randomBytes(SECRET_BYTES)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

/** The number of the 30-second step that holds this time (RFC 6238, 4.2). */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** TOTP with HMAC-SHA-1, 6 digits, 30 seconds (RFC 6238, 4; RFC 4226, 5.3). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', base32Decode(secret)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  const truncated = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(truncated % 10 ** OTP_DIGITS).padStart(OTP_DIGITS, '0');
}

/**
 * The step whose code this is: the present one, or one beside it because clocks differ; undefined when none. Steps up
 * to `lastStep` are used up: a code is taken once (RFC 6238, 5.2).
 */
export function matchingStep(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const present = totpStep(now);
  return [present, present - 1, present + 1].find(
    (step) => step > lastStep && totpCode(secret, step) === code,
  );
}

/** A code for an e-mail, or one that is handed out. */
export function randomCode(): string {
  return String(randomInt(10 ** OTP_DIGITS)).padStart(OTP_DIGITS, '0');
}

function base32Decode(text: string): Buffer {
  let bits = '';
  for (const character of text) bits += BASE32.indexOf(character).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
