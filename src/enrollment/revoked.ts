import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError, toCertToolError } from '../core/error.ts';
import { supportSentence } from '../core/support.ts';
import { isOurs } from '../holdings/holding.ts';
import { belongsToBank, chainOf } from '../pki/bank-certificate.ts';
import { type RevocationList, readRevocationList } from '../pki/crl.ts';
import type { Connection } from './connection.ts';
import { notOffered } from './not-offered.ts';

/** What the bank's revocation lists say of the certificates here. */
export interface Revoked {
  readonly identity: BankIdentity;
  readonly certificates: ReadonlySet<StoredCertificate>;
  /** Why the lists of some CAs could not be had: of their certificates nothing is known. */
  readonly unknown: readonly { readonly error: CertToolError; readonly left: readonly StoredCertificate[] }[];
}

/**
 * Asks a bank that is connected to for the revocation list of each of its CAs that issued one of these certificates; what
 * could not be had is `unknown`. @throws the wish to end
 */
export async function revokedAt(
  connection: Connection,
  certificates: readonly StoredCertificate[],
): Promise<Revoked> {
  const { identity } = connection;
  const revoked = new Set<StoredCertificate>();
  const unknown: Revoked['unknown'][number][] = [];
  for (const [authorityKeyId, issued] of groupedByCa(oursAt(identity, certificates))) {
    try {
      const list = await listOf(connection, authorityKeyId, issued);
      // All of them first: of a list that is not about each one, nothing is used.
      const held = issued.filter((each) => list.holds(each));
      for (const certificate of held) revoked.add(certificate);
    } catch (thrown) {
      const error = toCertToolError(thrown);
      if (error.isCancellation) throw error;
      unknown.push({ error, left: issued });
    }
  }
  return { identity, certificates: revoked, unknown };
}

/** Those that the bank has issued, by its CAs as far as they are known. */
export function oursAt(
  identity: BankIdentity,
  certificates: readonly StoredCertificate[],
): StoredCertificate[] {
  return certificates.filter((each) => isOurs(each) && belongsToBank(each, identity));
}

/** Those of a bank's shape that this one has not issued, as far as its CAs are known. */
export function notOf(
  identity: BankIdentity,
  certificates: readonly StoredCertificate[],
): StoredCertificate[] {
  return certificates.filter((each) => isOurs(each) && !belongsToBank(each, identity));
}

function groupedByCa(certificates: readonly StoredCertificate[]): Map<string, StoredCertificate[]> {
  const groups = new Map<string, StoredCertificate[]>();
  for (const certificate of certificates) {
    const { authorityKeyId = '' } = certificate;
    groups.set(authorityKeyId, [...(groups.get(authorityKeyId) ?? []), certificate]);
  }
  return groups;
}

async function listOf(
  connection: Connection,
  authorityKeyId: string,
  [issued]: readonly StoredCertificate[],
): Promise<RevocationList> {
  const { bank, identity, status } = connection;
  if (!bank.crl) throw notOffered(connection, 'crl');
  const support = supportSentence(status.support);
  const chain = issued && chainOf(issued, identity);
  if (!chain) throw new CertToolError('crl-rejected', { params: { detail: UNKNOWN_CA, support } });
  // Asked for without naming it, the present CA's list can be had of every bank.
  const isPresent = chainOf(issued, { chains: [identity.chain] }) !== undefined;
  const crl = await bank.crl(isPresent ? undefined : authorityKeyId);
  return readRevocationList({ crl, caChain: chain, now: status.time, support });
}

const UNKNOWN_CA = {
  ja: '認証局の証明書がわからないため、確認できません。',
  en: "its certification authority's own certificate is not known, so it cannot be checked.",
};
