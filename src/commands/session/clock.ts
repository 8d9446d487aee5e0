import { differenceText, isNotable } from '../../core/clock-difference.ts';
import { CertToolError } from '../../core/error.ts';
import { supportSentence } from '../../core/support.ts';
import type { Deps } from '../deps.ts';

/** What is to be warned of this PC's clock, by what the bank has told in this run. */
export function clockWarnings({ clock }: Deps): CertToolError[] {
  const difference = clock.measured();
  if (!difference || !isNotable(difference)) return [];
  return [new CertToolError('clock-off', { params: { difference: differenceText(difference) } })];
}

/**
 * The bank's time, without a login: what is destroyed because of a date goes by it.
 * @throws CertToolError `clock-unproven` where the bank does not answer
 */
export async function bankTime({ openBank, signal, ui, describe }: Deps): Promise<Date> {
  try {
    const bank = await openBank();
    try {
      return (await bank.status()).time;
    } finally {
      await bank.close();
    }
  } catch (cause) {
    if (!(cause instanceof CertToolError) || cause.isCancellation || signal.aborted) throw cause;
    ui.detail(describe(cause));
    throw new CertToolError('clock-unproven', { params: { support: supportSentence(undefined) }, cause });
  }
}
