import type { CertToolError } from '../../src/core/error.ts';
import type { RevocationReason, Role } from '../../src/core/ports/bank.ts';
import { refused } from './bank-refusals.ts';

/** What the bank keeps. */

export interface BankCertificate {
  readonly loginId: string;
  readonly serialNumber: string;
  readonly key: string;
  readonly pem: string;
  readonly chain: readonly string[];
  /** Milliseconds of the bank's clock. */
  readonly from: number;
  readonly until: number;
  readonly predecessor: string | undefined;
  confirmed: boolean;
  revokedAt: number | undefined;
  reason: RevocationReason | undefined;
}

export interface BankUserRecord {
  readonly loginId: string;
  readonly role: Role;
  readonly otp: 'none' | 'token';
  readonly wrong: Record<'password' | 'otp' | 'confirmation', number>;
  /** Of the codes of the token, the last that was shown and the last that was taken. */
  readonly codes: { shown: number; taken: number };
}

export interface BankSettings {
  readonly expiredNeedsRevocation: boolean;
  /** `GET /status` states the rules. */
  readonly tellsRules: boolean;
}

/** Wrong ones until the lock. */
const TRIES = 5;

export function isLocked({ wrong }: BankUserRecord): boolean {
  return Object.values(wrong).some((count) => count >= TRIES);
}

export function forgetTries({ wrong }: BankUserRecord): void {
  for (const kind of ['password', 'otp', 'confirmation'] as const) wrong[kind] = 0;
}

export function rightPassword(loginId: string): string {
  return `right of ${loginId}`;
}

/** Who answers so has counted a wrong try. */
export function wrongTry(
  { wrong }: BankUserRecord,
  kind: 'password' | 'otp' | 'confirmation',
): CertToolError {
  wrong[kind] += 1;
  const attemptsLeft = TRIES - wrong[kind];
  if (attemptsLeft <= 0) return refused('account-locked');
  return refused(kind === 'password' ? 'credentials-refused' : `${kind}-refused`, { attemptsLeft });
}
