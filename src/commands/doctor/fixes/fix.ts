import type { Result } from '../../../doctor/check.ts';
import type { Probes } from '../../../doctor/probes.ts';
import type { Deps } from '../../deps.ts';

/** Something that can be put right here, and cannot hurt. */
export interface Fix {
  /** The check whose finding it is for. */
  readonly check: string;
  /** What is asked, as a whole sentence. */
  readonly question: string;
  /** Throws why it could not be done. */
  act(): Promise<void>;
}

export interface Fixing {
  readonly deps: Deps;
  readonly probes: Probes;
  readonly results: readonly Result[];
}

/** What is offered for what was found; nothing where nobody but a person can help. */
export type Offers = (fixing: Fixing) => Promise<readonly Fix[]>;

/** Whether a check has found something. */
export function hasFound({ results }: Fixing, id: string, name?: string): boolean {
  return results.some(
    ({ check, findings }) =>
      check.id === id && findings.some(({ error }) => name === undefined || error.errorName === name),
  );
}
