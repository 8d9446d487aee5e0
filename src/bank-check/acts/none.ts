import type { FaultKind } from '../allowed-answer.ts';
import type { Bench } from '../bench.ts';
import { Breach, CannotTry } from '../breach.ts';

/** @throws Breach where an answer of this run had such a fault: the first one is shown */
export function none(bench: Bench, ...kinds: readonly FaultKind[]): void {
  const { seen, count } = bench.wire;
  if (count <= REACHING) throw new CannotTry(NO_ANSWERS);
  const found = seen.filter(({ fault }) => kinds.includes(fault.kind));
  const [first] = found;
  if (!first) return;
  const { seen: what, declared } = first.fault;
  const also = found.length - 1;
  throw new Breach(
    { ja: declared || '契約どおりの応答', en: declared || 'an answer as the contract has it' },
    first.exchange,
    {
      ja: also > 0 ? `${what}(ほかに ${also} 件)` : what,
      en: also > 0 ? `${what} (and ${also} more)` : what,
    },
  );
}

/** Requests before the first case. */
const REACHING = 1;
const NO_ANSWERS = { ja: 'ほかのケースの応答がありません', en: 'there are no answers of other cases' };
