import type { BankIdentity } from '../../core/bank-identity.ts';
import type { Holding } from '../../holdings/holding.ts';
import type { Deps } from '../deps.ts';

/** The banks that certificates of this PC may be of. */
export interface Banks {
  readonly all: readonly BankIdentity[];
  /** The one that is set; undefined without one, or where it was never asked. */
  readonly set: BankIdentity | undefined;
}

export async function banksHere(deps: Deps): Promise<Banks> {
  return { all: await deps.knownBanks(), set: await deps.knownIdentity() };
}

/** The banks of a certificate as the `--json` documents show them: nothing where none is known. */
export function bankJson({ all }: Banks, { bankIds }: Holding) {
  const [bank] = all.filter(({ bankId }) => bankIds.includes(bankId));
  if (!bank) return {};
  const { bankId, name } = bank;
  return { bank: { id: bankId, ...(name === undefined ? {} : { name }) } };
}

/** Whether certificates have to be told apart by their banks. */
export function areOfSeveralBanks(holdings: readonly Holding[]): boolean {
  return new Set(holdings.filter(({ subject }) => subject).map(({ bankIds }) => bankIds.join())).size > 1;
}

/** The bank's name, marked where it is another one than the bank that is set. */
export function bankText({ ui, practiceBank }: Deps, { all, set }: Banks, { bankIds }: Holding): string {
  const names = all
    .filter(({ bankId }) => bankIds.includes(bankId))
    .map(({ bankId, name }) =>
      bankId === practiceBank.bankId() ? ui.text('list.practice-bank') : (name ?? bankId),
    );
  const isOther = set !== undefined && !bankIds.includes(set.bankId);
  return (names.join(', ') || '-') + (isOther ? ui.text('list.other-bank') : '');
}
