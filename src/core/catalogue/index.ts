import { bank } from './bank.ts';
import { bankRules } from './bank-rules.ts';
import { browsers } from './browsers.ts';
import { credentials } from './credentials.ts';
import type { CatalogueEntry } from './entry.ts';
import { est } from './est.ts';
import { examined } from './examined.ts';
import { files } from './files.ts';
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

export type { CatalogueEntry } from './entry.ts';

const entries = {
  ...warnings,
  ...outcome,
  ...usage,
  ...files,
  ...credentials,
  ...refused,
  ...renewal,
  ...est,
  ...bankRules,
  ...thisPc,
  ...browsers,
  ...network,
  ...bank,
  ...store,
  ...storePrograms,
  ...notFound,
  ...examined,
};

/** The specific word for an error, as it stands in the JSON's `name`. */
export type ErrorName = keyof typeof entries;

/** Every error that people can meet, in the one place where its words stand. */
export const catalogue: Readonly<Record<ErrorName, CatalogueEntry>> = entries;
