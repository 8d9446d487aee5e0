import { DerReader, Tag } from './der.ts';
import { findSubjectKeyId } from './extensions.ts';
import {
  enterExtensions,
  enterTbs,
  type Fields,
  readFields,
  readValidity,
  tbsAfterKey,
  unsigned,
} from './fields.ts';
import { escapeValue } from './name.ts';
import { readString } from './strings.ts';

/** Where a content begins and ends. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where certificates that one CA has issued in one way differ. All else is the same, octet for octet. */
interface Places {
  readonly serialNumber: Place;
  readonly validity: Place;
  /** The subject's last relative name, a CN alone: `start` is where its string begins. */
  readonly commonName: Place & { readonly start: number };
  readonly publicKey: Place;
  readonly subjectKeyId: Place | undefined;
  readonly signature: Place;
}

/** A certificate that was read, and what others that are like it need not be read for. */
interface Pattern {
  readonly der: Buffer;
  readonly places: Places;
  /** What lies between the places. */
  readonly fixed: readonly Place[];
  readonly fields: Fields;
  /** What follows the CN in the subject as text. */
  readonly behindCommonName: string;
}

/** Of so many lengths are patterns kept: login IDs and serial numbers are of a few. */
const MOST_PATTERNS = 16;

/**
 * Reads certificates as `readFields` does. Of many that one CA has issued it walks over a few alone: another one that is the same
 * but in the places where they differ has the same structure, so that only these places are read. With ten thousand that takes
 * two thirds of the time, for V8 has less to optimize, too.
 * @param read what is not like any is read so
 */
export function fieldsReader(read = readFields): (der: Buffer) => Fields {
  const patterns = new Map<number, Pattern>();
  let lengthBefore = 0;
  return (der) => {
    const pattern = patterns.get(der.length);
    if (pattern && isLike(der, pattern)) return fieldsLike(der, pattern);
    const fields = read(der);
    // One alone is not worth it.
    if (der.length === lengthBefore) {
      const learnt = patternOf(der, fields);
      if (patterns.size >= MOST_PATTERNS) patterns.clear();
      if (learnt) patterns.set(der.length, learnt);
    }
    lengthBefore = der.length;
    return fields;
  };
}

function isLike(der: Buffer, pattern: Pattern): boolean {
  for (const { from, to } of pattern.fixed) {
    if (der.compare(pattern.der, from, to, from, to) !== 0) return false;
  }
  return true;
}

/** @throws MalformedDer for dates that are none */
function fieldsLike(der: Buffer, { places, fields, behindCommonName }: Pattern): Fields {
  const { serialNumber, validity, commonName: name, subjectKeyId } = places;
  const { notBefore, notAfter } = readValidity(new DerReader(der, validity.from, validity.to));
  const value = new DerReader(der, name.start, name.to);
  const commonName = readString(value.readAny(), value) ?? '';
  return {
    serialNumber: unsigned(der.toString('hex', serialNumber.from, serialNumber.to)),
    issuer: fields.issuer,
    notBefore,
    notAfter,
    subject: `CN=${escapeValue(commonName)}${behindCommonName}`,
    commonName,
    authorityKeyId: fields.authorityKeyId,
    subjectKeyId: subjectKeyId && der.toString('hex', subjectKeyId.from, subjectKeyId.to),
    forClientAuthentication: fields.forClientAuthentication,
    keyStart: fields.keyStart,
    keyEnd: fields.keyEnd,
  };
}

/** Undefined for one whose subject does not end with a CN. @param der is read without an error */
function patternOf(der: Buffer, fields: Fields): Pattern | undefined {
  const start = `CN=${escapeValue(fields.commonName)}`;
  // Nor of one whose subject is no name inside, which is read all the same.
  const places = fields.subject.startsWith(start) ? placesIn(der) : undefined;
  if (!places) return undefined;
  return {
    der: Buffer.from(der),
    places,
    fixed: between(places, der.length),
    fields,
    behindCommonName: fields.subject.slice(start.length),
  };
}

function placesIn(der: Buffer): Places | undefined {
  const tbs = enterTbs(der);
  const serialNumber = nextIn(tbs);
  tbs.readAny();
  tbs.readAny();
  const validity = nextIn(tbs);
  const commonName = lastCommonName(tbs.enter(Tag.sequence));
  if (!commonName) return undefined;
  const publicKey = nextIn(tbs);
  const extensions = enterExtensions(tbsAfterKey(der));
  const identifier = extensions && findSubjectKeyId(extensions);
  return {
    serialNumber,
    validity,
    commonName,
    publicKey,
    subjectKeyId: identifier && { from: identifier.from, to: identifier.to },
    signature: signatureOf(der),
  };
}

function nextIn(reader: DerReader): Place {
  reader.readAny();
  return { from: reader.from, to: reader.to };
}

/** Undefined where the last relative name is not a CN alone whose value is a string. */
function lastCommonName(names: DerReader): Places['commonName'] | undefined {
  let attributes: DerReader | undefined;
  while (!names.atEnd) attributes = names.enter(Tag.set);
  if (!attributes || attributes.nextTag !== Tag.sequence) return undefined;
  const attribute = attributes.enter(Tag.sequence);
  if (!attributes.atEnd || attribute.nextTag !== Tag.objectIdentifier) return undefined;
  attribute.read(Tag.objectIdentifier);
  if (!attribute.holds(COMMON_NAME) || attribute.atEnd) return undefined;
  const tag = attribute.readAny();
  if (readString(tag, attribute) === undefined) return undefined;
  return { start: attribute.start, from: attribute.from, to: attribute.to };
}

/** id-at-commonName. */
const COMMON_NAME = Buffer.from('550403', 'hex');

/** The content of the signature, a bit string that nobody looks into. */
function signatureOf(der: Buffer): Place {
  const certificate = new DerReader(der).enter(Tag.sequence);
  certificate.readAny();
  certificate.readAny();
  return nextIn(certificate);
}

function between(places: Places, length: number): Place[] {
  const { serialNumber, validity, commonName, publicKey, subjectKeyId, signature } = places;
  const variable = [serialNumber, validity, commonName, publicKey, subjectKeyId, signature];
  const fixed: Place[] = [];
  let from = 0;
  for (const place of variable) {
    if (!place) continue;
    fixed.push({ from, to: place.from });
    from = place.to;
  }
  if (from < length) fixed.push({ from, to: length });
  return fixed;
}
