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

/** The first certificate of a text as DER; undefined when there is none. */
export function firstCertificate(text: string): Buffer | undefined {
  const begin = text.indexOf('-----BEGIN CERTIFICATE-----');
  const end = text.indexOf('-----END CERTIFICATE-----', begin);
  if (begin < 0 || end < 0) return undefined;
  return Buffer.from(text.slice(begin + '-----BEGIN CERTIFICATE-----'.length, end), 'base64');
}
