import { type CertToolError, toCertToolError } from '../../../core/error.ts';
import { showFailure } from '../../show/batch-result.ts';
import { entryFixes } from './entries.ts';
import type { Fix, Fixing, Offers } from './fix.ts';
import { policyFixes } from './policy.ts';
import { rightsFixes } from './rights.ts';
import { supersededFixes } from './superseded.ts';

/** In causal order, as the checks. */
const ALL: readonly Offers[] = [rightsFixes, entryFixes, supersededFixes, policyFixes];

/** What became of one offer. */
export interface Fixed {
  readonly fix: Fix;
  readonly outcome: 'done' | 'left' | 'not-asked' | CertToolError;
}

/**
 * Offers what can be put right, one after the other, and does what the person wants. Without anybody to ask nothing is done.
 * @param asked the questions that were put before
 */
export async function fixAll(fixing: Fixing, asked: ReadonlySet<string>): Promise<readonly Fixed[]> {
  const { ui, signal } = fixing.deps;
  const fixed: Fixed[] = [];
  for (const offers of ALL) {
    const fresh = (await offers(fixing)).filter(({ question }) => !asked.has(question));
    for (const fix of fresh) {
      signal.throwIfAborted();
      fixed.push({ fix, outcome: await fixOne(fixing, fix) });
    }
  }
  if (fixed.length === 0 && asked.size === 0) ui.info(ui.text('doctor.fix.none'));
  return fixed;
}

async function fixOne({ deps }: Fixing, fix: Fix): Promise<Fixed['outcome']> {
  const { ui, settings } = deps;
  if (!settings.yes && !ui.interactive) {
    ui.say(ui.text('doctor.fix.not-asked', { question: fix.question }));
    return 'not-asked';
  }
  if (!settings.yes && !(await ui.prompts.confirm(fix.question))) return 'left';
  try {
    await fix.act();
    ui.say(ui.text('doctor.fix.done', { question: fix.question }));
    return 'done';
  } catch (thrown) {
    const error = toCertToolError(thrown);
    if (error.isCancellation) throw error;
    showFailure(deps, error);
    return error;
  }
}
