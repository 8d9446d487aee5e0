const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** DER in PEM armour (RFC 7468), lines of 64 characters. @param label e.g. `CERTIFICATE` */
export function toPem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
  let lines = '';
  for (let at = 0; at < base64.length; at += 64) lines += `${base64.slice(at, at + 64)}\n`;
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

/** All certificates of a text, each in PEM armour of its own. Text around them is left out. */
export function parsePemChain(text: string): string[] {
  return Array.from(text.matchAll(CERTIFICATE_BLOCK), (match) =>
    toPem('CERTIFICATE', Buffer.from(match[1] ?? '', 'base64')),
  );
}

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/** Decoded into the same memory each time: a store's listing reads thousands of certificates. */
const scratch = Buffer.allocUnsafe(32 * 1024);

/**
 * The first certificate of a text as DER; undefined when there is none. The bytes are only good until the next call.
 */
export function firstCertificate(text: string): Buffer | undefined {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) return undefined;
  const base64 = text.slice(begin + BEGIN.length, end);
  if (base64.length > scratch.length) return Buffer.from(base64, 'base64');
  return scratch.subarray(0, scratch.write(base64, 'base64'));
}
