import { DerReader, Tag } from '../pki/der.ts';

/** A kind of key, or of signature, that a server names for requests. */
interface Named {
  /** As people know it. */
  readonly name: string;
  /** An RSA key is of this kind; `bits` where its size is named, too. */
  readonly isRsa: boolean;
  readonly bits?: number;
}

/** What a server wants of requests (RFC 7030, 4.5.2). */
export interface CsrAttributes {
  /** That they are linked to the connection that they come by (RFC 7030, 3.5). */
  readonly wantsLink: boolean;
  /** The keys and signatures of which it takes one; empty where it says nothing of them. */
  readonly keys: readonly Named[];
}

const NOTHING: CsrAttributes = { wantsLink: false, keys: [] };

/** challengePassword (RFC 2985, 5.4.1), as DER content in hex, like all below. */
const CHALLENGE_PASSWORD = '2a864886f70d010907';
/** RFC 8017, A.1; its signatures by PKCS #1 stand beside it. */
const RSA_ENCRYPTION = '2a864886f70d010101';
const RSA_SIGNATURE = /^2a864886f70d0101(04|05|0b|0c|0d|0e)$/;
/** RFC 5480, 2.1.1. */
const EC_PUBLIC_KEY = '2a8648ce3d0201';
const CURVES: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
};
/** ECDSA (RFC 5758, 3.2), RSASSA-PSS (RFC 4055, 3.1), Ed25519 and Ed448 (RFC 8410, 3), ML-DSA (RFC 9881, 2). */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^2a8648ce3d04(01|030[1-4])$/, 'EC'],
  [/^2a864886f70d01010a$/, 'RSASSA-PSS'],
  [/^2b6570$/, 'Ed25519'],
  [/^2b6571$/, 'Ed448'],
  [/^608648016503040311$/, 'ML-DSA-44'],
  [/^608648016503040312$/, 'ML-DSA-65'],
  [/^608648016503040313$/, 'ML-DSA-87'],
];

/**
 * Reads a list of attributes. A curve or a digest that stands alone is a hint, as are all that is not known here; what
 * cannot be read says nothing.
 * @param der of a CsrAttrs; undefined where the server has none
 */
export function readCsrAttributes(der: Buffer | undefined): CsrAttributes {
  if (!der) return NOTHING;
  try {
    const list = new DerReader(der).enter(Tag.sequence);
    let wantsLink = false;
    const keys: Named[] = [];
    while (!list.atEnd) {
      const { type, values } = readOne(list);
      wantsLink ||= type === CHALLENGE_PASSWORD;
      keys.push(...namedBy(type, values));
    }
    return { wantsLink, keys };
  } catch {
    return NOTHING;
  }
}

interface One {
  /** An object identifier. */
  readonly type: string;
  /** The content of what an attribute has with it; none of a bare identifier. */
  readonly values: readonly string[];
}

function readOne(list: DerReader): One {
  if (list.nextTag === Tag.objectIdentifier) {
    list.readAny();
    return { type: list.text('hex'), values: [] };
  }
  const attribute = list.enter(Tag.sequence);
  attribute.read(Tag.objectIdentifier);
  const type = attribute.text('hex');
  const set = attribute.enter(Tag.set);
  const values: string[] = [];
  while (!set.atEnd) {
    set.readAny();
    values.push(set.text('hex'));
  }
  return { type, values };
}

function namedBy(type: string, values: readonly string[]): Named[] {
  if (type === RSA_ENCRYPTION && values.length > 0) {
    return values.map((each) => ({ name: 'RSA', isRsa: true, bits: Number.parseInt(each.slice(0, 8), 16) }));
  }
  if (type === RSA_ENCRYPTION || RSA_SIGNATURE.test(type)) return [{ name: 'RSA', isRsa: true }];
  if (type === EC_PUBLIC_KEY) {
    const curves = values.slice(0, 3).map((each) => CURVES[each] ?? '?');
    return [{ name: curves.length > 0 ? `EC (${curves.join(', ')})` : 'EC', isRsa: false }];
  }
  const [, name] = OTHERS.find(([pattern]) => pattern.test(type)) ?? [];
  return name === undefined ? [] : [{ name, isRsa: false }];
}

/**
 * What a server wants in place of an RSA key of so many bits, as people know it; undefined where it takes that one, or says
 * nothing. A larger one than it names is as good.
 */
export function otherKeyWanted({ keys }: CsrAttributes, bits: number): string | undefined {
  const rsa = keys.filter(({ isRsa }) => isRsa);
  if (rsa.length === 0) {
    // The one that says most.
    const [first] = keys.map(({ name }) => name).sort((one, other) => other.length - one.length);
    return first;
  }
  const smallest = rsa.reduce((least, each) => Math.min(least, each.bits ?? 0), Number.POSITIVE_INFINITY);
  return smallest > bits ? `RSA (${smallest})` : undefined;
}
