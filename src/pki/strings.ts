import type { DerReader } from './der.ts';

/**
 * The text of an ASN.1 string that was read last; undefined for any other type. Issuers write what they like into the
 * older types, so text is made of whatever is there: what fits no encoding becomes U+FFFD.
 */
export function readString(tag: number, reader: DerReader): string | undefined {
  switch (tag) {
    case 0x0c: // UTF8String
      return reader.text('utf8');
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x14: // TeletexString
    case 0x16: // IA5String
    case 0x19: // GraphicString
    case 0x1a: // VisibleString
    case 0x1b: // GeneralString
      return octetText(reader);
    case 0x1c: // UniversalString
      return utf32Text(Buffer.from(reader.text('latin1'), 'latin1'));
    case 0x1e: // BMPString
      return utf16Text(Buffer.from(reader.text('latin1'), 'latin1'));
    default:
      return undefined;
  }
}

const REPLACEMENT = '\ufffd';

/** In ASCII as it should be, in UTF-8 as many write it, otherwise in Latin-1, as TeletexString is in practice. */
function octetText(reader: DerReader): string {
  const latin1 = reader.text('latin1');
  if (!/[^\0-\x7f]/.test(latin1)) return latin1;
  const utf8 = reader.text('utf8');
  return utf8.includes(REPLACEMENT) ? latin1 : utf8;
}

/** UCS-2 by its definition, UTF-16 in practice, big-endian. */
function utf16Text(octets: Buffer): string {
  const whole = octets.subarray(0, octets.length - (octets.length % 2)).swap16();
  return whole.toString('utf16le').replace(/\p{Cs}/gu, REPLACEMENT) + (octets.length % 2 ? REPLACEMENT : '');
}

/** UCS-4, big-endian. */
function utf32Text(octets: Buffer): string {
  let text = '';
  for (let at = 0; at + 4 <= octets.length; at += 4) text += characterOf(octets.readUInt32BE(at));
  return text + (octets.length % 4 ? REPLACEMENT : '');
}

function characterOf(codePoint: number): string {
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint > 0x10ffff || isSurrogate ? REPLACEMENT : String.fromCodePoint(codePoint);
}
