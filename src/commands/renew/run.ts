import { CertToolError } from '../../core/error.ts';
import { putRight } from '../ask/login-id.ts';
import { openSecrets } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { programAfter } from '../session/after-installation.ts';
import { type Subject, subjectJson, tellResult, withOrigin } from '../session/ending.ts';
import { stepSpinner } from '../session/enrolling.ts';
import { checkPlace } from '../session/lasting-place.ts';
import { checkListUsage, ROWS_LOG_IN } from '../session/many/usage.ts';
import { checkAllProfiles } from '../session/profiles.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { originJson } from '../show/origin-json.ts';
import { showWarnings } from '../show/warnings.ts';
import { NONE_DUE, renewAll, warningsOf } from './all.ts';
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
  return withOrigin(deps, 'renew', (subject) => renewNamed(deps, name, options, subject));
}

async function renewNamed(
  deps: Deps,
  name: string | undefined,
  options: RenewOptions,
  subject: Subject,
): Promise<number> {
  await checkPlace(deps, options);
  const after = programAfter(deps, options.after);
  if (options.from !== undefined) return renewListed(deps, options, after);
  if (options.allProfiles) return renewProfiles(deps, options, after);
  const spinner = stepSpinner(deps);
  try {
    const here = await lookHere(deps);
    const named = (typed: string) =>
      namedCandidate(here, putRight(deps, typed), options, (loginId) => {
        subject.loginId = loginId;
      });
    const { candidates, passedOver } =
      name === undefined
        ? await chooseCandidates(deps, here, options)
        : { candidates: [named(name)], passedOver: [] };
    showWarnings(deps, passedOver);
    const sources = await openSecrets(deps, options, spinner.stop);
    const renewing = { deps, options, sources, spinner, after, identity: here.identity };
    if (options.all) return await renewAll(renewing, candidates, subject);
    const [only] = candidates;
    return only ? await renewOnly(renewing, only, subject) : await noneDue(deps, subject);
  } finally {
    spinner.stop();
  }
}

async function noneDue(deps: Deps, subject: Subject): Promise<number> {
  const { ui } = deps;
  await tellResult(deps, subject, NONE_DUE);
  ui.document({ ...originJson(deps), ok: true, ...NONE_DUE });
  ui.result(ui.style('good', ui.text('renew.none-due')));
  return 0;
}

async function renewOnly(renewing: Renewing, candidate: Candidate, subject: Subject): Promise<number> {
  const { deps } = renewing;
  subject.loginId = candidate.loginId;
  const result = await renewOne(renewing, candidate, false);
  await tellResult(deps, subject, result);
  deps.ui.document({ ...(await subjectJson(deps, subject)), ...enrollmentDocument(deps, result) });
  await showEnrollmentResult(deps, candidate.loginId, result);
  showWarnings(deps, warningsOf(deps));
  return 0;
}
