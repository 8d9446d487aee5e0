import { bank } from './bank.ts';
import { credentials } from './credentials.ts';
import type { CatalogueEntry } from './entry.ts';
import { outcome } from './outcome.ts';
import { refused } from './refused.ts';
import { store } from './store.ts';
import { usage } from './usage.ts';

export type { CatalogueEntry } from './entry.ts';

const entries = { ...outcome, ...usage, ...credentials, ...refused, ...bank, ...store };

/** The specific word for an error, as it stands in the JSON's `name`. */
export type ErrorName = keyof typeof entries;

/** Every error that people can meet, in the one place where its words stand. */
export const catalogue: Readonly<Record<ErrorName, CatalogueEntry>> = entries;
