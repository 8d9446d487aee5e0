import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError, toCertToolError } from '../core/error.ts';
import { enroll } from '../enrollment/enroll.ts';
import type { Entry } from '../enrollment/journal.ts';
import type { EnrollmentResult } from '../enrollment/ports.ts';
import { belongsToBank } from '../pki/verify.ts';
import { atBank } from './at-bank.ts';
import { withBankChosen } from './bank-choice.ts';
import { showFailure, warn } from './damaged.ts';
import type { Deps } from './deps.ts';
import { enrollmentPorts, type StepSpinner, stepSpinner } from './enrolling.ts';
import { issueDocument, showIssueResult } from './issue-result.ts';
import {
  type Candidate,
  chooseCandidates,
  type Here,
  namedCandidate,
  type RenewChoice,
} from './renew-choice.ts';
import type { SecretOptions } from './secret-context.ts';
import { openSecrets, type SecretSources } from './secrets.ts';
import { requestNeeding } from './unfinished.ts';

export interface RenewOptions extends SecretOptions, RenewChoice {
  readonly keySize: number;
  readonly dryRun?: boolean;
  readonly keepOld?: boolean;
}

/** What the renewals of one command share. */
interface Renewing {
  readonly deps: Deps;
  readonly options: RenewOptions;
  readonly sources: SecretSources;
  readonly spinner: StepSpinner;
}

/** `cert-tool renew [certificate]`: replaces certificates in their last 40 days. Returns the exit code. */
export async function run(
  given: Deps,
  [name]: readonly (string | undefined)[],
  options: RenewOptions,
): Promise<number> {
  if (name !== undefined && options.all) {
    throw new CertToolError('conflicting-options', { params: { detail: `${name}, --all` } });
  }
  const deps = await withBankChosen(given);
  const spinner = stepSpinner(deps);
  try {
    const here = await lookHere(deps);
    const chosen =
      name === undefined
        ? await chooseCandidates(deps, here, options)
        : [namedCandidate(here, name, options)];
    const sources = await openSecrets(deps, options, spinner.stop);
    const renewing = { deps, options, sources, spinner };
    if (options.all) return await renewAll(renewing, chosen);
    const [only] = chosen;
    return only ? await renewOnly(renewing, only) : noneDue(deps);
  } finally {
    spinner.stop();
  }
}

async function lookHere(deps: Deps): Promise<Here> {
  const { identity, now } = await atBank(deps, async ({ identity, status }) => ({
    identity,
    now: status.time,
  }));
  const entries = (await deps.journal.all()).filter(({ bankId }) => bankId === identity.bankId);
  return {
    certificates: await certificatesHere(deps, entries),
    entries,
    now,
    isOfBank: (certificate) => belongsToBank(certificate, identity),
  };
}

/** Those of the usual store, and those of unfinished renewals that were begun in another one. */
async function certificatesHere(deps: Deps, entries: readonly Entry[]): Promise<StoredCertificate[]> {
  const certificates = await (await deps.store()).list();
  for (const entry of entries.filter(({ kind }) => kind === 'renewal')) {
    const isOfEntry = (each: StoredCertificate) => requestNeeding(each, [entry]) !== undefined;
    if (certificates.some(isOfEntry)) continue;
    try {
      certificates.push(...(await (await deps.store(entry.store)).list()).filter(isOfEntry));
    } catch (error) {
      // The others can be renewed all the same.
      warn(deps, toCertToolError(error));
    }
  }
  return certificates;
}

function noneDue({ ui }: Deps): number {
  ui.document({ ok: true, outcome: 'already-valid', resumed: false, warnings: [] });
  ui.result(ui.style('good', ui.text('renew.none-due')));
  return 0;
}

async function renewOnly(renewing: Renewing, candidate: Candidate): Promise<number> {
  const { deps } = renewing;
  const result = await renewOne(renewing, candidate, false);
  deps.ui.document(issueDocument(deps, result));
  await showIssueResult(deps, candidate.loginId, result);
  return 0;
}

const PARTLY_FAILED = 9;

/** One after the other; what fails does not stop the next one, but for a cancellation. */
async function renewAll(renewing: Renewing, candidates: readonly Candidate[]): Promise<number> {
  const { deps } = renewing;
  const { ui } = deps;
  const results: { loginId: string; ok: boolean }[] = [];
  for (const candidate of candidates) {
    const { loginId } = candidate;
    ui.info(ui.text('renew.of', { loginId }));
    try {
      const result = await renewOne(renewing, candidate, candidates.length > 1);
      results.push({ loginId, ...issueDocument(deps, result) });
      await showIssueResult(deps, loginId, result);
    } catch (thrown) {
      const error = toCertToolError(thrown);
      if (deps.signal.aborted || error.errorName === 'cancelled') throw error;
      results.push({ loginId, ok: false, ...{ error: deps.errorJson(error) } });
      showFailure(deps, error);
    }
  }
  if (results.length === 0) ui.result(ui.style('good', ui.text('renew.none-due')));
  const ok = results.every((each) => each.ok);
  ui.document({ ok, results });
  return ok ? 0 : PARTLY_FAILED;
}

/** @param oneOfSeveral so that a password given for nobody in particular is not tried on all of them */
async function renewOne(
  renewing: Renewing,
  candidate: Candidate,
  oneOfSeveral: boolean,
): Promise<EnrollmentResult> {
  const { deps, options, sources, spinner } = renewing;
  const { certificate, loginId } = candidate;
  const secrets = sources.secretsFor(loginId, oneOfSeveral ? 'if-named' : 'unless-other');
  try {
    return await enroll(await enrollmentPorts(deps, loginId, secrets, spinner), {
      loginId,
      renewal: { certificate, force: options.force === true, keepOld: options.keepOld === true },
      keySize: options.keySize,
      dryRun: options.dryRun === true,
      checkBank: false,
    });
  } finally {
    spinner.stop();
  }
}
