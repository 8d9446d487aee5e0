import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type Asn1Value, fromDer, toDer } from './asn1.ts';
import { MalformedDer } from './der.ts';

const DATA = Buffer.from('2a864886f70d010701', 'hex').toString('latin1');
const SHROUDED_KEY_BAG = Buffer.from('2a864886f70d010c0a0102', 'hex').toString('latin1');

/**
 * The private keys of a PKCS#12 file (RFC 7292) whose key bags are encrypted by PBES2, as NSS writes them. Its MAC is
 * not checked: it is for what one's own program has just written.
 * @param pfx DER or BER
 * @throws MalformedDer when it is no such file, or the password is wrong
 */
export function privateKeysIn(pfx: Uint8Array, password: string): KeyObject[] {
  try {
    return keysIn(pfx, password);
  } catch {
    // Not even as a cause: what the libraries say could quote the key.
    throw new MalformedDer('no PKCS#12 of this password');
  }
}

function keysIn(pfx: Uint8Array, password: string): KeyObject[] {
  const [, authenticatedSafe] = children(fromDer(pfx));
  const safes = children(parsedOctets(contentOf(authenticatedSafe)));
  return safes
    .filter((info) => objectIdentifierOf(info) === DATA)
    .flatMap((info) => children(parsedOctets(contentOf(info))))
    .filter((bag) => objectIdentifierOf(bag) === SHROUDED_KEY_BAG)
    .map((bag) => toDer(contentOf(bag)))
    .map((key) => createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase: password }));
}

/** The `[0] EXPLICIT` content of a ContentInfo or SafeBag. */
function contentOf(info: Asn1Value | undefined): Asn1Value {
  const content = children(children(info)[1])[0];
  if (!content) throw new TypeError('no PKCS#12');
  return content;
}

function objectIdentifierOf(info: Asn1Value): unknown {
  return children(info)[0]?.value;
}

function children(value: Asn1Value | undefined): Asn1Value[] {
  return Array.isArray(value?.value) ? value.value : [];
}

/** What is in an OCTET STRING, which BER may write in pieces. */
function parsedOctets(value: Asn1Value): Asn1Value {
  const octets = Array.isArray(value.value) ? value.value.map((piece) => piece.value).join('') : value.value;
  return fromDer(Buffer.from(octets, 'latin1'));
}
