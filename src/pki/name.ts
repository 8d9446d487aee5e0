import { type DerReader, MalformedDer, Tag } from './der.ts';
import { readString } from './strings.ts';

/** A distinguished name as text, and the part of it that cert-tool looks at. */
export interface DistinguishedName {
  /** RFC 4514: the last relative name of the encoding first. */
  readonly text: string;
  /** The last CN of the encoding, unescaped, or an empty string. */
  readonly commonName: string;
}

/**
 * Attribute types with the names of RFC 4514, 3, and of IANA's LDAP registry. Those under 2.5.4 (id-at), whose content
 * is 55 04 xx, by their last octet; the others by their content in hex.
 */
const ID_AT_NAMES: Readonly<Record<number, string>> = {
  3: 'CN',
  5: 'serialNumber',
  6: 'C',
  7: 'L',
  8: 'ST',
  9: 'STREET',
  10: 'O',
  11: 'OU',
  12: 'title',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  '2a864886f70d010901': 'emailAddress',
  '0992268993f22c640101': 'UID',
  '0992268993f22c640119': 'DC',
};

/**
 * Reads a Name (RFC 5280, 4.1.2.4). Nobody may be kept from a certificate by an odd name: an empty relative name is left
 * out, and one that is no sequence of names inside is shown as its encoding in hex, without a CN.
 * @throws MalformedDer for what is no sequence at all
 */
export function readName(reader: DerReader): DistinguishedName {
  const relativeNames = reader.enter(Tag.sequence);
  try {
    return namesIn(relativeNames);
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    return { text: `#${reader.bytes.toString('hex', reader.start, reader.to)}`, commonName: '' };
  }
}

function namesIn(relativeNames: DerReader): DistinguishedName {
  const texts: string[] = [];
  let commonName = '';
  while (!relativeNames.atEnd) {
    const attributes = relativeNames.enter(Tag.set);
    let text = '';
    while (!attributes.atEnd) {
      const attribute = readAttribute(attributes.enter(Tag.sequence));
      text += (text && '+') + attribute.text;
      if (attribute.name === 'CN') commonName = attribute.value;
    }
    if (text) texts.push(text);
  }
  return { text: texts.reverse().join(','), commonName };
}

function readAttribute(attribute: DerReader): { name: string; value: string; text: string } {
  attribute.read(Tag.objectIdentifier);
  const name = typeName(attribute);
  const tag = attribute.readAny();
  attribute.expectEnd();
  const value = readString(tag, attribute);
  if (value !== undefined && !/^\d/.test(name)) return { name, value, text: `${name}=${escapeValue(value)}` };
  // RFC 4514, 2.4: a type without a name, or a value that is no string, is shown as the encoding in hex.
  const encoding = attribute.bytes.toString('hex', attribute.start, attribute.to);
  return { name, value: value ?? '', text: `${name}=#${encoding}` };
}

/** The name of the attribute type read last; dotted decimal without one. */
function typeName(type: DerReader): string {
  const underIdAt = type.length === 3 && type.octet(0) === 0x55 && type.octet(1) === 0x04;
  const hex = () => type.text('hex');
  return (underIdAt ? ID_AT_NAMES[type.octet(2)] : OTHER_NAMES[hex()]) ?? dotted(Buffer.from(hex(), 'hex'));
}

const PLAIN = /^[A-Za-z0-9()'./:=?_-]+(?: [A-Za-z0-9()'./:=?_-]+)*$/;

/** A value as RFC 4514, 2.4, writes it. Control characters, which it allows but no terminal should get, as hex pairs. */
export function escapeValue(value: string): string {
  if (PLAIN.test(value)) return value;
  return value.replace(/[",+;<>\\\p{Cc}]|^[ #]|(?<!^) $/gu, (character) =>
    /\p{Cc}/u.test(character)
      ? Buffer.from(character, 'utf8').toString('hex').toUpperCase().replace(/../g, '\\$&')
      : `\\${character}`,
  );
}

/** Longer than any identifier that is in use: the work on one grows with the square of its length. */
const LONGEST_OID = 128;

/** An object identifier's content as dotted decimal (X.690, 8.19). @throws MalformedDer for one of no sensible length */
function dotted(oid: Buffer): string {
  if (oid.length > LONGEST_OID) throw new MalformedDer('object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of oid) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}
