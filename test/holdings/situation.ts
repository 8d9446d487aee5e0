import { expect, test } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { Unfinished } from '../../src/holdings/unfinished.ts';
import { answersOf, foundAt, inWords } from './answers.ts';
import { banks, certificateOf, type Facts, NOW, type Pc } from './support.ts';

/**
 * A certificate: the days until it ends, what else counts of it, and the answers `roles | list --check | renew`, `-` for
 * none. The roles: `current`, `enough` (`issue` has nothing to do), `needed` (to log in), `in-use` (by an unfinished
 * request), `superseded`.
 */
export type Row = readonly [left: number, facts: Facts, answers: string];

export interface Situation {
  /** Bank A alone by default. */
  readonly banks?: Pc['banks'];
  readonly unfinished?: readonly Request[];
}

/** An unfinished request: of bank A and hanako by default; `replaces` and `made` are rows. */
interface Request {
  readonly bankId?: string;
  readonly loginId?: string;
  readonly kind: 'issue' | 'renewal';
  readonly step: string;
  readonly replaces?: number;
  readonly made?: number;
}

/** What happened to somebody, and what follows for each certificate on their PC. */
export function situation(
  story: string,
  rows: readonly Row[],
  { banks: known = [banks.a], unfinished = [] }: Situation = {},
): void {
  test(story, () => {
    const found = rows.map(([left, facts], index) => {
      const certificate = certificateOf(left, facts, `certificate ${index}`);
      return { certificate, key: facts.key ?? 'works' };
    });
    const entries = unfinished.map((request) => entryOf(request, found));
    const pc = { found, banks: known, unfinished: entries, now: NOW };
    expect(answersOf(pc).map(inWords)).toEqual(rows.map(([, , answers]) => answers));
    // In whatever order the store lists them.
    const reversed = answersOf({ ...pc, found: found.toReversed() });
    expect(reversed.map(inWords)).toEqual(rows.map(([, , answers]) => answers).toReversed());
    for (const bank of known) expectRemoved(pc, bank);
  });
}

/** `remove --superseded` at one bank takes those of its own that are superseded in the list. */
function expectRemoved(pc: Pc, bank: BankIdentity): void {
  const superseded = (one: Pc) =>
    answersOf(one).flatMap((answer) => (answer.superseded ? answer.holding.certificate.thumbprint : []));
  const found = foundAt(pc, bank);
  const here = found.map(({ certificate }) => certificate.thumbprint);
  const listed = superseded(pc).filter((thumbprint) => here.includes(thumbprint));
  expect(superseded({ ...pc, found })).toEqual(listed);
}

function entryOf({ replaces, made, ...request }: Request, found: Pc['found']): Unfinished {
  const old = replaces === undefined ? undefined : found[replaces]?.certificate.thumbprint;
  const own = made === undefined ? undefined : found[made]?.certificate.publicKeyHash;
  return {
    ...{ bankId: 'a', loginId: 'hanako', ...request },
    ...(old === undefined ? {} : { predecessor: { thumbprint: old } }),
    ...(own === undefined ? {} : { publicKeyHash: own }),
  };
}
