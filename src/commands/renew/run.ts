import type { BankIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError, toCertToolError } from '../../core/error.ts';
import { forEachOf } from '../../core/several.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { type Trials, tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import type { Found } from '../../holdings/holding.ts';
import { holdingsOf } from '../../holdings/holdings.ts';
import { requestNeeding } from '../../holdings/unfinished.ts';
import { putRight } from '../ask/login-id.ts';
import { openSecrets, type SecretSources } from '../ask/secrets.ts';
import type { Deps } from '../deps.ts';
import { programAfter } from '../session/after-installation.ts';
import { atBank } from '../session/at-bank.ts';
import { clientWarnings } from '../session/client.ts';
import { clockWarnings } from '../session/clock.ts';
import { type Enrolled, enrollFor, type StepSpinner, stepSpinner } from '../session/enrolling.ts';
import { logged } from '../session/event-log.ts';
import { checkPlace } from '../session/lasting-place.ts';
import { conclude, showFailure } from '../show/batch-result.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { showWarnings, warn } from '../show/warnings.ts';
import { type Candidate, chooseCandidates, expired, namedCandidate, type RenewableHere } from './choice.ts';
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
}

/** @throws CertToolError `conflicting-options` */
export function checkUsage(_deps: Deps, [name]: readonly string[], { all }: RenewOptions): void {
  if (name === undefined || !all) return;
  throw new CertToolError('conflicting-options', { params: { detail: `${name}, --all` } });
}

/** `cert-tool renew [certificate]`: replaces certificates in their last days. Returns the exit code. */
export async function run(
  deps: Deps,
  [name]: readonly (string | undefined)[],
  options: RenewOptions,
): Promise<number> {
  await checkPlace(deps, options);
  const after = programAfter(deps, options.after);
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

async function lookHere(deps: Deps): Promise<RenewableHere> {
  const store = await deps.store();
  const certificates = await store.list();
  const { identity, now } = await atBank(deps, async (connection) => {
    const { identity, status } = await learnGenerations(deps, connection, certificates);
    return { identity, now: status.time };
  });
  const { entries, unfinished } = await unfinishedHere(deps.journal, certificates, [identity]);
  const ofBank = entries.filter(({ bankId }) => bankId === identity.bankId);
  const trials = { banks: [identity], now, untilOneWorks: true };
  const found = await tryKeys(store, certificates, trials);
  const elsewhere = await inOtherStores(deps, ofBank, certificates, trials);
  const kept = await deps.renewals.all();
  const holdings = holdingsOf([...found, ...elsewhere], { banks: [identity], unfinished, now, kept });
  return { holdings, identity, now };
}

/** What unfinished renewals need that were begun in another store than the usual one. */
async function inOtherStores(
  deps: Deps,
  entries: readonly Entry[],
  certificates: readonly StoredCertificate[],
  trials: Trials,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const entry of entries.filter(({ kind }) => kind === 'renewal')) {
    const isOfEntry = (each: StoredCertificate) => requestNeeding(each, [entry]) !== undefined;
    if (certificates.some(isOfEntry)) continue;
    try {
      const store = await deps.store(entry.store);
      found.push(...(await tryKeys(store, (await store.list()).filter(isOfEntry), trials)));
    } catch (error) {
      // The others can be renewed all the same.
      warn(deps, toCertToolError(error));
    }
  }
  return found;
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
  showWarnings(deps, [...clockWarnings(deps), ...clientWarnings(deps)]);
  return 0;
}

async function renewAll(renewing: Renewing, candidates: readonly Candidate[]): Promise<number> {
  const { deps } = renewing;
  const { ui, signal } = deps;
  if (candidates.length === 0) ui.result(ui.style('good', ui.text('renew.none-due')));
  const total = candidates.length;
  const batch = await forEachOf(
    candidates,
    async (candidate) => {
      const { loginId, renewability } = candidate;
      ui.info(ui.text('renew.of', { loginId }));
      if (renewability === 'expired') {
        return logged(deps, { event: 'renew', loginId }, () => Promise.reject(expired(renewing, loginId)));
      }
      const result = await renewOne(renewing, candidate, total > 1);
      await showEnrollmentResult(deps, loginId, result);
      return result;
    },
    {
      signal,
      onResult(result) {
        // Of one alone it ends the command.
        if (!result.ok && total > 1) showFailure(deps, result.error);
      },
    },
  );
  const ofAll = [...clockWarnings(deps), ...clientWarnings(deps)];
  showWarnings(deps, ofAll);
  return conclude(deps, batch, {
    identify: ({ loginId, certificate: { thumbprint, serialNumber } }) => ({
      loginId,
      thumbprint,
      serialNumber,
    }),
    done: (result) => enrollmentDocument(deps, result, ofAll),
  });
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
