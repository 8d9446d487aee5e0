import type { BankRules } from './ports/bank.ts';

/** Who a bank is, and what its certificates are recognized by. */
export interface BankIdentity {
  readonly bankId: string;
  /** By which it is spoken to; left out where it serves docs/bank-api.yaml. */
  readonly protocol?: 'est';
  /** As the bank called itself when it was last asked. */
  readonly name?: string;
  /** The present CA's chain: PEMs, issuing CA first, root last. */
  readonly chain: readonly string[];
  /** Every chain that was ever learnt for this bank, the present one first: a CA's generations. */
  readonly chains: readonly (readonly string[])[];
  /**
   * Authority key identifiers, lower-case hex, of certificates that the bank has shown to be its own, and whose CA's
   * chain could not be had.
   */
  readonly authorityKeyIds?: readonly string[];
  /** As the bank has last stated each of them. */
  readonly rules?: BankRules;
}

/** What was known of a bank and what it says now: its present chain comes first, and nothing learnt is forgotten. */
export function joinedIdentity(known: BankIdentity | undefined, seen: BankIdentity): BankIdentity {
  if (known?.bankId !== seen.bankId) return seen;
  const chains = new Map([seen.chain, ...seen.chains, ...known.chains].map((chain) => [chain.join(), chain]));
  const keyIds = new Set([...(known.authorityKeyIds ?? []), ...(seen.authorityKeyIds ?? [])]);
  const name = seen.name ?? known.name;
  const rules = { ...known.rules, ...seen.rules };
  const protocol = seen.protocol ?? known.protocol;
  return {
    bankId: seen.bankId,
    ...(protocol === undefined ? {} : { protocol }),
    ...(name === undefined ? {} : { name }),
    chain: seen.chain,
    chains: [...chains.values()],
    ...(keyIds.size === 0 ? {} : { authorityKeyIds: [...keyIds] }),
    ...(Object.keys(rules).length === 0 ? {} : { rules }),
  };
}
