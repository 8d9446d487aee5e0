import { codeOf } from '../core/error.ts';
import { hasGoodKey } from '../holdings/holding.ts';
import type { JudgedHolding } from '../holdings/holdings.ts';
import { isOfOtherBank, isRevoked, judged, notBegunBy } from './judged.ts';
import { isOldProvider } from './old-provider.ts';
import { inOtherStore } from './other-store.ts';
import type { JournalFacts, Probes } from './probes.ts';

/** What a user can do now, as far as this PC tells: nobody logs in for it. */
export type Standing =
  | { readonly can: 'finish'; readonly command: string }
  | { readonly can: 'issue' | 'replace' | 'repair' | 'show' | 'at-work' }
  /** Where an earlier run has installed one. */
  | { readonly can: 'other-store'; readonly place: string }
  /** By the code of what the bank has said of it last. */
  | { readonly can: 'refused'; readonly code: string }
  | {
      readonly can:
        | 'nothing'
        | 'renew'
        | 'issue-again'
        | 'administrator'
        | 'other-program'
        | 'mend'
        | 'clock'
        | 'wait';
      readonly holding: JudgedHolding;
      /** Of the error that keeps the store from using the key. */
      readonly code?: string;
    };

/** What takes a login, and so the bank's consent. */
const AT_THE_BANK: readonly Standing['can'][] = ['issue', 'issue-again', 'replace', 'renew'];

/** @param probes of which the login ID is known. Throws what they throw. */
export async function standingOf(probes: Probes, loginId: string): Promise<Standing> {
  const here = await standingHere(probes, loginId);
  if (here.can === 'issue') {
    const installed = await inOtherStore(probes);
    if (installed) return { can: 'other-store', place: installed.place };
  }
  const refusal = AT_THE_BANK.includes(here.can) ? await probes.lastRefusal() : undefined;
  return refusal ? { can: 'refused', code: codeOf(refusal.error) } : here;
}

async function standingHere(probes: Probes, loginId: string): Promise<Standing> {
  const entry = entryOf(await probes.journal(), loginId);
  if (entry) return (await probes.atWork()) ? { can: 'at-work' } : { can: 'finish', command: entry.command };
  const found = await judged(probes);
  const { holdings, set, damaged } = found;
  const own = holdings.filter((each) => !isOfOtherBank(each, found));
  const holding = own.find((each) => each.current && !isRevoked(each, found));
  if (!holding) {
    if (own.some(({ state }) => state === 'archived')) return { can: 'show' };
    if (damaged.length > 0) return { can: 'repair' };
    // While it is here and in date "issue" takes it for a good one.
    return { can: own.some((each) => each.current && isRevoked(each, found)) ? 'replace' : 'issue' };
  }
  const notBegun = await notBegunBy(probes, holding);
  if (notBegun) return { can: notBegun === 'both' ? 'wait' : 'clock', holding };
  if (holding.state === 'expired') {
    const isRevokedFirst = set?.rules?.expiredNeedsRevocation === true;
    return { can: isRevokedFirst ? 'administrator' : 'issue-again', holding };
  }
  if (!hasGoodKey(holding)) {
    const { refusal } = holding;
    if (refusal && refusal.errorName !== 'key-unusable')
      return { can: 'mend', holding, code: codeOf(refusal) };
    const { thumbprint } = holding.certificate;
    const isOthers = isOldProvider((await probes.keys([thumbprint])).get(thumbprint));
    return { can: isOthers ? 'other-program' : 'administrator', holding };
  }
  return { can: holding.state === 'renewable' ? 'renew' : 'nothing', holding };
}

function entryOf({ entries }: JournalFacts, loginId: string) {
  return entries.find((entry) => entry.loginId === loginId);
}
