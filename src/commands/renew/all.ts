import type { CertToolError } from '../../core/error.ts';
import { type Batch, forEachOf } from '../../core/several.ts';
import type { Deps } from '../deps.ts';
import { clientWarnings } from '../session/client.ts';
import { clockWarnings } from '../session/clock.ts';
import type { Enrolled } from '../session/enrolling.ts';
import { logged } from '../session/event-log.ts';
import { atProfile, endingOfBanks, type ProfileBank } from '../session/profiles.ts';
import { type BatchView, conclude, showFailure } from '../show/batch-result.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { showWarnings } from '../show/warnings.ts';
import { type Candidate, expired } from './choice.ts';
import { type Renewing, renewOne } from './one.ts';

/** One of the certificates that are due, where it is renewed. */
interface Due {
  readonly renewing: Renewing;
  readonly candidate: Candidate;
}

/** `renew --all` at one bank. Returns exit code 0, or throws the error that the whole of it ends with. */
export async function renewAll(renewing: Renewing, candidates: readonly Candidate[]): Promise<number> {
  const { deps } = renewing;
  sayWhereNone(deps, candidates);
  const total = candidates.length;
  const batch = await forEachOf(
    candidates.map((candidate) => ({ renewing, candidate })),
    (due) => renewDue(due, total > 1),
    {
      signal: deps.signal,
      onResult(result) {
        // Of one alone it ends the command.
        if (!result.ok && total > 1) showFailure(deps, result.error);
      },
    },
  );
  const ofAll = warningsOf(deps);
  showWarnings(deps, ofAll);
  return conclude(deps, batch, {
    identify: ({ candidate }) => identified(candidate),
    done: (result) => enrollmentDocument(deps, result, ofAll),
  });
}

/** Something to do at one of several banks; or why nothing can be done there. */
export interface AtBank {
  readonly bank: ProfileBank;
  readonly what: Due | CertToolError;
}

/** The same at several banks: one that fails stops no other. */
export async function renewAtBanks(deps: Deps, items: readonly AtBank[]): Promise<number> {
  sayWhereNone(deps, items);
  const total = items.length;
  const batch = await forEachOf(
    items.map((item) => ({ ...item, profile: item.bank.profile })),
    ({ bank, what }) => atProfile(bank, () => workOf(bank, what, total > 1)),
    {
      signal: deps.signal,
      onResult({ item: { bank, profile }, ...result }) {
        if (result.ok || total === 1) return;
        deps.ui.say(deps.ui.text('profiles.failed', { profile }));
        showFailure(bank.deps, result.error);
      },
    },
  );
  showWarnings(
    deps,
    eachOnce(
      deps,
      items.flatMap(({ bank }) => warningsOf(bank.deps)),
    ),
  );
  return conclude(deps, batch, viewOf(deps));
}

async function workOf(
  { profile, deps, isOneOfSeveral }: ProfileBank,
  what: AtBank['what'],
  several: boolean,
) {
  if (!('candidate' in what)) throw what;
  deps.ui.info(deps.ui.text('profiles.bank', { profile, bank: what.renewing.identity.name ?? '' }));
  return renewDue(what, several || isOneOfSeveral);
}

type Item = AtBank & { readonly profile: string };

function viewOf(deps: Deps): BatchView<Item, Enrolled> {
  return {
    identify: ({ profile, what }) => ({
      profile,
      ...('candidate' in what
        ? { bankId: what.renewing.identity.bankId, ...identified(what.candidate) }
        : {}),
    }),
    done: (result, { bank }) => enrollmentDocument(bank.deps, result, warningsOf(bank.deps)),
    depsOf: ({ bank }) => bank.deps,
    ending: (batch: Batch<Item, Enrolled>) => endingOfBanks(deps, batch),
  };
}

async function renewDue({ renewing, candidate }: Due, oneOfSeveral: boolean): Promise<Enrolled> {
  const { deps } = renewing;
  const { ui } = deps;
  const { loginId, renewability } = candidate;
  // Whoever may be asked is to know whose password it is, whatever else is kept quiet.
  (ui.interactive ? ui.say : ui.info)(ui.text('renew.of', { loginId }));
  if (renewability === 'expired') {
    return logged(deps, { event: 'renew', loginId }, () => Promise.reject(expired(renewing, loginId)));
  }
  const result = await renewOne(renewing, candidate, oneOfSeveral);
  await showEnrollmentResult(deps, loginId, result);
  return result;
}

function identified({ loginId, certificate: { thumbprint, serialNumber } }: Candidate) {
  return { loginId, thumbprint, serialNumber };
}

function sayWhereNone({ ui }: Deps, all: readonly unknown[]): void {
  if (all.length === 0) ui.result(ui.style('good', ui.text('renew.none-due')));
}

/** What the bank has told of this PC's clock and program. */
export function warningsOf(deps: Deps): CertToolError[] {
  return [...clockWarnings(deps), ...clientWarnings(deps)];
}

/** What two banks say alike is said once. */
function eachOnce({ describe }: Deps, warnings: readonly CertToolError[]): CertToolError[] {
  return [...new Map(warnings.map((warning) => [describe(warning), warning])).values()];
}
