import type { Text } from '../core/text.ts';
import type { Bench } from './bench.ts';
import type { Part } from './users.ts';

/** One promise of the contract, and how to see whether a bank keeps it. */
export interface Case {
  /** Names the promise; never changed, for scripts and resumed runs know it. */
  readonly name: string;
  readonly title: Text;
  /** A sentence of docs/bank-api.yaml or docs/bank-api.md, as it stands there. */
  readonly promise: string;
  /** The users that it needs, who log in. */
  readonly users?: readonly Part[];
  /** It confirms, renews, revokes or locks: nothing that can be taken back. */
  readonly destructive?: true;
  /** It needs a bank whose date can be set. */
  readonly clock?: true;
  /** It looks at all answers of the run, and so comes last and is never left out as passed before. */
  readonly overall?: true;
  /** Cases without which it makes no sense. */
  readonly after?: readonly string[];
  /** @throws Breach, CannotTry; HttpFailure */
  run(bench: Bench): Promise<void>;
}
