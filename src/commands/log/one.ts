import { type LogRecord, PRACTICE_BANK, textIn } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';
import { errorLines } from '../show/logged-error.ts';
import type { Judged } from './judge.ts';
import { outcomeWords, secondsOf, whenOf, wordsOf } from './words.ts';

/** What is shown above the steps and below them, not among them. */
const APART = ['start', 'error', 'end'];

/** A run step by step. */
export function showOne(deps: Deps, judged: Judged): void {
  const { ui } = deps;
  const { run } = judged;
  for (const line of ui.fields(headOf(deps, judged))) ui.result(line);
  ui.result('');
  const error = run.records.findLast(({ event }) => event === 'error');
  for (const record of run.records) {
    if (APART.includes(record.event ?? '') || saysTheSame(record, error)) continue;
    const words = wordsOf(deps, record);
    if (words === undefined) continue;
    // The PC's clock may have been set back meanwhile.
    const seconds = secondsOf(Math.max(0, record.time.getTime() - run.began.getTime()));
    ui.result(`  ${ui.text('log.at', { seconds }).padStart(8)}  ${words}`);
  }
  for (const line of error ? errorLines(deps, error.members) : []) ui.result(line);
  if (judged.outcome === 'killed') ui.result(ui.text('log.was-killed'));
}

/** What became of the only one is what the run ended with, which is told in full. */
function saysTheSame({ event, members }: LogRecord, error: LogRecord | undefined): boolean {
  return event === 'result' && error !== undefined && members.get('name') === error.members.get('name');
}

function headOf(deps: Deps, judged: Judged): [string, string][] {
  const { ui } = deps;
  const { run } = judged;
  const start = run.records.find(({ event }) => event === 'start')?.members ?? new Map();
  const safe = (value: string | undefined) => ui.text('log.value', { value: value ?? '-' });
  const time = whenOf(deps, run.began);
  const duration =
    run.durationMs === undefined ? '' : ui.text('log.took', { seconds: secondsOf(run.durationMs) });
  return [
    [ui.text('log.column.run'), run.run],
    [ui.text('log.column.time'), time + duration],
    [ui.text('log.column.command'), safe(run.command)],
    [ui.text('log.column.login-id'), safe(run.loginId)],
    [ui.text('log.column.outcome'), outcomeWords(deps, judged)],
    ...(run.serialNumber === undefined
      ? []
      : [[ui.text('column.serial-number'), safe(run.serialNumber)] satisfies [string, string]]),
    [ui.text('column.bank'), run.bank === PRACTICE_BANK ? ui.text('list.practice-bank') : safe(run.bank)],
    [ui.text('version.store'), safe(run.store)],
    ['cert-tool', safe(run.version)],
    [ui.text('version.system'), safe([textIn(start, 'system'), textIn(start, 'node')].join(', Node.js '))],
  ];
}
