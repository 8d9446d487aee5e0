import { normalizeLoginId } from '../../core/login-id.ts';
import type { Statement } from './statement.ts';

/** How a statement says which bank it is about. */
export type OfBank = Pick<Statement, 'bankId' | 'profile'>;

/** An id of the bank of a login ID; undefined where nothing tells it. */
export type BankOf = (loginId: string, of: OfBank) => string | undefined;

/**
 * Which bank a user is of. Not every line says so: where all that is known of a login ID is of one bank, the rest is, too. A
 * profile that was never seen with its bank is taken for another one, so that no failure hides behind a namesake.
 */
export function banksOf(statements: readonly Statement[]): {
  bankOf: BankOf;
  nameOf(bankId: string): string;
} {
  const ofProfile = new Map<string, string>();
  const ofLoginId = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  for (const { loginId, bankId, profile, certificates } of statements) {
    if (profile !== undefined && bankId !== undefined) ofProfile.set(profile, bankId);
    for (const each of [{ loginId, bankId }, ...certificates]) {
      if (each.loginId === undefined || each.bankId === undefined) continue;
      const key = normalizeLoginId(each.loginId);
      ofLoginId.set(key, (ofLoginId.get(key) ?? new Set()).add(each.bankId));
    }
    for (const { bankId: id, bankName } of certificates) {
      if (id !== undefined && bankName !== undefined) names.set(id, bankName);
    }
  }
  return {
    bankOf(loginId, { bankId, profile }) {
      if (bankId !== undefined) return bankId;
      if (profile !== undefined) return ofProfile.get(profile) ?? `${OF_PROFILE}${profile}`;
      const [only, ...others] = ofLoginId.get(loginId) ?? [];
      return others.length === 0 ? only : undefined;
    },
    nameOf: (id) => names.get(id) ?? (id.startsWith(OF_PROFILE) ? id.slice(OF_PROFILE.length) : id),
  };
}

const OF_PROFILE = 'profile\0';
