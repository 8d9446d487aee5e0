import type { BankIdentity } from '../../core/bank-identity.ts';
import type { Holding } from '../../holdings/holding.ts';
import type { Deps } from '../deps.ts';

/** The banks that certificates of this PC may be of. */
export interface Banks {
  readonly all: readonly BankIdentity[];
  /** The one that is set; undefined without one, or where it was never asked. */
  readonly set: BankIdentity | undefined;
  /** The config's names by the banks' ids, where all banks of the config are meant and none is set. */
  readonly profiles?: ReadonlyMap<string, string>;
}

export async function banksHere(deps: Deps): Promise<Banks> {
  return { all: await deps.knownBanks(), set: await deps.knownIdentity() };
}

interface BankJson {
  readonly bank?: { readonly id: string; readonly name?: string };
  readonly profile?: string;
}

/** The bank of a certificate or a request as the `--json` documents show it: nothing where none is known. */
export function bankJson({ all, profiles }: Banks, { bankIds }: Pick<Holding, 'bankIds'>): BankJson {
  const [bank] = all.filter(({ bankId }) => bankIds.includes(bankId));
  if (!bank) return {};
  const { bankId, name } = bank;
  const profile = profiles?.get(bankId);
  return {
    bank: { id: bankId, ...(name === undefined ? {} : { name }) },
    ...(profile === undefined ? {} : { profile }),
  };
}

/** Whether certificates have to be told apart by their banks. */
export function areOfSeveralBanks(holdings: readonly Holding[]): boolean {
  const first = holdings.find(({ subject }) => subject)?.bankIds ?? [];
  return holdings.some(({ subject, bankIds }) => subject && !areAlike(bankIds, first));
}

function areAlike(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

/** The bank's name, with the config's where all of these are meant; marked where it is another one than those that are meant. */
export function bankText(deps: Deps, { all, set, profiles }: Banks, { bankIds }: Holding): string {
  const { ui } = deps;
  const names = all
    .filter(({ bankId }) => bankIds.includes(bankId))
    .map((bank) => {
      const profile = profiles?.get(bank.bankId);
      const name = nameOf(deps, bank);
      return profile === undefined ? name : ui.text('profiles.bank', { profile, bank: name });
    });
  const meant = profiles ? [...profiles.keys()] : set && [set.bankId];
  const isOther = meant !== undefined && !bankIds.some((bankId) => meant.includes(bankId));
  return (names.join(', ') || '-') + (isOther ? ui.text('list.other-bank') : '');
}

function nameOf({ ui, practiceBank }: Deps, { bankId, name }: BankIdentity): string {
  return bankId === practiceBank.bankId() ? ui.text('list.practice-bank') : (name ?? bankId);
}
