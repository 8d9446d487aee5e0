import type { Revoker } from '../../core/ports/bank.ts';
import { RENEWAL_WINDOW_DAYS, usualRenewalDays } from '../../core/renewal.ts';
import type { BankDatabase } from './database.ts';

/** Who may revoke a master user's certificate on screen. */
export const REVOKERS = ['self', 'master', 'administrator'] as const satisfies Revoker[];

/** In which banks differ. */
export interface BankRules {
  /** Nobody: the paper form alone. */
  readonly masterRevocableBy: readonly Revoker[];
  readonly expiredNeedsRevocation: boolean;
  /** Days before the expiry from which a certificate can be renewed. Left out: `renewalDaysOf`. */
  readonly renewalDays?: number;
  /** Days from the date of issue. Left out: a year by the calendar. */
  readonly validityDays?: number;
  /** How long a revocation takes before it counts. */
  readonly revocationMinutes: number;
  readonly certificatesPerContract?: number;
  /** What `/status` says of versions of cert-tool. */
  readonly clientMinimum?: string;
  readonly clientRecommended?: string;
  /** Left out: that of the portal, while there is one. */
  readonly loginPage?: string;
}

/** The bank of the manual. */
export const USUAL_RULES: BankRules = {
  masterRevocableBy: [],
  expiredNeedsRevocation: false,
  revocationMinutes: 0,
};

/** Days before the expiry from which a certificate can be renewed: what was set, or what fits the validity. */
export function renewalDaysOf({ renewalDays, validityDays }: BankRules): number {
  return renewalDays ?? (validityDays === undefined ? RENEWAL_WINDOW_DAYS : usualRenewalDays(validityDays));
}

/** The rules as they are now. */
export function readRules(database: BankDatabase): BankRules {
  const changed = database
    .all('SELECT name, value FROM rules')
    .map((row) => [String(row['name']), JSON.parse(String(row['value']))]);
  return { ...USUAL_RULES, ...Object.fromEntries(changed) };
}

/** Sets some of them; undefined goes back to what is usual. */
export function changeRules(
  database: BankDatabase,
  changes: ReadonlyMap<keyof BankRules, BankRules[keyof BankRules]>,
): void {
  for (const [name, value] of changes) {
    database.run('DELETE FROM rules WHERE name = ?', [name]);
    if (value === undefined) continue;
    database.run('INSERT INTO rules (name, value) VALUES (?, ?)', [name, JSON.stringify(value)]);
  }
}
