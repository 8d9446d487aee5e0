import { isUrgent, type PcStanding, type Report, type UserStanding, type UserState } from './standing.ts';

/** What there is to do now, the most pressing first. */
export interface Urgent {
  readonly users: readonly UserStanding[];
  /** PCs that could say nothing, or hold damaged files. */
  readonly pcs: readonly PcStanding[];
  /** Users by what is wrong; one may count in several. */
  readonly counts: {
    readonly expired: number;
    readonly due: number;
    /** PCs that could say nothing included. */
    readonly failed: number;
    readonly silent: number;
    /** Unusable, unfinished, not yet valid; PCs with damaged files. */
    readonly other: number;
  };
}

/** The order in which they are looked at: what has stopped work, what will soon, what did not come to be. */
const ORDER = ['expired', 'due', 'unusable', 'failed', 'unfinished', 'not-yet-valid'] as const;

export function urgentOf({ users, pcs, silences }: Report): Urgent {
  const urgent = users.filter(isUrgent);
  const broken = pcs.filter(({ failure, damaged }) => failure || damaged > 0);
  const count = (...states: readonly UserStanding['states'][number][]) =>
    urgent.filter((user) => user.states.some((state) => states.includes(state))).length;
  return {
    users: urgent
      .map((user) => ({ user, rank: rankOf(user) }))
      .sort(byRank)
      .map(({ user }) => user),
    pcs: broken,
    counts: {
      expired: count('expired'),
      due: count('due'),
      failed: count('failed') + pcs.filter(({ failure }) => failure).length,
      silent: silences.length,
      other: count(...OTHER_STATES) + pcs.filter(({ damaged }) => damaged > 0).length,
    },
  };
}

/** What is urgent and neither an end nor a failure. */
export const OTHER_STATES = [
  'unusable',
  'unfinished',
  'not-yet-valid',
] as const satisfies readonly UserState[];

interface Ranked {
  readonly user: UserStanding;
  readonly rank: number;
}

function rankOf({ states }: UserStanding): number {
  return ORDER.findIndex((state) => states.includes(state));
}

/** Of the same kind the one that ends first. */
function byRank(one: Ranked, other: Ranked): number {
  return one.rank - other.rank || endOf(one.user) - endOf(other.user);
}

function endOf({ certificate }: UserStanding): number {
  return certificate?.notAfter.getTime() ?? Number.MAX_SAFE_INTEGER;
}
