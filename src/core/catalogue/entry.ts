import type { Text } from '../text.ts';

/** One error that people can meet. `{name}` in a text stands for a parameter of the case. */
export interface CatalogueEntry {
  /** `CT-`, the exit code, three digits. A promise: never reused, never renumbered. */
  readonly code: `CT-${number}`;
  /** What happened, in one sentence. */
  readonly message: Text;
  /** Why it happens. */
  readonly cause: Text;
  /** What to do next. */
  readonly remedy: Text;
}
