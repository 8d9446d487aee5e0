import { availableParallelism } from 'node:os';
import type { CertToolError } from '../../../core/error.ts';
import { checkPath } from '../../../core/given-path.ts';
import { JsonText } from '../../../core/json-text.ts';
import type { LogEvent } from '../../../core/ports/event-log.ts';
import type { LinesFile } from '../../../core/ports/files.ts';
import type { Warning } from '../../../core/ports/ui.ts';
import { type Batch, forEachOf, type Guard, type Result } from '../../../core/several.ts';
import { endingOfList, lockOutGuard } from '../../../rollout/lock-out-guard.ts';
import type { ListedUser } from '../../../rollout/user-list.ts';
import { withBankChosen } from '../../ask/bank.ts';
import { type ListSecrets, secretsOfListed } from '../../ask/secrets.ts';
import { listedUsers } from '../../ask/user-list.ts';
import type { Deps } from '../../deps.ts';
import { originJson } from '../../show/origin-json.ts';
import { showWarnings } from '../../show/warnings.ts';
import { clientWarnings } from '../client.ts';
import { clockWarnings } from '../clock.ts';
import { type Enrolled, enrollFor, type StepSpinner } from '../enrolling.ts';
import { endingEvent, withEventLog } from '../event-log.ts';
import { warnOfOpenBrowsers } from '../open-browsers.ts';
import type { ManyRun } from './for-user.ts';
import { type Lanes, openLanes } from './lanes.ts';
import { type ListProgress, listProgress } from './progress.ts';
import { shareSecrets } from './questions.ts';
import { inList } from './remedies.ts';
import { aboutUser, MOST_WITH_STEPS, resultsFile, rowJson } from './results.ts';
import { type Ended, endingOfRow, openRows, type Row, type Rows } from './row.ts';
import { showRowWarnings, showSummary, tellFailure } from './summary.ts';

/** So many at once keep both the bank and the making of keys busy. */
function usualJobs(): number {
  return availableParallelism() + 2;
}

/**
 * `--from`: does the same for all users of a list, and shows one document (docs/commands.md). Returns exit code 0, or
 * throws the error that the whole of it ends with.
 * @throws CertToolError `invalid-user-list`, `unwritable-results`, `cancelled` before anything is sent
 */
export async function enrollMany(given: Deps, { event, options, prepare, more }: ManyRun): Promise<number> {
  const { from = '', results: path } = options;
  if (path !== undefined) checkPath('--results', path);
  const listed = await listedUsers(given, from);
  const isBankOfRunUsed = more !== undefined || listed.some(({ profile }) => profile === undefined);
  const deps = isBankOfRunUsed ? await withBankChosen(given) : given;
  const users = [...listed, ...((await more?.(deps, listed)) ?? [])];
  await warnOfBrowsers(deps, users);
  if (users.length > 1) deps.runLog.several();
  if (users.length > MOST_WITH_STEPS) deps.runLog.brief();
  const file = resultsFile(deps, path);
  const lanes = openLanes(deps, prepare);
  const progress = listProgress(deps, users.length);
  try {
    const { batch, shown } = await withEventLog(deps, (tell) =>
      goThrough({ deps, event, options, lanes, progress, file, tell }, users),
    );
    progress.stop();
    return conclude({ deps, lanes, from }, batch, shown);
  } finally {
    progress.stop();
    await lanes.close();
    file?.close();
  }
}

/** More names than these tell nobody whose browser is meant. */
const MOST_NAMED = 5;

/** Once for all, and before anything is sent. */
async function warnOfBrowsers(deps: Deps, users: readonly ListedUser[]): Promise<void> {
  if (users.length === 0) return;
  const named = users.slice(0, MOST_NAMED).map(({ loginId }) => loginId);
  const more = users.length > MOST_NAMED ? ['…'] : [];
  await warnOfOpenBrowsers(deps, [...named, ...more].join(', '), () => {});
}

interface Going {
  readonly deps: Deps;
  readonly event: ManyRun['event'];
  readonly options: ManyRun['options'];
  readonly lanes: Lanes;
  readonly progress: ListProgress;
  readonly file: LinesFile | undefined;
  /** Tells the system's log, where that is wanted. */
  tell(event: LogEvent): Promise<void>;
}

/** What the document shows of a row, and what was warned of. */
interface Shown {
  readonly json: JsonText;
  readonly warnings: readonly Warning[];
}

