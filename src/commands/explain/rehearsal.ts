import { resolve } from 'node:path';
import type { ErrorName } from '../../core/catalogue/index.ts';
import { BEYOND, type Beyond, OWN_HOME } from '../../core/catalogue/rehearsals/rehearsal.ts';
import { ACTS, counted, type Step, stepsOf } from '../../core/catalogue/rehearsals/steps.ts';
import { sentence } from '../../core/hints.ts';
import { assignment } from '../../core/shell.ts';
import type { Deps } from '../deps.ts';

/** How to see an error happen, in the shell at hand: a promise to scripts (docs/commands.md). */
export type Rehearsed =
  | { readonly steps: readonly Step[] }
  | { readonly beyond: Beyond; readonly why: string };

/** Loaded where an error is explained alone, for where it is only shown nobody needs it. */
export async function rehearsalsIn({ ui, hints }: Deps): Promise<(name: ErrorName) => Rehearsed> {
  const { rehearsalOf } = await import('../../core/catalogue/rehearsals/one.ts');
  const set = (variable: string, value = resolve(OWN_HOME)) => assignment(variable, value, hints.shell);
  return (name) => {
    const rehearsal = rehearsalOf(name);
    if ('beyond' in rehearsal)
      return { beyond: rehearsal.beyond, why: BEYOND[rehearsal.beyond][ui.language] };
    const steps = stepsOf(rehearsal, set);
    return {
      steps: steps.map((step) => ('typed' in step ? { typed: asStarted(step.typed, hints.program) } : step)),
    };
  };
}

/** The program begins a line, or stands behind a pipe. */
function asStarted(line: string, program: string): string {
  return line.replace(/(?<=^|\| )cert-tool(?= )/, () => program);
}

/** The steps below the entry, to be copied; why there are none is a field of the entry. */
export function showSteps({ ui, hints }: Deps, steps: readonly Step[]): void {
  ui.result('');
  ui.result(ui.text('explain.rehearsal'));
  for (const { step, count } of counted(steps)) {
    if ('typed' in step) ui.result(`  ${step.typed}`, 'to-copy');
    const said = 'act' in step ? sentence(ACTS[step.act][ui.language], {}, ui.language, hints) : '';
    const note = count > 1 ? ui.text('explain.rehearsal.times', { count }) : said;
    if (note === '') continue;
    for (const line of ui.fields([['   ', note]])) ui.result(ui.style('faint', line));
  }
}
