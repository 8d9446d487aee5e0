import type { CertToolError } from '../../core/error.ts';
import { type Batch, forEachOf, type Result } from '../../core/several.ts';
import type { Deps } from '../deps.ts';
import { clientWarnings } from '../session/client.ts';
import { clockWarnings } from '../session/clock.ts';
import { type Subject, tellResult } from '../session/ending.ts';
import type { Enrolled } from '../session/enrolling.ts';
import { type About, endingEvent, withEventLog } from '../session/event-log.ts';
import { atProfile, endingOfBanks, type ProfileBank } from '../session/profiles.ts';
import { type BatchView, conclude, showFailure } from '../show/batch-result.ts';
import { enrollmentDocument, showEnrollmentResult } from '../show/enrollment-result.ts';
import { originJson } from '../show/origin-json.ts';
import { showWarnings } from '../show/warnings.ts';
import { type Candidate, expired } from './choice.ts';
import { type Renewing, renewOne } from './one.ts';

/** One of the certificates that are due, where it is renewed. */
interface Due {
  readonly renewing: Renewing;
  readonly candidate: Candidate;
}

/** What a run ends with that has nothing to renew. */
export const NONE_DUE = { outcome: 'already-valid', resumed: false, warnings: [] } as const;

/** `renew --all` at one bank. Returns exit code 0, or throws the error that the whole of it ends with. */
export async function renewAll(
  renewing: Renewing,
  candidates: readonly Candidate[],
  subject: Subject,
): Promise<number> {
  const { deps, identity } = renewing;
  if (candidates.length === 0) await tellNoneDue(deps, subject);
  const total = candidates.length;
  const { batch, originOf } = await renewEach(deps, candidates, {
    aboutOf: ({ loginId }) => ({ loginId, bankId: identity.bankId }),
    work: (candidate) => renewDue({ renewing, candidate }, total > 1),
    tellFailure: (_candidate, error) => showFailure(deps, error),
  });
  const ofAll = warningsOf(deps);
  showWarnings(deps, ofAll);
  return conclude(deps, batch, {
    besides: originJson(deps),
    identify: (candidate) => ({
      ...originOf(candidate),
      ...identified(candidate),
      bankId: identity.bankId,
    }),
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
  if (items.length === 0) await tellNoneDue(deps, { event: 'renew' });
  const total = items.length;
  const { batch, originOf } = await renewEach(
    deps,
    items.map((item) => ({ ...item, profile: item.bank.profile })),
    {
      aboutOf: ({ profile, what }) => ({ profile, ...aboutWhat(what) }),
      work: ({ bank, what }) => atProfile(bank, () => workOf(bank, what, total > 1)),
      tellFailure({ bank, profile }, error) {
        deps.ui.say(deps.ui.text('profiles.failed', { profile }));
        showFailure(bank.deps, error);
      },
    },
  );
  const warnings = items.flatMap(({ bank }) => warningsOf(bank.deps));
  showWarnings(deps, eachOnce(deps, warnings));
  return conclude(deps, batch, viewOf(deps, originOf));
}

interface Each<T> {
  aboutOf(item: T): About;
  work(item: T): Promise<Enrolled>;
  /** Where there are several: of one alone it ends the command. */
  tellFailure(item: T, error: CertToolError): void;
}

/** One after the other. The system's log is told of each; when and on which PC each ended, `originOf` tells. */
async function renewEach<T>(
  deps: Deps,
  items: readonly T[],
  { aboutOf, work, tellFailure }: Each<T>,
): Promise<{ batch: Batch<T, Enrolled>; originOf: (item: T) => object }> {
  const origins = new Map<T, object>();
  if (items.length > 1) deps.runLog.several();
  const batch = await withEventLog(deps, async (tell) => {
    const onResult = async (result: Result<T, Enrolled>) => {
      origins.set(result.item, originJson(deps));
      await tell(endingEvent({ event: 'renew', ...aboutOf(result.item) }, result));
    };
    const all = await forEachOf(items, work, {
      signal: deps.signal,
      async onResult(result) {
        if (!result.ok && items.length > 1) tellFailure(result.item, result.error);
        await onResult(result);
      },
    });
    // What was interrupted or not tried.
    for (const result of all.results) if (!origins.has(result.item)) await onResult(result);
    return all;
  });
  return { batch, originOf: (item) => origins.get(item) ?? {} };
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

/** Nobody in particular where the bank could not be looked at. */
function aboutWhat(what: AtBank['what']): About {
  if (!('candidate' in what)) return {};
  return { loginId: what.candidate.loginId, bankId: what.renewing.identity.bankId };
}

type Item = AtBank & { readonly profile: string };

function viewOf(deps: Deps, originOf: (item: Item) => object): BatchView<Item, Enrolled> {
  return {
    besides: originJson(deps),
    identify: (item) => ({
      ...originOf(item),
      profile: item.profile,
      ...('candidate' in item.what
        ? { bankId: item.what.renewing.identity.bankId, ...identified(item.what.candidate) }
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
  if (renewability === 'expired') throw expired(renewing, loginId);
  const result = await renewOne(renewing, candidate, oneOfSeveral);
  await showEnrollmentResult(deps, loginId, result);
  return result;
}

function identified({ loginId, certificate: { thumbprint, serialNumber } }: Candidate) {
  return { loginId, thumbprint, serialNumber };
}

async function tellNoneDue(deps: Deps, subject: Subject): Promise<void> {
  const { ui } = deps;
  await tellResult(deps, subject, NONE_DUE);
  ui.result(ui.style('good', ui.text('renew.none-due')));
}

/** What the bank has told of this PC's clock and program. */
export function warningsOf(deps: Deps): CertToolError[] {
  return [...clockWarnings(deps), ...clientWarnings(deps)];
}

/** What two banks say alike is said once. */
function eachOnce({ describe }: Deps, warnings: readonly CertToolError[]): CertToolError[] {
  return [...new Map(warnings.map((warning) => [describe(warning), warning])).values()];
}
