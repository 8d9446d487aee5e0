import type { ErrorName } from '../index.ts';
import { credentials } from './credentials.ts';
import { est } from './est.ts';
import { network } from './network.ts';
import { outcome } from './outcome.ts';
import { refused } from './refused.ts';
import type { Rehearsal } from './rehearsal.ts';
import { renewal } from './renewal.ts';
import { store } from './store.ts';
import { usage } from './usage.ts';
import { warnings } from './warnings.ts';

/** Functions, as in ../one.ts. */
const GROUPS: readonly (() => Readonly<Partial<Record<ErrorName, Rehearsal>>>)[] = [
  () => credentials,
  () => warnings,
  () => outcome,
  () => usage,
  () => network,
  () => store,
  () => est,
  () => renewal,
  () => refused,
];

/** One of `rehearsals` (index.ts), without the others. */
export function rehearsalOf(name: ErrorName): Rehearsal {
  for (const group of GROUPS) {
    const rehearsal = group()[name];
    if (rehearsal) return rehearsal;
  }
  throw new Error(`no rehearsal of ${name}`);
}
