import type { BankIdentity } from '../core/bank-identity.ts';
import type { CertificateRecord, StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { Bank } from '../core/ports/bank.ts';
import { isOurs } from '../holdings/holding.ts';
import { belongsToBank } from '../pki/bank-certificate.ts';
import { isIssuedBy } from '../pki/verify.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import type { EnrollmentPorts } from './ports.ts';

/**
 * A bank's CA changes its generation, and certificates of the former one stay valid. Asks the bank, without a login, for
 * the CAs of those certificates that no chain is known for, and keeps what belongs to them.
 */
export async function learnGenerations(
  { keepIdentity }: Pick<EnrollmentPorts, 'keepIdentity'>,
  connection: Connection,
  certificates: readonly CertificateRecord[],
): Promise<Connection> {
  let { identity } = connection;
  const unknown = new Map(
    certificates
      .filter((each) => isOurs(each) && !belongsToBank(each, identity))
      .map((each) => [each.authorityKeyId, each]),
  );
  for (const certificate of unknown.values()) {
    const chain = await chainFor(connection.bank, certificate);
    if (chain) identity = await keepIdentity({ ...identity, chains: [...identity.chains, chain] });
  }
  return { ...connection, identity };
}

/** Connects to the bank, and learns the CAs of its certificates that are here. Throws as `connect`. */
export async function connectFrom(
  ports: Parameters<typeof connect>[0] & Pick<EnrollmentPorts, 'store'>,
): Promise<Connection> {
  return learnGenerations(ports, await connect(ports), await ports.store.list());
}

/**
 * Learns the CA of a certificate that the bank has shown to be its own; at least its key identifier, where the bank does
 * not hand out the chain.
 */
export async function learnIssuer(
  { keepIdentity }: Pick<EnrollmentPorts, 'keepIdentity'>,
  { bank, identity }: Connection,
  certificate: StoredCertificate,
): Promise<BankIdentity> {
  const chain = await chainFor(bank, certificate);
  if (chain) return keepIdentity({ ...identity, chains: [...identity.chains, chain] });
  const { authorityKeyId } = certificate;
  if (authorityKeyId === undefined) return identity;
  const { authorityKeyIds = [] } = identity;
  return keepIdentity({ ...identity, authorityKeyIds: [...authorityKeyIds, authorityKeyId] });
}

/** The chain of the CA that issued it; undefined where the bank has none, which is no reason to stop. */
async function chainFor(bank: Bank, certificate: CertificateRecord): Promise<string[] | undefined> {
  const { authorityKeyId } = certificate;
  if (authorityKeyId === undefined) return undefined;
  try {
    const chain = await bank.caChain(authorityKeyId);
    return isIssuedBy(certificate, chain) ? chain : undefined;
  } catch (error) {
    if (error instanceof CertToolError && NO_SUCH_CA.includes(error.errorName)) return undefined;
    throw error;
  }
}

/** A bank that does not know the CA, or whose server does not know the question. */
const NO_SUCH_CA: readonly string[] = ['unexpected-refusal', 'bad-answer', 'other-answer', 'bank-error'];
