const LINE = 64;

/**
 * The body of a request (RFC 8951, 3): base64 without armour. In lines, with an end to the last one, for there are servers
 * that read nothing else.
 * @param pem of a PKCS#10 request
 */
export function encodeBody(pem: string): string {
  const base64 = pem.replace(/-----[^-]+-----|\s/g, '');
  return base64.replace(new RegExp(`.{1,${LINE}}`, 'g'), '$&\n');
}

/**
 * What a body holds, however its base64 is folded; armour around it, and DER as it is, are taken, too, for there are servers
 * that send them. Undefined for anything else.
 */
export function decodeBody(body: Buffer): Buffer | undefined {
  // DER of any length that a message has: no such octet is base64.
  if (body.length > 1 && body.readUInt8(0) === 0x30 && body.readUInt8(1) >= 0x80) return body;
  const text = body.toString('latin1').replace(/-----(BEGIN|END) [A-Z0-9 ]+-----/g, '');
  const base64 = text.replace(/\s/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  return Buffer.from(base64, 'base64');
}
