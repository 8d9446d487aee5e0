import type { BankRules, Revoker } from './ports/bank.ts';

const REVOKERS: readonly Revoker[] = ['self', 'master', 'administrator'];
const NUMBERS = ['renewalDays', 'validityDays', 'revocationMinutes', 'certificatesPerContract'] as const;

/** The rules that a file of ours holds: of what cannot be understood nothing is known. */
export function keptRules(value: unknown): BankRules {
  if (typeof value !== 'object' || value === null) return {};
  const members = value as Readonly<Record<string, unknown>>;
  const { masterRevocableBy, expiredNeedsRevocation } = members;
  const numbers = NUMBERS.flatMap((name) => (Number.isFinite(members[name]) ? [[name, members[name]]] : []));
  return {
    ...(Array.isArray(masterRevocableBy) && {
      masterRevocableBy: REVOKERS.filter((each) => masterRevocableBy.includes(each)),
    }),
    ...(typeof expiredNeedsRevocation === 'boolean' && { expiredNeedsRevocation }),
    ...Object.fromEntries(numbers),
  };
}
