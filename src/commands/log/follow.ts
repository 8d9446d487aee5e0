import { readRecord } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';
import { whenOf, wordsOf } from './words.ts';

const PAUSE_MS = 300;

/** Shows lines as they come, until the run is ended; of one run alone where it is named, with those that are there. */
export async function follow(deps: Deps, run: string | undefined): Promise<number> {
  const lines = deps.runLogs.lines();
  const before = await lines.read();
  if (run !== undefined) show(deps, before, run);
  deps.ui.info(deps.ui.text('log.following'));
  while (!deps.signal.aborted) {
    show(deps, await lines.read(), run);
    await deps.wait(PAUSE_MS).catch(() => undefined);
  }
  return 0;
}

function show(deps: Deps, lines: readonly string[], run: string | undefined): void {
  for (const line of lines) {
    const record = readRecord(line);
    if (!record || (run !== undefined && record.run !== run)) continue;
    const words = wordsOf(deps, record);
    if (words !== undefined) deps.ui.result(`${whenOf(deps, record.time)}  ${record.run}  ${words}`);
  }
}
