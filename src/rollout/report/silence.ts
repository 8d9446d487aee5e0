import type { Expected } from './expected.ts';
import { deviceKey, isTooLongAgo } from './heard.ts';
import type { PcStanding, Silence, UserStanding } from './standing.ts';

interface Known {
  readonly users: readonly UserStanding[];
  readonly pcs: readonly PcStanding[];
  readonly expected: readonly Expected[] | undefined;
  readonly now: Date;
}

/**
 * Who is expected and says nothing: nothing is no success. Without a list those PCs that have reported before are expected; the
 * longest silent first.
 */
export function silencesOf({ users, pcs, expected = [], now }: Known): Silence[] {
  const heardOfUser = new Map<string, Date>();
  for (const { loginId, lastSeen } of users) {
    const earlier = heardOfUser.get(loginId);
    if (!earlier || earlier < lastSeen) heardOfUser.set(loginId, lastSeen);
  }
  const heardOfPc = new Map(pcs.map(({ device, lastSeen }) => [deviceKey(device), lastSeen]));
  const ofList = expected.flatMap((each) => silenceOf(each, { heardOfUser, heardOfPc, now }) ?? []);
  const named = new Set(ofList.map(({ device }) => device && deviceKey(device)));
  const ofPcs = pcs
    .filter(({ device, isSilent }) => isSilent && !named.has(deviceKey(device)))
    .map(({ device, lastSeen }): Silence => ({ device, lastSeen, why: 'too-long' }));
  const once = new Map([...ofList, ...ofPcs].map((each) => [`${each.loginId}\0${each.device}`, each]));
  return [...once.values()].sort(byLength);
}

interface Heard {
  readonly heardOfUser: ReadonlyMap<string, Date>;
  readonly heardOfPc: ReadonlyMap<string, Date>;
  readonly now: Date;
}

function silenceOf(expected: Expected, { heardOfUser, heardOfPc, now }: Heard): Silence | undefined {
  const { loginId, device } = expected;
  const user = loginId === undefined ? undefined : heardOfUser.get(loginId);
  const pc = device === undefined ? undefined : heardOfPc.get(deviceKey(device));
  const isHeard = (moment: Date | undefined) => moment !== undefined && !isTooLongAgo(moment, now);
  const isUserHeard = loginId === undefined || isHeard(user);
  const isPcHeard = device === undefined || isHeard(pc);
  if (isUserHeard && isPcHeard) return undefined;
  const last = [user, pc].filter((each) => each !== undefined);
  const lastSeen = last.length > 0 ? new Date(Math.max(...last.map((each) => each.getTime()))) : undefined;
  if (!lastSeen) return { ...expected, why: 'never' };
  const isThere = device !== undefined && isPcHeard && user === undefined;
  return { ...expected, lastSeen, why: isThere ? 'no-certificate' : 'too-long' };
}

/** Never, then the longest time. */
function byLength(one: Silence, other: Silence): number {
  return (one.lastSeen?.getTime() ?? 0) - (other.lastSeen?.getTime() ?? 0);
}
