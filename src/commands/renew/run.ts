import { CertToolError } from '../../core/error.ts';
import { putRight } from '../ask/login-id.ts';
import { openSecrets } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { programAfter } from '../session/after-installation.ts';
import { stepSpinner } from '../session/enrolling.ts';
import { checkPlace } from '../session/lasting-place.ts';
import { checkListUsage, ROWS_LOG_IN } from '../session/many/usage.ts';
import { checkAllProfiles } from '../session/profiles.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { showWarnings } from '../show/warnings.ts';
import { renewAll, warningsOf } from './all.ts';
import { type Candidate, chooseCandidates, namedCandidate } from './choice.ts';
import { renewListed } from './listed.ts';
import { lookHere } from './look.ts';
import { type Renewing, renewOne } from './one.ts';
import { renewProfiles } from './profiles.ts';
import type { RenewOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options`, `invalid-option` */
export function checkUsage(deps: Deps, names: readonly string[], options: RenewOptions): void {
  checkListUsage(names, options, ROWS_LOG_IN);
  const [name] = names;
  checkAllProfiles(deps, options);
  const { all, allProfiles, from } = options;
  if (name !== undefined && allProfiles) throw conflict(name, '--all-profiles');
  if (name !== undefined && all) throw conflict(name, '--all');
  if (allProfiles && from !== undefined) throw conflict('--all-profiles', '--from');
}

function conflict(one: string, other: string): CertToolError {
  return new CertToolError('conflicting-options', { params: { detail: `${one}, ${other}` } });
}

/** `cert-tool renew [certificate]`: replaces certificates in their last days. Returns the exit code. */
export async function run(
  deps: Deps,
  [name]: readonly (string | undefined)[],
  options: RenewOptions,
): Promise<number> {
  await checkPlace(deps, options);
  const after = programAfter(deps, options.after);
  if (options.from !== undefined) return renewListed(deps, options, after);
  if (options.allProfiles) return renewProfiles(deps, options, after);
  const spinner = stepSpinner(deps);
  try {
    const here = await lookHere(deps);
    const { candidates, passedOver } =
      name === undefined
        ? await chooseCandidates(deps, here, options)
        : { candidates: [namedCandidate(here, putRight(deps, name), options)], passedOver: [] };
    showWarnings(deps, passedOver);
    const sources = await openSecrets(deps, options, spinner.stop);
    const renewing = { deps, options, sources, spinner, after, identity: here.identity };
    if (options.all) return await renewAll(renewing, candidates);
    const [only] = candidates;
    return only ? await renewOnly(renewing, only) : noneDue(deps);
  } finally {
    spinner.stop();
  }
}

function noneDue({ ui }: Deps): number {
  ui.document({ ok: true, outcome: 'already-valid', resumed: false, warnings: [] });
  ui.result(ui.style('good', ui.text('renew.none-due')));
  return 0;
}

async function renewOnly(renewing: Renewing, candidate: Candidate): Promise<number> {
  const { deps } = renewing;
  const result = await renewOne(renewing, candidate, false);
  deps.ui.document(enrollmentDocument(deps, result));
  await showEnrollmentResult(deps, candidate.loginId, result);
  showWarnings(deps, warningsOf(deps));
  return 0;
}
