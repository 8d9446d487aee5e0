import type { BankIdentity } from '../core/bank-identity.ts';
import { bankSubjectOf, type CertificateRecord } from '../core/certificate.ts';
import { type Nameable, nameOf } from '../core/certificate-name.ts';
import { isLoginId } from '../core/login-id.ts';
import { readCertificate } from './certificate.ts';

type Bank = Pick<BankIdentity, 'chains' | 'authorityKeyIds' | 'protocol'>;
type Issued = Pick<CertificateRecord, 'authorityKeyId'> & Partial<Pick<CertificateRecord, 'issuer'>>;

/** The CAs of a bank are read once, for it is asked about thousands of certificates. */
const keyIdsByBank = new WeakMap<Bank, ReadonlySet<string>>();
const namesByBank = new WeakMap<Bank, ReadonlySet<string>>();

/**
 * Whether a certificate was issued by one of the bank's CAs, present or former: its authority key identifier is the
 * subject key identifier of one of them. CAs that speak a standard need not write any: then their name counts.
 * @throws MalformedDer for a damaged chain
 */
export function belongsToBank(certificate: Issued, bank: Bank): boolean {
  if (certificate.authorityKeyId === undefined) return isOfPlainCa(certificate, bank);
  const keyIds = keyIdsByBank.get(bank) ?? readKeyIds(bank);
  keyIdsByBank.set(bank, keyIds);
  return keyIds.has(certificate.authorityKeyId);
}

function isOfPlainCa({ issuer }: Issued, bank: Bank): boolean {
  if (bank.protocol !== 'est') return false;
  const names =
    namesByBank.get(bank) ?? new Set(bank.chains.flat().map((pem) => readCertificate(pem).subject));
  namesByBank.set(bank, names);
  return issuer !== undefined && names.has(issuer);
}

/**
 * Whose a certificate is by this bank: of one that speaks a standard the CN may be the login ID and nothing else.
 * Undefined for what is of another bank, or names nobody so.
 */
export function holderAt(
  certificate: Issued & Pick<CertificateRecord, 'commonName'>,
  bank: Bank,
): string | undefined {
  const { commonName } = certificate;
  const isPlain = bank.protocol === 'est' && isLoginId(commonName) && !bankSubjectOf({ commonName });
  return isPlain && belongsToBank(certificate, bank) ? commonName : undefined;
}

/** The same for any of several banks. */
export function belongsToAny(certificate: Issued, banks: readonly Bank[]): boolean {
  return banks.some((bank) => belongsToBank(certificate, bank));
}

function readKeyIds({ chains, authorityKeyIds = [] }: Bank): ReadonlySet<string> {
  const subjectKeyIds = chains.flat().flatMap((pem) => readCertificate(pem).subjectKeyId ?? []);
  return new Set([...subjectKeyIds, ...authorityKeyIds]);
}

/** The bank's chain that a certificate of its own belongs to; undefined where its CA is known by its key alone. */
export function chainOf(certificate: Issued, bank: Bank): readonly string[] | undefined {
  const { authorityKeyId, issuer } = certificate;
  const { chains } = bank;
  if (authorityKeyId === undefined) {
    if (bank.protocol !== 'est') return undefined;
    return chains.find(([issuing = '']) => readCertificate(issuing).subject === issuer);
  }
  return chains.find(([issuing = '']) => readCertificate(issuing).subjectKeyId === authorityKeyId);
}

/** The name under which Windows lists a certificate. Never empty, for an empty one triggers a fault of Windows. */
export function friendlyNameOf(certificate: Nameable): string {
  return `ANSER-WEB ${nameOf(certificate)} (cert-tool)`;
}