async function goThrough(going: Going, users: readonly ListedUser[]) {
  const { deps, event, options, lanes, progress, file } = going;
  const secrets = shareSecrets(deps, options, progress);
  const rows = openRows(lanes.open);
  const shown = new Map<ListedUser, Shown>();
  const tell = async (result: Result<ListedUser, Ended>) => {
    const about = aboutUser(result.item, lanes.bankIdOf(result.item));
    const row = rows.of(result.item);
    const ending = endingOfRow(row, result);
    const json = rowJson(row, ending, about);
    shown.set(result.item, { json: new JsonText(json), warnings: json.warnings ?? [] });
    file?.write(json);
    await going.tell(endingEvent({ event, ...about }, ending));
  };
  const oneMoreIsDone = deps.keepSmall();
  const onWish = () => {
    if (deps.insistence.isSent) progress.tell(() => deps.ui.say(deps.ui.text('many.finishing')));
  };
  deps.signal.addEventListener('abort', onWish, { once: true });
  const batch = await forEachOf<ListedUser, Ended>(
    users,
    async (user) => {
      const row = rows.of(user);
      row.enrolled = await enrollRow(row, going, secrets(row)).catch((error: unknown) => {
        throw inList(error, event);
      });
      return { outcome: row.enrolled.outcome };
    },
    {
      signal: deps.signal,
      jobs: options.jobs ?? usualJobs(),
      async onResult(result) {
        await tell(result);
        if (!result.ok) tellFailure(deps, result.item, result.error, progress);
        rows.of(result.item).end();
        progress.count(result.ok);
        oneMoreIsDone();
      },
      guard: guardOf(lanes, rows, options),
    },
  );
  // What was interrupted or not tried.
  for (const { item, ...result } of batch.results) {
    if (shown.has(item)) continue;
    await tell({ item, ...result });
    rows.close(item);
  }
  return { batch, shown };
}

/** Of a row that was judged nothing more is asked. */
function guardOf(lanes: Lanes, rows: Rows, { keepGoing }: ManyRun['options']): Guard<ListedUser, Ended> {
  const guard = lockOutGuard<ListedUser, Ended>({
    bankOf: (user) => lanes.bankIdOf(user) ?? user.profile ?? '',
    evidenceOf: (user) => rows.of(user).evidence,
    keepGoing: keepGoing === true,
  });
  return {
    ...guard,
    judge(result) {
      const error = guard.judge(result);
      rows.close(result.item);
      return error;
    },
  };
}

async function enrollRow(
  row: Row,
  { lanes, deps: { ui } }: Pick<Going, 'lanes' | 'deps'>,
  secrets: ListSecrets,
): Promise<Enrolled> {
  const forUser = await lanes.of(row.user).forUser();
  const wanted = await forUser(row.user);
  if ('done' in wanted) return wanted.done;
  // Questions, and what belongs to them, are for the person at the terminal.
  const given = secretsOfListed({ ...row.deps, ui }, row.user, secrets);
  return enrollFor(row.deps, given, spinnerOf(row.deps), wanted, () => row.loggedIn());
}

/** The steps are told with `--verbose` alone. */
function spinnerOf({ ui }: Deps): StepSpinner {
  return { show: (step) => ui.detail(ui.text(`step.${step}`), { event: 'step', step }), stop() {} };
}

function conclude(
  { deps, lanes, from }: Pick<Going, 'deps' | 'lanes'> & { readonly from: string },
  batch: Batch<ListedUser, Ended>,
  shown: ReadonlyMap<ListedUser, Shown>,
): number {
  const ended = batch.results.flatMap(({ item }) => shown.get(item) ?? []);
  const results = ended.map(({ json }) => json);
  showSummary(deps, batch, from);
  showRowWarnings(
    deps,
    ended.flatMap(({ warnings }) => warnings),
  );
  showWarnings(deps, warningsOfBanks(lanes));
  const error = endingOfList(batch);
  if (error) throw error.withResults(results);
  deps.ui.document({ ok: true, ...originJson(deps), results });
  return 0;
}

/** Each once, whatever bank has told it. */
function warningsOfBanks(lanes: Lanes): CertToolError[] {
  const all = lanes.all().flatMap((deps) => [...clockWarnings(deps), ...clientWarnings(deps)]);
  return [...new Map(all.map((warning) => [warning.errorName, warning])).values()];
}
