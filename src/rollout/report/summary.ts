import type { Language } from '../../core/text.ts';
import { DUE_WORKING_DAYS, type Report, SILENT_DAYS } from './standing.ts';
import { urgentOf } from './urgent.ts';
import { wordsIn } from './words.ts';

/** What is urgent, in a sentence and a few numbers. */
export interface Summary {
  readonly verdict: string;
  readonly numbers: readonly (readonly [label: string, value: string])[];
}

export function summaryOf(report: Report, language: Language): Summary {
  const say = wordsIn(language);
  const { users, pcs, counts } = urgentOf(report);
  const total = users.length + pcs.length + counts.silent;
  return {
    verdict: total === 0 ? say('urgent.none') : say('urgent.some', { count: total }),
    numbers: [
      [say('tile.expired'), String(counts.expired)],
      [say('tile.due', { days: DUE_WORKING_DAYS }), String(counts.due)],
      [say('tile.failed'), String(counts.failed)],
      [say('tile.silent', { days: SILENT_DAYS }), String(counts.silent)],
      [say('tile.other'), String(counts.other)],
      [say('users'), String(report.users.length)],
      [say('pcs'), String(report.pcs.length)],
    ],
  };
}
