import { expect, test } from 'vitest';
import type { LogEvent } from '../../src/core/ports/event-log.ts';
import { gatheredLog, MOST_AT_ONCE } from '../../src/rollout/gathered-log.ts';

const event = (number: number): LogEvent => ({ level: 'well', document: { number } });

/** A log whose writings end when the test says so. */
function slowLog() {
  const written: number[][] = [];
  const ends: (() => void)[] = [];
  const write = (events: readonly LogEvent[]) => {
    written.push(events.map(({ document }) => (document as { number: number }).number));
    return new Promise<void>((resolve) => void ends.push(resolve));
  };
  return { log: { write }, written, endNext: () => ends.shift()?.() };
}

/** Lets go on what waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the first is written at once, what comes meanwhile together; flush waits for all', async () => {
  const { log, written, endNext } = slowLog();
  const { tell, flush } = gatheredLog(log);
  for (const number of [1, 2, 3]) await tell(event(number));
  expect(written).toEqual([[1]]);
  let isFlushed = false;
  const flushed = flush().then(() => {
    isFlushed = true;
  });
  endNext();
  await settled();
  expect([written, isFlushed]).toEqual([[[1], [2, 3]], false]);
  endNext();
  await flushed;
  await tell(event(4));
  expect(written).toEqual([[1], [2, 3], [4]]);
});

test('never more are kept than are written at once: whoever tells has to wait', async () => {
  const { log, written, endNext } = slowLog();
  const { tell, flush } = gatheredLog(log);
  for (let number = 0; number <= MOST_AT_ONCE; number += 1) await tell(event(number));
  let isTaken = false;
  const told = tell(event(-1)).then(() => {
    isTaken = true;
  });
  await settled();
  expect(isTaken).toBe(false);
  endNext();
  await told;
  endNext();
  await settled();
  endNext();
  await flush();
  expect(written.map(({ length }) => length)).toEqual([1, MOST_AT_ONCE, 1]);
});

test('what fails is thrown once, and the log is let alone from then on', async () => {
  let tried = 0;
  const failure = new Error('nobody listens');
  const write = async () => {
    tried += 1;
    throw failure;
  };
  const { tell, flush } = gatheredLog({ write });
  for (const number of [1, 2]) await tell(event(number));
  await expect(flush()).rejects.toBe(failure);
  await tell(event(3));
  await flush();
  expect(tried).toBe(1);
});
