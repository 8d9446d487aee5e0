import type { BankIdentity } from '../core/bank-identity.ts';
import type { CertificateRecord } from '../core/certificate.ts';
import { type Nameable, nameOf } from '../core/certificate-name.ts';
import { readCertificate } from './certificate.ts';

type Bank = Pick<BankIdentity, 'chains' | 'authorityKeyIds'>;

/** The CAs of a bank are read once, for it is asked about thousands of certificates. */
const keyIdsByBank = new WeakMap<Bank, ReadonlySet<string>>();

/**
 * Whether a certificate was issued by one of the bank's CAs, present or former: its authority key identifier is the
 * subject key identifier of one of them. @throws MalformedDer for a damaged chain
 */
export function belongsToBank(certificate: Pick<CertificateRecord, 'authorityKeyId'>, bank: Bank): boolean {
  const keyIds = keyIdsByBank.get(bank) ?? readKeyIds(bank);
  keyIdsByBank.set(bank, keyIds);
  return certificate.authorityKeyId !== undefined && keyIds.has(certificate.authorityKeyId);
}

/** The same for any of several banks. */
export function belongsToAny(
  certificate: Pick<CertificateRecord, 'authorityKeyId'>,
  banks: readonly Bank[],
): boolean {
  return banks.some((bank) => belongsToBank(certificate, bank));
}

function readKeyIds({ chains, authorityKeyIds = [] }: Bank): ReadonlySet<string> {
  const subjectKeyIds = chains.flat().flatMap((pem) => readCertificate(pem).subjectKeyId ?? []);
  return new Set([...subjectKeyIds, ...authorityKeyIds]);
}

/** The bank's chain that a certificate of its own belongs to; undefined where its CA is known by its key alone. */
export function chainOf(
  { authorityKeyId }: Pick<CertificateRecord, 'authorityKeyId'>,
  { chains }: Bank,
): readonly string[] | undefined {
  return chains.find(([issuing = '']) => readCertificate(issuing).subjectKeyId === authorityKeyId);
}

/** The name under which Windows lists a certificate. Never empty, for an empty one triggers a fault of Windows. */
export function friendlyNameOf(certificate: Nameable): string {
  return `ANSER-WEB ${nameOf(certificate)} (cert-tool)`;
}
