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

/** How to see each error happen. Apart from the catalogue, because where an error is only shown nobody needs it. */
export const rehearsals: Readonly<Record<ErrorName, Rehearsal>> = {
  ...warnings,
  ...usage,
  ...credentials,
  ...refused,
  ...renewal,
  ...est,
  ...network,
  ...store,
  ...outcome,
};
