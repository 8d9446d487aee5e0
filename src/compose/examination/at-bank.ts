import { joinedIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { toCertToolError } from '../../core/error.ts';
import type { Bank } from '../../core/ports/bank.ts';
import type { AtBank } from '../../doctor/probes.ts';
import { connect } from '../../enrollment/connect.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import { notOf, revokedAt } from '../../enrollment/revoked.ts';
import type { Memories } from './store.ts';

/** A help desk is on the phone, and what is on this PC is told all the same. */
const LONGEST_MS = 6_000;

interface Asked extends Pick<Memories, 'knownIdentity' | 'now'> {
  readonly signal: AbortSignal;
  openBank(signal: AbortSignal): Promise<Bank>;
}

/**
 * What a bank that answers says of certificates without a login: by its certification authorities and their revocation lists.
 * Nothing of it is kept. Undefined where it cannot be had in time. @throws the wish to end
 */
export async function saidOf(
  certificates: readonly StoredCertificate[],
  { openBank, knownIdentity, now, signal }: Asked,
): Promise<AtBank | undefined> {
  if (certificates.length === 0) return undefined;
  let bank: Bank | undefined;
  try {
    bank = await openBank(AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]));
    const asked = bank;
    const known = await knownIdentity();
    const ports = {
      openBank: async () => asked,
      keepIdentity: async (seen: Parameters<typeof joinedIdentity>[1]) => joinedIdentity(known, seen),
      now,
      onStep: () => {},
    };
    const connection = await learnGenerations(ports, await connect(ports), certificates);
    const { certificates: revoked } = await revokedAt(connection, certificates);
    return {
      revoked: new Set([...revoked].map(({ thumbprint }) => thumbprint)),
      others: new Set(notOf(connection.identity, certificates).map(({ thumbprint }) => thumbprint)),
    };
  } catch (thrown) {
    if (signal.aborted) throw toCertToolError(thrown);
    return undefined;
  } finally {
    await bank?.close();
  }
}
