import { sign } from 'node:crypto';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { type RevocationList, readRevocationList } from '../../../src/pki/crl.ts';
import { DerReader, MalformedDer, Tag } from '../../../src/pki/der.ts';
import { element } from '../../support/der-parts.ts';
import { CA, CA_KEY, CLIENT, POINTED } from '../authority.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const GIVEN = {
  caChain: [CA],
  now: new Date('2026-11-22T05:00:00Z'),
  support: { ja: 'サポートデスク', en: 'the support desk' },
};
const CERTIFICATES = [CLIENT, POINTED].map((pem) => readCertificate(pem));
/** ecdsa-with-SHA256. */
const ALGORITHM = element(Tag.sequence, Buffer.from('06082a8648ce3d040302', 'hex'));

/** A revocation list as it is, and as its CA would have signed it: what is wrong in it is found behind the signature, too. */
export const crl: FuzzTarget = {
  name: 'crl',
  longest: 16 * MIB,
  run(bytes) {
    tolerate(() => ask(readRevocationList({ ...GIVEN, crl: bytes })));
    const content = contentOf(bytes);
    if (content) tolerate(() => ask(readRevocationList({ ...GIVEN, crl: signed(content) })));
  },
};

function ask(list: RevocationList): void {
  for (const certificate of CERTIFICATES) list.holds(certificate);
}

/** What is signed of it, as it stands. */
function contentOf(bytes: Buffer): Buffer | undefined {
  return tolerate(
    () => {
      const list = new DerReader(bytes).enter(Tag.sequence);
      list.read(Tag.sequence);
      return bytes.subarray(list.start, list.to);
    },
    (error) => error instanceof MalformedDer,
  );
}

function signed(content: Buffer): Buffer {
  const signature = element(Tag.bitString, Buffer.from([0]), sign('sha256', content, CA_KEY));
  return element(Tag.sequence, content, ALGORITHM, signature);
}
