import type { BankRules, BankUser } from '../../core/ports/bank.ts';
import { revocationTime, revokersOf, uncapitalized } from '../../core/revokers.ts';
import type { Deps } from '../deps.ts';

/** What the bank's rules, as far as it states them, mean for these users: a sentence each. */
export function notesByRules(
  { ui }: Deps,
  users: readonly BankUser[],
  rules: BankRules | undefined,
): readonly string[] {
  if (!rules) return [];
  const notes: string[] = [];
  const { certificatesPerContract: limit, masterRevocableBy, expiredNeedsRevocation } = rules;
  if (limit !== undefined) notes.push(ui.text('users.limit', { count: users.filter(isLive).length, limit }));
  if (expiredNeedsRevocation && users.some(({ certificate }) => certificate.state === 'expired')) {
    notes.push(ui.text('users.expired-first'));
  }
  if (masterRevocableBy && users.some((user) => user.role === 'master' && isLive(user))) {
    const { ja, en } = revokersOf('master', rules, true);
    const who = { ja, en: uncapitalized(en) };
    notes.push(ui.text('users.master-revocable', { who }));
  }
  const takes = revocationTime(rules)?.[ui.language];
  if (takes !== undefined) notes.push(ui.text('revoke.takes', { takes }));
  return notes;
}

function isLive({ certificate: { state, unconfirmed } }: BankUser): boolean {
  return state === 'issued' || state === 'renewable' || unconfirmed === true;
}
