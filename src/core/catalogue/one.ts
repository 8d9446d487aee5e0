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

type Table = Readonly<Partial<Record<ErrorName, CatalogueEntry>>>;

/**
 * What is met most often first. Functions, because the program runs a file when it is first used: an error needs one of
 * them, and making all takes longer than the rest of a short command.
 */
const GROUPS: readonly (() => Table)[] = [
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

/** Where most entries of an exit code are. Only time depends on it. */
const LIKELY: Readonly<Record<number, readonly (() => Table)[]>> = {
  0: [() => warnings],
  3: [() => credentials],
  4: [() => credentials],
  5: [() => refused, () => renewal],
  6: [() => network, () => bank],
  7: [() => store, () => storePrograms],
  8: [() => notFound],
  11: [() => examined],
};

/**
 * All entries by name, table by table: who has found what was looked for leaves the other tables alone.
 * @param exitCode that the entry most likely has
 */
export function* entriesInTurn(exitCode: number): Generator<[ErrorName, CatalogueEntry]> {
  for (const group of [...(LIKELY[exitCode] ?? []), ...GROUPS]) {
    yield* Object.entries(group()) as [ErrorName, CatalogueEntry][];
  }
}
