export interface KeptAnswer<T> {
  readonly answer: T;
  /** When it came, by the clock that is given. */
  readonly at: number;
}

/**
 * Asks once for many users of a run, and again when the answer has become old. What failed is not kept: whoever comes next
 * may have more luck.
 * @param ms how long an answer counts, from when it was asked for
 * @param elapsed milliseconds on a clock that nobody sets
 */
export function keptAnswer<T>(
  ask: () => Promise<T>,
  ms: number,
  elapsed: () => number,
): () => Promise<KeptAnswer<T>> {
  let asked: Promise<KeptAnswer<T>> | undefined;
  let until = 0;
  return () => {
    if (asked && elapsed() <= until) return asked;
    const now = ask().then((answer) => ({ answer, at: elapsed() }));
    asked = now;
    until = elapsed() + ms;
    now.catch(() => {
      if (asked === now) asked = undefined;
    });
    return now;
  };
}
