import { hasNoEnd } from '../../core/japan-time.ts';
import { daysLeft, periodAt } from '../../core/renewal.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * The days until the end, in words where no number tells them: `期限切れ` after it, `期限なし` where there is none.
 * @param counted the sentence for a number of them, in which it is `{days}`; without it the number alone
 */
export function daysLeftText({ ui }: Deps, validity: Validity, now: Date, counted?: MessageKey): string {
  if (hasNoEnd(validity.notAfter)) return ui.text('days-left.no-end');
  if (periodAt(validity, now) === 'expired') return ui.text('days-left.none');
  const days = Math.max(0, daysLeft(validity.notAfter, now));
  return counted ? ui.text(counted, { days }) : String(days);
}
