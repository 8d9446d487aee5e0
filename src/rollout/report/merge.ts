import { normalizeLoginId } from '../../core/login-id.ts';
import { type BankOf, banksOf, type OfBank } from './banks.ts';
import type { Expected } from './expected.ts';
import { deviceKey, isTooLongAgo } from './heard.ts';
import { standingOf } from './judge.ts';
import { silencesOf } from './silence.ts';
import {
  isUrgent,
  type PcStanding,
  type Report,
  type Seen,
  type UserStanding,
  type UserWords,
} from './standing.ts';
import { isNotTried, type Statement } from './statement.ts';

/**
 * What many PCs have said at many times, as it stands now: of each PC and each user the newest word counts, by the time that
 * stands in it, whatever file it came in.
 * @param expected who is expected to report, where that is known
 */
export function reportOf(
  statements: readonly Statement[],
  expected: readonly Expected[] | undefined,
  now: Date,
): Report {
  const ordered = [...statements].sort(byTime);
  const pcs = wordsOfPcs(ordered);
  const { bankOf, nameOf } = banksOf(ordered);
  const words = wordsOfUsers(pcs, ordered, bankOf);
  const users = words.flatMap((each) => standingOf(each, now, nameOf) ?? []);
  const standings = pcStandings(pcs, users, now);
  return {
    now,
    users: users.sort(
      (one, other) => compare(one.loginId, other.loginId) || compare(one.bank ?? '', other.bank ?? ''),
    ),
    pcs: standings.sort((one, other) => compare(one.device, other.device)),
    silences: silencesOf({ users, pcs: standings, expected, now }),
    isExpectedKnown: expected !== undefined,
  };
}

/** Within one second nothing that worked is followed by a failure; what was not reached says least. */
function byTime(one: Statement, other: Statement): number {
  return one.time.getTime() - other.time.getTime() || weight(one) - weight(other);
}

function weight(statement: Statement): number {
  if (!statement.failure) return 2;
  return isNotTried(statement) ? 0 : 1;
}

/** What one PC has said, the oldest first. */
interface PcWords {
  readonly all: readonly Statement[];
  /** From its last look at all that it holds. */
  readonly check: Statement | undefined;
}

function wordsOfPcs(ordered: readonly Statement[]): Map<string, PcWords> {
  const pcs = new Map<string, Statement[]>();
  for (const each of ordered) {
    const key = deviceKey(each.device);
    const words = pcs.get(key);
    if (words) words.push(each);
    else pcs.set(key, [each]);
  }
  return new Map(
    [...pcs].map(([key, all]) => [key, { all, check: all.findLast(({ kind }) => kind === 'check') }]),
  );
}

/** What a PC holds: by its last look, and by what came after it. */
function seenOn({ all, check }: PcWords): Seen[] {
  const after = check ? all.slice(all.indexOf(check)) : all;
  return after
    .filter((each) => each === check || each.kind === 'result')
    .flatMap((by) => by.certificates.map((certificate) => ({ certificate, by })));
}

function wordsOfUsers(
  pcs: ReadonlyMap<string, PcWords>,
  ordered: readonly Statement[],
  bankOf: BankOf,
): UserWords[] {
  const users = new Map<string, { loginId: string; bankId: string | undefined } & Gathered>();
  const user = (name: string, of: OfBank): Gathered => {
    const loginId = normalizeLoginId(name);
    const bankId = bankOf(loginId, of);
    const key = `${loginId}\0${bankId ?? ''}`;
    const found = users.get(key) ?? { loginId, bankId, results: [], seen: [], unfinished: [] };
    users.set(key, found);
    return found;
  };
  for (const each of ordered) {
    // A rehearsal changes nothing.
    if (each.loginId !== undefined && each.outcome !== 'dry-run') user(each.loginId, each).results.push(each);
  }
  for (const pc of pcs.values()) {
    for (const seen of seenOn(pc)) user(seen.certificate.loginId, seen.certificate).seen.push(seen);
    const { check } = pc;
    for (const each of check?.unfinished ?? []) {
      if (check) user(each.loginId, each).unfinished.push(check);
    }
  }
  return [...users.values()];
}

interface Gathered {
  readonly results: Statement[];
  readonly seen: Seen[];
  readonly unfinished: Statement[];
}

function pcStandings(
  pcs: ReadonlyMap<string, PcWords>,
  users: readonly UserStanding[],
  now: Date,
): PcStanding[] {
  const usersOn = new Map<string, UserStanding[]>();
  for (const each of users.filter(({ certificate }) => certificate)) {
    const key = deviceKey(each.device);
    usersOn.set(key, [...(usersOn.get(key) ?? []), each]);
  }
  return [...pcs].flatMap(([key, { all, check }]) => {
    const last = all.at(-1);
    if (!last) return [];
    const here = usersOn.get(key) ?? [];
    const isMute = last.failure !== undefined && last.loginId === undefined;
    return {
      device: last.device,
      lastSeen: last.time,
      isSilent: isTooLongAgo(last.time, now),
      users: here.length,
      urgent: here.filter(isUrgent).length,
      damaged: check?.damaged ?? 0,
      ...(isMute ? { failure: last.failure } : {}),
    };
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
