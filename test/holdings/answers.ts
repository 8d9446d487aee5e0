import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { bankSubjectOf } from '../../src/core/certificate.ts';
import { type Found, isUsable } from '../../src/holdings/holding.ts';
import {
  type Attention,
  attentionOf,
  holdingsOf,
  isNeededToLogIn,
  type JudgedHolding,
  type Renewability,
  renewabilityOf,
} from '../../src/holdings/holdings.ts';
import { requestNeeding } from '../../src/holdings/unfinished.ts';
import { belongsToBank } from '../../src/pki/bank-certificate.ts';
import type { Pc } from './support.ts';

/** What the commands say of one certificate of a PC. */
export interface Answer {
  readonly holding: JudgedHolding;
  readonly current: boolean;
  /** `issue` finds it, at each bank that it is of, and has nothing to do. */
  readonly enough: boolean;
  /** `remove` warns that nobody can log in without it. */
  readonly needed: boolean;
  /** `remove` leaves it to an unfinished request. */
  readonly inUse: boolean;
  /** Gone by `remove --superseded`. */
  readonly superseded: boolean;
  /** Of `list --check`. */
  readonly attention: readonly Attention[];
  /** What `renew` and `renew --all` make of it where they choose it by themselves. */
  readonly renewal: Renewability | undefined;
}

/** In the order of the PC's certificates. */
export function answersOf(pc: Pc): Answer[] {
  const { found, unfinished, now } = pc;
  const holdings = holdingsOf(found, pc);
  return holdings.map((holding) => {
    const { certificate, current, superseded, bankIds } = holding;
    const own = pc.banks.filter(({ bankId }) => bankIds.includes(bankId));
    const wish = { now, within: 'renewable' } as const;
    return {
      holding,
      current,
      superseded,
      enough: own.length > 0 && own.every((bank) => isEnoughAt(pc, holding, bank)),
      needed: isNeededToLogIn(
        holding,
        holdings.filter((other) => other !== holding),
      ),
      inUse: requestNeeding(certificate, unfinished) !== undefined,
      attention: attentionOf(holding, now, 'renewable'),
      renewal: current && own.length > 0 ? renewabilityOf(holding, wish) : undefined,
    };
  });
}

/** As `issue` does it, which knows one bank and one login ID. */
function isEnoughAt(pc: Pc, holding: JudgedHolding, bank: BankIdentity): boolean {
  const { certificate, subject } = holding;
  if (!isUsable(holding)) return false;
  const { bankId } = bank;
  if (pc.unfinished.some((entry) => entry.bankId === bankId && entry.loginId === subject?.loginId))
    return false;
  const ofUser = foundAt(pc, bank).filter(
    (each) => bankSubjectOf(each.certificate)?.loginId === subject?.loginId,
  );
  const holdings = holdingsOf(ofUser, { banks: [bank], unfinished: [], now: pc.now });
  const current = holdings.find((each) => each.current);
  return current?.certificate === certificate;
}

/** What is of one bank. */
export function foundAt({ found }: Pick<Pc, 'found'>, bank: BankIdentity): Found[] {
  return found.filter(({ certificate }) => belongsToBank(certificate, bank));
}

/** In the words of the table: `current enough needed in-use superseded | attention | renewal`, `-` for none. */
export function inWords({ current, enough, needed, inUse, superseded, attention, renewal }: Answer): string {
  const roles = Object.entries({ current, enough, needed, 'in-use': inUse, superseded });
  const columns = [roles.flatMap(([name, is]) => (is ? name : [])), attention, renewal ? [renewal] : []];
  const text = columns.map((words) => words.join(' ') || '-').join(' | ');
  return text.replace(/( \| -)+$/, '');
}
