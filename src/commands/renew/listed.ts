import { CertToolError } from '../../core/error.ts';
import type { ListedUser } from '../../rollout/user-list.ts';
import type { Deps } from '../deps.ts';
import type { Wanted } from '../session/enrolling.ts';
import { judged } from '../session/judged.ts';
import type { ForUser } from '../session/many/for-user.ts';
import { enrollMany } from '../session/many/run.ts';
import { type Candidate, candidatesByLoginId, chooseCandidates, expired } from './choice.ts';
import { lookHere } from './look.ts';
import { wantedFor } from './one.ts';
import type { RenewOptions } from './spec.ts';

/**
 * `renew --from`: the certificates that the login IDs of a list work with. With `--all` those besides that are due here and
 * not in the list, whose passwords have to be typed. Returns the exit code. Throws as `enrollMany`.
 */
export async function renewListed(
  deps: Deps,
  options: RenewOptions,
  after: Wanted['after'],
): Promise<number> {
  return enrollMany(deps, {
    event: 'renew',
    options,
    prepare: (own) => forUser(own, options, after),
    ...(options.all ? { more: (own, users) => unlisted(own, options, users) } : {}),
  });
}

async function forUser(deps: Deps, options: RenewOptions, after: Wanted['after']): Promise<ForUser> {
  const here = await lookHere(deps);
  const candidates = candidatesByLoginId(here, options);
  return async ({ loginId }) => {
    const candidate = candidates.get(loginId);
    if (!candidate) throw new CertToolError('certificate-not-found');
    if (candidate.renewability === 'expired') throw expired(here, loginId);
    if (candidate.renewability === 'early') return { done: await nothingToDo(deps, candidate) };
    return wantedFor(candidate, options, after);
  };
}

async function nothingToDo(deps: Deps, { certificate }: Candidate) {
  const outcome = 'already-valid' as const;
  return { outcome, resumed: false, warnings: [], certificate, holding: await judged(deps, certificate) };
}

async function unlisted(
  deps: Deps,
  options: RenewOptions,
  users: readonly ListedUser[],
): Promise<ListedUser[]> {
  const { candidates } = await chooseCandidates(deps, await lookHere(deps), options);
  const ofThisBank = users.filter(({ profile }) => isBankOfRun(deps, profile));
  const listed = new Set(ofThisBank.map(({ loginId }) => loginId));
  const others = candidates.map(({ loginId }) => loginId).filter((loginId) => !listed.has(loginId));
  return others.map((loginId) => ({ row: 0, loginId, password: '' }));
}

function isBankOfRun({ settings: { bank, profiles } }: Deps, profile: string | undefined): boolean {
  return profile === undefined || profiles.find((each) => each.profile === profile)?.bank === bank;
}
