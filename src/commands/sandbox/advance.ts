import { CertToolError } from '../../core/error.ts';
import { readWholeNumber } from '../../core/whole-number.ts';
import type { Deps } from '../deps.ts';
import { showClock } from './clock.ts';

const MOST_DAYS = 99_999;

/** `cert-tool sandbox advance <days>`: moves the practice bank's date on. */
export async function run(deps: Deps, [days = '']: readonly string[]): Promise<number> {
  const advanceDays = readWholeNumber(days);
  if (advanceDays === undefined || advanceDays > MOST_DAYS) {
    const detail = { ja: '日数(0 以上の整数)', en: 'the number of days (a whole number)' };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  showClock(deps, await deps.practiceBank.clock({ advanceDays }));
  return 0;
}
