import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { holdFlag, NEWEST_V8, V8, withUsualFlags } from './v8-flags.ts';

/** Of Node 22. Before it the young generation does not grow to more than what a list of users needs little of (docs/speed.md). */
const FIRST_V8 = 12;

/** After so many users all is collected: 20 ms, where they have taken seconds. */
const COLLECT_EVERY = 100;

/** The young generation stays as large as it is, instead of doubling again and again by 100 MB, whatever is kept. */
const NO_GROWTH = { name: 'semi-space-growth-factor', ours: 1, usual: 2 };

/**
 * Keeps a run over thousands of users small. V8 by itself collects what has become old when there is a good deal of it, and certificates
 * and keys have more memory outside its heap than it knows of.
 * @returns to be told of each user that is done
 */
export function keepSmall(v8 = V8): () => void {
  if (v8 < FIRST_V8 || v8 > NEWEST_V8) return () => {};
  let done = 0;
  let collect: (() => void) | undefined;
  return () => {
    done += 1;
    if (done % COLLECT_EVERY !== 0) return;
    if (!collect) holdFlag(NO_GROWTH);
    collect ??= collector();
    collect();
  };
}

/** Only a context that is made while V8 is told to has a function for it. */
function collector(): () => void {
  return withUsualFlags(() => {
    setFlagsFromString('--expose-gc');
    try {
      return runInNewContext('gc') as () => void;
    } finally {
      setFlagsFromString('--no-expose-gc');
    }
  });
}
