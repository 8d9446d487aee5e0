import { X509Certificate } from 'node:crypto';
import type { CertificateRecord } from '../core/certificate.ts';
import { readCertificate, readCertificateExtensions } from '../pki/certificate.ts';

/** The certificates of a service's CAs, as /cacerts tells them: in any order, and roll-overs beside them (RFC 7030, 4.1.3). */
export type Bag = readonly string[];

/** A CA's certificate, read. */
interface Authority {
  readonly pem: string;
  readonly record: CertificateRecord;
  readonly x509: X509Certificate;
}

/**
 * The whole chain of the CA that issues now, issuing CA first, root last: of those above which no other one stands, the one
 * that began last. Empty where there is none.
 */
export function presentChain(bag: Bag): string[] {
  const all = authoritiesOf(bag);
  const issuing = all.filter((each) => !all.some((other) => other !== each && signs(each, other)));
  const newest = (issuing.length > 0 ? issuing : all).sort(byBeginning)[0];
  return newest ? upwards(newest, all) : [];
}

/** The chain of a CA by its subject key identifier; undefined where it is none of these. */
export function chainOfKey(bag: Bag, subjectKeyId: string): string[] | undefined {
  const all = authoritiesOf(bag);
  const found = all.filter(({ record }) => record.subjectKeyId === subjectKeyId).sort(byBeginning)[0];
  return found && upwards(found, all);
}

/** The chain of the CA that signed a certificate; undefined where it is none of these. */
export function chainAbove(certificate: string, bag: Bag): string[] | undefined {
  const all = authoritiesOf(bag);
  const x509 = new X509Certificate(certificate);
  const issuer = all.filter((each) => isSignedBy(x509, each)).sort(byBeginning)[0];
  return issuer && upwards(issuer, all);
}

/** @throws MalformedDer */
function authoritiesOf(bag: Bag): Authority[] {
  const each = [...new Set(bag)].filter((pem) => readCertificateExtensions(pem).isCa);
  return each.map((pem) => ({ pem, record: readCertificate(pem), x509: new X509Certificate(pem) }));
}

/** Each one's issuer behind it, up to one that signed itself, or whose issuer is not here. */
function upwards(first: Authority, all: readonly Authority[]): string[] {
  const chain = [first];
  for (let last: Authority | undefined = first; last && !isSignedBy(last.x509, last); ) {
    const below: Authority = last;
    last = all.filter((each) => !chain.includes(each) && signs(each, below)).sort(rootsFirst)[0];
    if (last) chain.push(last);
  }
  return chain.map(({ pem }) => pem);
}

function signs(issuer: Authority, { x509, record }: Authority): boolean {
  // A root of another generation may have signed it for a roll-over: the same name, and no chain.
  return issuer.record.subject !== record.subject && isSignedBy(x509, issuer);
}

function isSignedBy(x509: X509Certificate, issuer: Pick<Authority, 'x509'>): boolean {
  try {
    return x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey);
  } catch {
    // A key that OpenSSL does not know signed nothing that would count.
    return false;
  }
}

function byBeginning(one: Authority, other: Authority): number {
  return other.record.notBefore.getTime() - one.record.notBefore.getTime();
}

function rootsFirst(one: Authority, other: Authority): number {
  const isRoot = (each: Authority) => Number(isSignedBy(each.x509, each));
  return isRoot(other) - isRoot(one) || byBeginning(one, other);
}
