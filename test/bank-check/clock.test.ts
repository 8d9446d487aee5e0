import { expect, test } from 'vitest';
import { BankCalls } from '../../src/bank-check/bank-calls.ts';
import { BankClock } from '../../src/bank-check/bank-clock.ts';
import { Wire } from '../../src/bank-check/wire.ts';
import { good } from '../support/faulty-bank.ts';

const STATUS = { bankId: 'x', name: 'x', status: 'ok', time: '2026-11-29T00:00:00Z', apiVersion: '1.0' };

/** A clock of a bank at which a minute goes by while it is asked. */
function clockOf(setClock: ((time: Date) => Promise<void>) | undefined): BankClock {
  const wire = new Wire({
    http: { send: async () => good(200, STATUS), close: async () => undefined },
    basePath: '/v1',
    version: undefined,
    timeoutMs: 1000,
    signal: new AbortController().signal,
    log: () => undefined,
    wait: async () => undefined,
  });
  let ms = 0;
  const elapsed = () => {
    ms += 60_000;
    return ms;
  };
  return new BankClock(new BankCalls(wire), { setClock, elapsed });
}

test('the date is set back to what it would be by now, whatever became of the case', async () => {
  const set: string[] = [];
  const clock = clockOf(async (time) => void set.push(time.toISOString()));
  const failing = clock.atOtherTimes(async () => {
    await clock.set(new Date('2027-01-01T00:00:00Z'));
    throw new Error('a breach');
  });
  await expect(failing).rejects.toThrow('a breach');
  expect(set).toEqual(['2027-01-01T00:00:00.000Z', '2026-11-29T00:01:00.000Z']);
});

test('a bank whose date cannot be set cannot be tried at other times', async () => {
  const clock = clockOf(undefined);
  expect(clock.canBeSet).toBe(false);
  await expect(clock.set(new Date())).rejects.toThrow('--clock-command');
});
