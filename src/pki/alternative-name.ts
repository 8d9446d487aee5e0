import { isIPv4, isIPv6 } from 'node:net';
import { isReadable } from '../core/certificate-name.ts';
import { type DerReader, MalformedDer, Tag } from './der.ts';
import { readName } from './name.ts';
import { readString } from './strings.ts';

/** Context tags of GeneralName (RFC 5280, 4.2.1.6). */
const OTHER_NAME = 0xa0;
const EMAIL = 0x81;
const DNS = 0x82;
const DIRECTORY_NAME = 0xa4;
const URI = 0x86;
const IP_ADDRESS = 0x87;

/** The explicit [0] around the value of an otherName. */
const OTHER_VALUE = 0xa0;

/** An IA5String: how the names without a type of their own are written. */
const IA5_STRING = 0x16;

/**
 * The first name of a subjectAltName (RFC 5280, 4.2.1.6) that a person can read: an address, a host, a URI, an IP
 * address, a directory name, or the text of another one, such as Windows' user principal name. An empty string without
 * one, or where the extension is damaged before it.
 * @param value stands before the extension's value
 */
export function firstAlternativeName(value: DerReader): string {
  try {
    const names = value.enter(Tag.sequence);
    while (!names.atEnd) {
      const name = readGeneralName(names) ?? '';
      if (isReadable(name)) return name;
    }
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
  }
  return '';
}

function readGeneralName(names: DerReader): string | undefined {
  const tag = names.nextTag;
  if (tag === DIRECTORY_NAME) {
    const { commonName, text } = readName(names.enter(tag));
    return isReadable(commonName) ? commonName : text.startsWith('#') ? undefined : text;
  }
  if (tag === OTHER_NAME) return readOtherName(names.enter(tag));
  names.readAny();
  if (tag === EMAIL || tag === DNS || tag === URI) return readString(IA5_STRING, names);
  return tag === IP_ADDRESS ? readAddress(names) : undefined;
}

function readOtherName(otherName: DerReader): string | undefined {
  otherName.read(Tag.objectIdentifier);
  const value = otherName.enter(OTHER_VALUE);
  return readString(value.readAny(), value);
}

function readAddress(address: DerReader): string | undefined {
  const octets = Buffer.from(address.text('hex'), 'hex');
  const text =
    octets.length === 4
      ? octets.join('.')
      : (octets.toString('hex').match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, '')).join(':');
  return isIPv4(text) || isIPv6(text) ? text : undefined;
}
