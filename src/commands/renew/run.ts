import type { BankIdentity } from '../../core/bank-identity.ts';
import { CertToolError } from '../../core/error.ts';
import { type Batch, forEachOf, type Result } from '../../core/several.ts';
import { putRight } from '../ask/login-id.ts';
import { openSecrets, type SecretSources } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { programAfter } from '../session/after-installation.ts';
import { clientWarnings } from '../session/client.ts';
import { clockWarnings } from '../session/clock.ts';
import { type Subject, subjectJson, tellResult, withOrigin } from '../session/ending.ts';
import { type Enrolled, enrollFor, type StepSpinner, stepSpinner } from '../session/enrolling.ts';
import { endingEvent, withEventLog } from '../session/event-log.ts';
import { checkPlace } from '../session/lasting-place.ts';
import { checkListUsage } from '../session/many/usage.ts';
import { conclude, showFailure } from '../show/batch-result.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { originJson } from '../show/origin-json.ts';
import { showWarnings } from '../show/warnings.ts';
import { type Candidate, chooseCandidates, expired, namedCandidate } from './choice.ts';
import { renewListed } from './listed.ts';
import { lookHere } from './look.ts';
import type { RenewOptions } from './spec.ts';

/** What the renewals of one command share. */
interface Renewing {
  readonly deps: Deps;
  readonly options: RenewOptions;
  readonly sources: SecretSources;
  readonly spinner: StepSpinner;
  readonly identity: BankIdentity;
  /** The program to run after each installation, and its arguments. */
  readonly after: readonly string[] | undefined;
  /** Of one that is renewed alone. */
  readonly subject: Subject;
}

/** @throws CertToolError `conflicting-options` */
export function checkUsage(_deps: Deps, [name]: readonly string[], options: RenewOptions): void {
  checkListUsage(name, options);
  const { all } = options;
  if (name === undefined || !all) return;
  throw new CertToolError('conflicting-options', { params: { detail: `${name}, --all` } });
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
    const renewing = { deps, options, sources, spinner, after, identity: here.identity, subject };
    if (options.all) return await renewAll(renewing, candidates);
    const [only] = candidates;
    return only ? await renewOnly(renewing, only) : await noneDue(deps, subject);
  } finally {
    spinner.stop();
  }
}

/** What a run ends with that has nothing to renew. */
const NONE_DUE = { outcome: 'already-valid', resumed: false, warnings: [] } as const;

async function noneDue(deps: Deps, subject: Subject): Promise<number> {
  const { ui } = deps;
  await tellResult(deps, subject, NONE_DUE);
  ui.document({ ...originJson(deps), ok: true, ...NONE_DUE });
  ui.result(ui.style('good', ui.text('renew.none-due')));
  return 0;
}

async function renewOnly(renewing: Renewing, candidate: Candidate): Promise<number> {
  const { deps, subject } = renewing;
  subject.loginId = candidate.loginId;
  const result = await renewOne(renewing, candidate, false);
  await tellResult(deps, subject, result);
  deps.ui.document({ ...(await subjectJson(deps, subject)), ...enrollmentDocument(deps, result) });
  await showEnrollmentResult(deps, candidate.loginId, result);
  showWarnings(deps, [...clockWarnings(deps), ...clientWarnings(deps)]);
  return 0;
}

async function renewAll(renewing: Renewing, candidates: readonly Candidate[]): Promise<number> {
  const { deps, subject, identity } = renewing;
  const { ui } = deps;
  if (candidates.length === 0) {
    await tellResult(deps, subject, NONE_DUE);
    ui.result(ui.style('good', ui.text('renew.none-due')));
  }
  /** Of each when it ended. */
  const origins = new Map<Candidate, ReturnType<typeof originJson>>();
  const batch = await withEventLog(deps, async (tell) => {
    const onResult = async (result: Result<Candidate, Enrolled>) => {
      origins.set(result.item, originJson(deps));
      await tell(endingEvent({ event: 'renew', loginId: result.item.loginId }, result));
    };
    const all = await renewEach(renewing, candidates, onResult);
    for (const result of all.results) if (!origins.has(result.item)) await onResult(result);
    return all;
  });
  const ofAll = [...clockWarnings(deps), ...clientWarnings(deps)];
  showWarnings(deps, ofAll);
  return conclude(deps, batch, {
    besides: originJson(deps),
    identify: (candidate) => ({
      ...origins.get(candidate),
      ...identityOf(candidate),
      bankId: identity.bankId,
    }),
    done: (result) => enrollmentDocument(deps, result, ofAll),
  });
}

/** @param onResult told of each but those that were interrupted or not tried */
function renewEach(
  renewing: Renewing,
  candidates: readonly Candidate[],
  onResult: (result: Result<Candidate, Enrolled>) => Promise<void>,
): Promise<Batch<Candidate, Enrolled>> {
  const { deps } = renewing;
  const { ui, signal } = deps;
  const total = candidates.length;
  const renewNext = async (candidate: Candidate) => {
    const { loginId, renewability } = candidate;
    ui.info(ui.text('renew.of', { loginId }));
    if (renewability === 'expired') throw expired(renewing, loginId);
    const result = await renewOne(renewing, candidate, total > 1);
    await showEnrollmentResult(deps, loginId, result);
    return result;
  };
  return forEachOf(candidates, renewNext, {
    signal,
    async onResult(result) {
      // Of one alone it ends the command.
      if (!result.ok && total > 1) showFailure(deps, result.error);
      await onResult(result);
    },
  });
}

function identityOf({ loginId, certificate: { thumbprint, serialNumber } }: Candidate) {
  return { loginId, thumbprint, serialNumber };
}

/** @param oneOfSeveral so that a password given for nobody in particular is not tried on all of them */
async function renewOne(renewing: Renewing, candidate: Candidate, oneOfSeveral: boolean): Promise<Enrolled> {
  const { deps, options, sources, spinner, after } = renewing;
  const { certificate, loginId, orCurrent } = candidate;
  const secrets = sources.secretsFor(loginId, oneOfSeveral ? 'if-named' : 'unless-other');
  try {
    return await enrollFor(deps, secrets, spinner, {
      loginId,
      renewal: {
        certificate,
        orCurrent,
        force: options.force === true,
        keepOld: options.keepOld === true,
      },
      keySize: options.keySize,
      dryRun: options.dryRun === true,
      checkBank: false,
      after,
    });
  } finally {
    spinner.stop();
  }
}
