import type { BankIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { BankStatus } from '../../core/ports/bank.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import { revokedAt } from '../../enrollment/revoked.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { holdingsOf, type JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { atBank } from '../session/at-bank.ts';

/** What may be opened is chosen and judged from. */
export interface OpenableHere {
  readonly holdings: readonly JudgedHolding[];
  readonly identity: BankIdentity;
  /** What the bank says of itself; undefined where it could not be asked. */
  readonly told: BankStatus | undefined;
  readonly revoked: ReadonlySet<StoredCertificate>;
}

/**
 * The certificates here, judged by the bank's time and revocation lists. Of a bank that is known and cannot be reached, by
 * what this PC knows: its page may well be there.
 * @throws CertToolError what keeps a bank that is not known from being reached
 */
export async function openableHere(deps: Deps, store: CertificateStore): Promise<OpenableHere> {
  const certificates = await store.list();
  const { identity, told, revoked } = await askedBank(deps, certificates);
  const banks = [identity];
  const now = told?.time ?? deps.now();
  const { unfinished } = await unfinishedHere(deps.journal, certificates, banks);
  const found = await tryKeys(store, certificates, { banks, now, untilOneWorks: true });
  return { holdings: holdingsOf(found, { banks, unfinished, now }), identity, told, revoked };
}

type AskedBank = Pick<OpenableHere, 'identity' | 'told' | 'revoked'>;

async function askedBank(deps: Deps, certificates: readonly StoredCertificate[]): Promise<AskedBank> {
  const known = await deps.knownIdentity();
  try {
    return await atBank(deps, async (first) => {
      const connection = await learnGenerations(deps, first, certificates);
      const { identity, status } = connection;
      const revoked = await unlessEnded(
        deps,
        async () => (await revokedAt(connection, certificates)).certificates,
      );
      return { identity, told: status, revoked: revoked ?? new Set() };
    });
  } catch (error) {
    if (!known || !isFailure(deps, error)) throw error;
    deps.ui.detail(deps.describe(error));
    return { identity: known, told: undefined, revoked: new Set() };
  }
}

/** A list that cannot be had or checked keeps nobody from logging in: the page knows what is revoked. */
async function unlessEnded<T>(deps: Deps, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(deps, error)) throw error;
    deps.ui.detail(deps.describe(error));
    return undefined;
  }
}

function isFailure({ signal }: Deps, error: unknown): error is CertToolError {
  return error instanceof CertToolError && !error.isCancellation && !signal.aborted;
}
