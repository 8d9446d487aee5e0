import { bankSubjectOf, type CertificateRecord } from '../core/certificate.ts';
import { readCertificate } from './certificate.ts';

/** Key identifiers of a chain are read once, for it is asked about thousands of certificates. */
const keyIdsByChain = new WeakMap<readonly string[], ReadonlySet<string>>();

/**
 * Whether a certificate was issued by one of the bank's CAs: its authority key identifier is the subject key
 * identifier of one of them. @param chain PEMs of the bank's CA chain @throws MalformedDer for a damaged chain
 */
export function belongsToBank(
  certificate: Pick<CertificateRecord, 'authorityKeyId'>,
  chain: readonly string[],
): boolean {
  const keyIds = keyIdsByChain.get(chain) ?? readKeyIds(chain);
  keyIdsByChain.set(chain, keyIds);
  return certificate.authorityKeyId !== undefined && keyIds.has(certificate.authorityKeyId);
}

function readKeyIds(chain: readonly string[]): ReadonlySet<string> {
  return new Set(chain.flatMap((pem) => readCertificate(pem).subjectKeyId ?? []));
}

/** The name under which Windows lists a certificate. Never empty, for an empty one triggers a fault of Windows. */
export function friendlyNameOf(certificate: Pick<CertificateRecord, 'commonName'>): string {
  const subject = bankSubjectOf(certificate);
  const who = subject ? `${subject.loginId} ${subject.sequence}` : certificate.commonName;
  return `ANSER-WEB ${who} (cert-tool)`;
}
