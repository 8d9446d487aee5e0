import type { BankRules, Revoker } from './ports/bank.ts';

const REVOKERS: readonly Revoker[] = ['self', 'master', 'administrator'];
const NUMBERS = ['renewalDays', 'validityDays', 'revocationMinutes', 'certificatesPerContract'] as const;

/**
 * Those of a bank's list that this cert-tool knows; undefined where it knows none of them, for that is another thing than
 * nobody.
 */
function knownRevokers(by: readonly unknown[]): readonly Revoker[] | undefined {
  const known = REVOKERS.filter((each) => by.includes(each));
  return known.length > 0 || by.length === 0 ? known : undefined;
}

/** The rules that a bank states, or a file of ours holds: of what cannot be understood nothing is known. */
export function knownRules(value: unknown): BankRules {
  if (typeof value !== 'object' || value === null) return {};
  const members = value as Readonly<Record<string, unknown>>;
  const { masterRevocableBy, expiredNeedsRevocation } = members;
  const numbers = NUMBERS.flatMap((name) => (Number.isFinite(members[name]) ? [[name, members[name]]] : []));
  const revokers = Array.isArray(masterRevocableBy) ? knownRevokers(masterRevocableBy) : undefined;
  return {
    ...(revokers && { masterRevocableBy: revokers }),
    ...(typeof expiredNeedsRevocation === 'boolean' && { expiredNeedsRevocation }),
    ...Object.fromEntries(numbers),
  };
}
