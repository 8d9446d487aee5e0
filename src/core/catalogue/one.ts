import { bank } from './bank.ts';
import { bankRules } from './bank-rules.ts';
import { browsers } from './browsers.ts';
import { credentials } from './credentials.ts';
import type { CatalogueEntry } from './entry.ts';
import { est } from './est.ts';
import { examined } from './examined.ts';
import { files } from './files.ts';
import type { ErrorName } from './index.ts';
import { network } from './network.ts';
import { notFound } from './not-found.ts';
import { outcome } from './outcome.ts';
import { refused } from './refused.ts';
import { renewal } from './renewal.ts';
import { store } from './store.ts';
import { storePrograms } from './store-programs.ts';
import { thisPc } from './this-pc.ts';
import { usage } from './usage.ts';
import { warnings } from './warnings.ts';

/**
 * What is met most often first. Functions, because the program runs a file when it is first used: an error needs one of
 * them, and making all takes longer than the rest of a short command.
 */
const GROUPS: readonly (() => Readonly<Partial<Record<ErrorName, CatalogueEntry>>>)[] = [
  () => outcome,
  () => usage,
  () => files,
  () => notFound,
  () => warnings,
  () => thisPc,
  () => credentials,
  () => refused,
  () => network,
  () => bank,
  () => bankRules,
  () => renewal,
  () => est,
  () => store,
  () => storePrograms,
  () => browsers,
  () => examined,
];

/** One entry of `catalogue` (index.ts), without the others. */
export function entryOf(name: ErrorName): CatalogueEntry {
  for (const group of GROUPS) {
    const entry = group()[name];
    if (entry) return entry;
  }
  throw new Error(`no entry ${name}`);
}
