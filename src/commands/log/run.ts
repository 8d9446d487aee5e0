import { conflict } from '../../core/conflict.ts';
import { CertToolError } from '../../core/error.ts';
import { findRun, type LoggedRun, type LoggedRuns, readRuns } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';
import { showCells } from '../show/columns.ts';
import { follow } from './follow.ts';
import { type Judged, judge, runJson } from './judge.ts';
import { showOne } from './one.ts';
import type { LogOptions } from './spec.ts';
import { outcomeWords, whenOf } from './words.ts';

/** @throws CertToolError `conflicting-options` */
export function checkUsage({ settings }: Deps, _args: readonly string[], options: LogOptions): void {
  if (options.run !== undefined && options.last) throw conflict('--run', '--last');
  if (options.follow && options.last) throw conflict('--follow', '--last');
  if (options.follow && settings.json) throw conflict('--follow', '--json');
}

/** `cert-tool log`: what earlier runs did. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: LogOptions): Promise<number> {
  if (options.follow) return follow(deps, options.run?.toLowerCase());
  const found = readRuns(await deps.runLogs.lines().read());
  if (options.run !== undefined) await tellOne(deps, found, named(found, options.run));
  else if (options.last) await tellOne(deps, found, found.runs.at(-1));
  else await tellAll(deps, found);
  if (found.damaged > 0) deps.ui.info(deps.ui.text('log.damaged', { count: found.damaged }));
  return 0;
}

/** @throws CertToolError `invalid-option` */
function named(found: LoggedRuns, run: string): LoggedRun {
  const known = findRun(found, run.trim().toLowerCase());
  if (known) return known;
  const detail = { ja: `--run: ${run} の記録はありません`, en: `--run: nothing is logged of ${run}` };
  throw new CertToolError('invalid-option', { params: { detail } });
}

async function tellOne(deps: Deps, { damaged }: LoggedRuns, one: LoggedRun | undefined): Promise<void> {
  const judged = one && (await judge(deps, one));
  deps.ui.document({ ok: true, runs: judged ? [runJson(judged, 'with-records')] : [], damaged });
  if (judged) showOne(deps, judged);
  else deps.ui.result(deps.ui.text('log.none'));
}

/** More than these nobody reads; the document has all. */
const MOST_SHOWN = 20;

/** The last one at the end, next to the prompt. */
async function tellAll(deps: Deps, { runs, damaged }: LoggedRuns): Promise<void> {
  const { ui } = deps;
  const wanted = ui.json ? runs : runs.slice(-MOST_SHOWN);
  const judged: Judged[] = [];
  for (const each of wanted) judged.push(await judge(deps, each));
  ui.document({ ok: true, runs: judged.map((each) => runJson(each)), damaged });
  if (runs.length === 0) {
    ui.result(ui.text('log.none'));
    return;
  }
  const titles = (['time', 'command', 'login-id', 'outcome', 'run'] as const).map((column) =>
    ui.text(`log.column.${column}`),
  );
  const rows = judged.map((each) => {
    const { command = '-', loginId = '-', run: name } = each.run;
    const safe = [command, loginId].map((value) => ui.text('log.value', { value }));
    return [whenOf(deps, each.run.began), ...safe, outcomeWords(deps, each), name];
  });
  showCells(deps, titles, rows);
}
