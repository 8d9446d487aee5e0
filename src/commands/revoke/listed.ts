import { CertToolError } from '../../core/error.ts';
import type { LinesFile } from '../../core/ports/files.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import { type Batch, endingOf, forEachOf, type Result } from '../../core/several.ts';
import type { ListedCertificate } from '../../rollout/revocation-list.ts';
import { listedCertificates } from '../ask/user-list.ts';
import type { Deps } from '../deps.ts';
import { type AtWork, asAdministrator } from '../session/administration.ts';
import { rememberedStores } from '../session/many/lanes.ts';
import { type ListProgress, listProgress } from '../session/many/progress.ts';
import { MOST_WITH_STEPS, resultsFile } from '../session/many/results.ts';
import { showSummary, tellFailure } from '../session/many/summary.ts';
import { ownLast, refuseOwn } from '../session/own-last.ts';
import { confirmationAsked, stopsAll } from '../session/revoking.ts';
import { logResult, untriedJson } from '../show/batch-result.ts';
import { noticesJson, showNotices } from '../show/notices.ts';
import { noticesLeft, type Revoked, revokedJson, revokeOne, targetJson } from './act.ts';
import { lookUp } from './look-up.ts';
import { confirmedListed, type ListedTarget, showRehearsed } from './question.ts';
import type { RevokeOptions } from './spec.ts';
import { isToBeRevoked } from './target.ts';

/**
 * `revoke --from`: revokes the certificates of a list, each by its serial number. Returns exit code 0, or throws the error
 * that the whole of it ends with.
 * @throws CertToolError `invalid-user-list`, `invalid-option` for another number than expected, `unwritable-results`
 * before anything is sent
 */
export async function revokeListed(given: Deps, options: RevokeOptions): Promise<number> {
  const { from = '', expect, results } = options;
  const { ui } = given;
  const listed = await listedCertificates(given, from);
  if (expect !== undefined && expect !== listed.length) throw notExpected(expect, listed.length);
  if (listed.length === 0) {
    ui.document({ ok: true, results: [] });
    ui.result(ui.text('many.none', { file: from }));
    return 0;
  }
  if (listed.length > MOST_WITH_STEPS) given.runLog.brief();
  ui.info(ui.text('revoke.listed', { count: listed.length }));
  const file = resultsFile(given, results);
  const deps = { ...given, store: rememberedStores(given) };
  const confirms = options.dryRun !== true;
  try {
    return await asAdministrator(deps, { ...options, confirms }, (atWork) =>
      revokeThem({ atWork, options, file }, listed),
    );
  } finally {
    file?.close();
  }
}

function notExpected(expected: number, found: number): CertToolError {
  const detail = {
    ja: `--expect は ${expected} 件ですが、一覧の証明書は ${found} 件です`,
    en: `--expect is ${expected}, but the list holds ${found} certificates`,
  };
  return new CertToolError('invalid-option', { params: { detail } });
}

interface Going {
  readonly atWork: AtWork;
  readonly options: RevokeOptions;
  readonly file: LinesFile | undefined;
}

async function revokeThem(going: Going, listed: readonly ListedCertificate[]): Promise<number> {
  const { atWork, options } = going;
  const { ui } = atWork.deps;
  const targets = await lookedUp(atWork, listed);
  if (options.dryRun) showRehearsed(atWork.deps, targets);
  else if (targets.some(isToBeRevoked) && !(await confirmedListed(atWork, targets))) {
    ui.document({ ok: true, results: [] });
    ui.result(ui.text('revoke.kept'));
    return 0;
  }
  const progress = listProgress(atWork.deps, targets.length);
  try {
    return conclude(going, await goThrough(going, targets, progress), progress);
  } finally {
    progress.stop();
  }
}

async function lookedUp(atWork: AtWork, listed: readonly ListedCertificate[]): Promise<ListedTarget[]> {
  const { ui } = atWork.deps;
  const shown = ui.progress(ui.text('revoke.looking'));
  try {
    return await lookUp(atWork, await atWork.administration.users(), listed);
  } finally {
    shown.stop();
  }
}

interface Ended {
  readonly batch: Batch<ListedTarget, Revoked>;
  /** Those that were told of on the way. */
  readonly shown: ReadonlyMap<Result<ListedTarget, Revoked>, object>;
}

async function goThrough(
  { atWork: given, options, file }: Going,
  targets: readonly ListedTarget[],
  progress: ListProgress,
): Promise<Ended> {
  const atWork = beside(given, progress);
  const ask = confirmationAsked(atWork);
  const shown = new Map<Result<ListedTarget, Revoked>, object>();
  let hasFailed = false;
  const batch = await forEachOf<ListedTarget, Revoked>(
    ownLast(targets, atWork.loginId, isCurrent),
    async (target) => {
      if (target.error) throw target.error;
      const isOwn = target.loginId === atWork.loginId && isToBeRevoked(target);
      if (isOwn && hasFailed && !options.dryRun)
        await progress.ask(() => refuseOwn(given.deps, target.loginId));
      return revokeOne(atWork, target, options, ask);
    },
    {
      signal: given.deps.signal,
      stopsAt: stopsAll,
      onResult(result) {
        const json = rowJson(given, result);
        shown.set(result, json);
        file?.write(json);
        logResult(given.deps, result, result.item);
        hasFailed ||= !result.ok;
        if (!result.ok) tellFailure(given.deps, result.item, result.error, progress);
        progress.count(result.ok);
      },
    },
  );
  const results = batch.results.toSorted((one, other) => one.item.row - other.item.row);
  return { batch: { ...batch, results }, shown };
}

/** What is said and asked on the way makes the progress go out of the way. */
function beside(atWork: AtWork, progress: ListProgress): AtWork {
  const { deps, secrets } = atWork;
  const { ui } = deps;
  const told: Deps['ui'] = {
    ...ui,
    say: (line) => progress.tell(() => ui.say(line)),
    warn: (warning) => progress.tell(() => ui.warn(warning)),
  };
  const confirmation: typeof secrets.confirmation = (retry) =>
    progress.ask(() => secrets.confirmation(retry));
  return { ...atWork, deps: { ...deps, ui: told }, secrets: { ...secrets, confirmation } };
}

function isCurrent({ user, serialNumber }: ListedTarget): boolean {
  return user?.certificate.serialNumber === serialNumber;
}

/** A promise to scripts (docs/commands.md). */
function rowJson(atWork: AtWork, result: Result<ListedTarget, Revoked>): object {
  const { row } = result.item;
  const { deps } = atWork;
  const about = { row, time: rfc3339(deps.now()), ...targetJson(atWork, result.item), ok: result.ok };
  if (result.ok) return { ...about, ...revokedJson(result.value) };
  return { ...about, ...untriedJson(result.error), error: deps.errorJson(result.error) };
}

function conclude({ atWork, options, file }: Going, { batch, shown }: Ended, progress: ListProgress): number {
  const { deps } = atWork;
  const results = batch.results.map((result) => {
    const known = shown.get(result);
    if (known) return known;
    const json = rowJson(atWork, result);
    file?.write(json);
    return json;
  });
  progress.stop();
  showSummary(deps, batch, options.from ?? '');
  if (options.dryRun) deps.ui.info(deps.ui.text('revoke.dry-run'));
  const notices = noticesLeft(atWork, batch, options);
  showNotices(deps, notices);
  const besides = noticesJson(notices);
  const error = endingOf(batch);
  if (error) throw error.withResults(results, besides);
  deps.ui.document({ ok: true, results, ...besides });
  return 0;
}
