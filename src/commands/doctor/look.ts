import { toCertToolError } from '../../core/error.ts';
import { type LoggedRun, PRACTICE_BANK, readRuns } from '../../core/logged-runs.ts';
import type { Check, Result } from '../../doctor/check.ts';
import { examine } from '../../doctor/examine.ts';
import { lastInstalledIn } from '../../doctor/last-installed.ts';
import { type Asked, lastRefusalIn } from '../../doctor/last-refusal.ts';
import type { Probes } from '../../doctor/probes.ts';
import { type Standing, standingOf } from '../../doctor/standing.ts';
import type { Deps, Examination } from '../deps.ts';
import { reminderFacts } from '../session/reminder-record.ts';
import { completingCommand } from '../show/completing-command.ts';

/** How long one look may take: PowerShell on a slow PC starts within it. */
const PATIENCE_MS = 20_000;

export interface Looked {
  readonly results: readonly Result[];
  /** Of the login ID that was asked about. */
  readonly standing: Standing | undefined;
}

/** Looks anew at everything. */
export async function inExamination<T>(
  deps: Deps,
  loginId: string | undefined,
  work: (probes: Probes) => Promise<T>,
): Promise<T> {
  const examination = await deps.examination(deps, loginId);
  try {
    return await work(withCommands(deps, examination));
  } finally {
    await examination.close();
  }
}

/** Looks at these things, and at what the user can do where one was named. */
export async function look(deps: Deps, checks: readonly Check[], probes: Probes): Promise<Looked> {
  const { ui, signal, wait } = deps;
  const progress = ui.progress(ui.text('doctor.looking'));
  try {
    const results = await examine(checks, probes, { signal, patienceMs: PATIENCE_MS, wait });
    const { loginId } = probes;
    const isTold = loginId !== undefined && STANDING_NEEDS.every((id) => isSeen(results, id));
    return { results, standing: isTold ? await standingFor(probes, loginId) : undefined };
  } finally {
    progress.stop();
  }
}

/** What a user can do follows from them; where others could have written to the folder nothing does. */
const STANDING_NEEDS = ['data-folder', 'store-writable', 'store-readable', 'damaged-entries'];

function isSeen(results: readonly Result[], id: string): boolean {
  return results.some(({ check, status }) => check.id === id && (status === 'ok' || status === 'warning'));
}

/** What completes a request depends on how cert-tool was started; the reminder is asked as its own commands ask. */
function withCommands(deps: Deps, { probes }: Examination): Probes {
  return {
    ...probes,
    reminder: () => reminderFacts(deps),
    ...byLog(deps, probes.loginId),
    async journal() {
      const { entries, ...others } = await probes.journal();
      const set = await deps.knownIdentity().catch(() => undefined);
      return {
        ...others,
        entries: entries.map((entry) => ({ ...entry, command: completingCommand(deps, entry, set) })),
      };
    },
  };
}

/** What earlier runs tell of the login ID. A log that cannot be read says nothing. */
function byLog(
  { runLogs, settings, now }: Deps,
  loginId: string | undefined,
): Pick<Probes, 'lastRefusal' | 'lastInstalled'> {
  const bank = settings.sandbox ? PRACTICE_BANK : settings.bank;
  let read: Promise<readonly LoggedRun[]> | undefined;
  // Several checks ask, and the log has up to 5 MB.
  const runs = () => {
    read ??= runLogs
      .lines()
      .read()
      .then(
        (lines) => readRuns(lines).runs,
        () => [],
      );
    return read;
  };
  const seenBy = async <T>(see: (runs: readonly LoggedRun[], asked: Asked) => T): Promise<T | undefined> =>
    loginId === undefined ? undefined : see(await runs(), { loginId, bank, now: now() });
  return { lastRefusal: () => seenBy(lastRefusalIn), lastInstalled: () => seenBy(lastInstalledIn) };
}

/** Undefined where what it depends on cannot be seen: that is a finding of its own. */
async function standingFor(probes: Probes, loginId: string): Promise<Standing | undefined> {
  try {
    return await standingOf(probes, loginId);
  } catch (error) {
    if (toCertToolError(error).isCancellation) throw error;
    return undefined;
  }
}
