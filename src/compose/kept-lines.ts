import type { CertToolError } from '../core/error.ts';
import { toCertToolError } from '../core/error.ts';
import type { Kept } from '../core/ports/run-log.ts';
import { openLogFolder } from '../system/log-folder.ts';

/** The lines of a run that go to the data folder, at once or once it fails. */
export interface KeptLines {
  /** False where a line would be for nothing. */
  wantsMore(): boolean;
  /** @param line made once it is written: of most runs none is */
  add(line: () => string): void;
  /** From now on lines are written, those that were held among them. */
  keep(): void;
  /** Some are written, and none was lost. */
  isKept(): boolean;
  /** No more lines. */
  close(): void;
  /** Told once of the first line that could not be written; at once where that was before. */
  onFailure(tell: (error: CertToolError) => void): void;
}

/** More than a run writes that need not be kept; beyond it the first ones tell most. */
const MOST_HELD = 500;

/** A log that cannot be written ends, and nothing else does: a full disk must not keep a certificate from being installed. */
export function keptLines(path: string, kept: Kept): KeptLines {
  const folder = openLogFolder(path);
  let state: 'held' | 'written' | 'ended' = kept === 'never' ? 'ended' : 'held';
  let held: (() => string)[] = [];
  let count = 0;
  let failure: CertToolError | undefined;
  let tellFailure: ((error: CertToolError) => void) | undefined;

  const close = () => {
    state = 'ended';
    held = [];
    folder.close();
  };
  const append = (line: () => string) => {
    if (state !== 'written') return;
    try {
      folder.append(line());
      count += 1;
    } catch (error) {
      close();
      count = 0;
      failure = toCertToolError(error);
      tellFailure?.(failure);
    }
  };
  return {
    wantsMore: () => state !== 'ended',
    isKept: () => count > 0,
    close,
    add(line) {
      if (state === 'held' && held.length < MOST_HELD) held.push(line);
      else append(line);
    },
    keep() {
      if (state !== 'held') return;
      state = 'written';
      for (const line of held.splice(0)) append(line);
    },
    onFailure(tell) {
      tellFailure = tell;
      if (failure) tell(failure);
    },
  };
}
