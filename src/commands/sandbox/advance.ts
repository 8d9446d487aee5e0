import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { showClock } from './clock.ts';

/** `cert-tool sandbox advance <days>`: moves the practice bank's date on. */
export async function run(deps: Deps, [days = '']: readonly string[]): Promise<number> {
  if (!/^\d{1,5}$/.test(days)) {
    const detail = { ja: '日数(0 以上の整数)', en: 'the number of days (a whole number)' };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  showClock(deps, await deps.practiceBank.clock({ advanceDays: Number(days) }));
  return 0;
}
