import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import type { Bank, BankStatus } from '../../src/core/ports/bank.ts';
import { sharedBank } from '../../src/rollout/shared-bank.ts';

const NOON = Date.parse('2026-06-01T12:00:00Z');
const STATUS: BankStatus = { bankId: 'bank', name: 'Bank', status: 'ok', time: new Date(NOON) };
const DOWN = new CertToolError('bank-unreachable');

/** A bank that notes what it is asked, on a clock that the test sets. */
function bankOf(changes: Partial<Bank> = {}) {
  const acts: string[] = [];
  const clock = { ms: 0 };
  const bank: Bank = {
    offers: ['proof'],
    async status() {
      acts.push('status');
      return { ...STATUS, time: new Date(NOON + clock.ms) };
    },
    async caChain(id = 'present') {
      acts.push(`chain ${id}`);
      return [id];
    },
    async logIn(loginId) {
      acts.push(`log in ${loginId}`);
      throw new CertToolError('credentials-refused');
    },
    close: async () => void acts.push('close'),
    ...changes,
  };
  const failures: Error[] = [];
  const shared = sharedBank(
    async () => {
      acts.push('open');
      const failure = failures.shift();
      if (failure) throw failure;
      return bank;
    },
    () => clock.ms,
  );
  return { acts, clock, failures, shared };
}

describe('the connection', () => {
  test('is opened when it is first asked for, and once', async () => {
    const { acts, shared } = bankOf();
    expect(acts).toEqual([]);
    const [one, other] = await Promise.all([shared.open(), shared.open()]);
    expect([one, await shared.open()]).toEqual([other, other]);
    expect(acts).toEqual(['open']);
  });

  test('stays open when a user’s flow closes it, until the run does', async () => {
    const { acts, shared } = bankOf();
    await (await shared.open()).close();
    expect(acts).toEqual(['open']);
    await shared.close();
    expect(acts).toEqual(['open', 'close']);
  });

  test('that was never asked for is not opened to be closed', async () => {
    const { acts, shared } = bankOf();
    await shared.close();
    expect(acts).toEqual([]);
  });

  test('that is still being opened is closed too', async () => {
    const { acts, shared } = bankOf();
    const opening = shared.open();
    await shared.close();
    expect([acts, (await opening).offers]).toEqual([['open', 'close'], ['proof']]);
  });

  test('that fails is opened anew for the next one', async () => {
    const { acts, failures, shared } = bankOf();
    failures.push(DOWN);
    const both = await Promise.allSettled([shared.open(), shared.open()]);
    expect(both).toMatchObject([{ reason: DOWN }, { reason: DOWN }]);
    expect((await shared.open()).offers).toEqual(['proof']);
    expect(acts).toEqual(['open', 'open']);
  });

  test('is opened anew once, however many were refused it at once', async () => {
    const { acts, failures, shared } = bankOf();
    failures.push(DOWN);
    const opened = () => shared.open().catch(() => shared.open());
    await Promise.all([opened(), opened(), opened()]);
    await shared.open();
    await shared.close();
    expect(acts).toEqual(['open', 'open', 'close']);
  });

  test('that failed is nothing to close', async () => {
    const { acts, failures, shared } = bankOf();
    failures.push(DOWN);
    const opening = shared.open();
    await shared.close();
    await expect(opening).rejects.toBe(DOWN);
    expect(acts).toEqual(['open']);
  });

  test('logs each user in', async () => {
    const { acts, shared } = bankOf();
    const bank = await shared.open();
    for (const loginId of ['taro', 'jiro', 'taro']) {
      await expect(bank.logIn(loginId, 'x')).rejects.toThrow(CertToolError);
    }
    expect(acts).toEqual(['open', 'log in taro', 'log in jiro', 'log in taro']);
  });
});

describe('who the bank is', () => {
  test('is asked once a minute, and its time goes on between', async () => {
    const { acts, clock, shared } = bankOf();
    const bank = await shared.open();
    const times: number[] = [];
    const asked: number[] = [];
    for (clock.ms of [0, 1_500, 60_000, 60_001, 61_000, 120_001, 120_002]) {
      const { time, ...others } = await bank.status();
      expect({ time: STATUS.time, ...others }).toEqual(STATUS);
      times.push(time.getTime() - NOON);
      asked.push(acts.length - 1);
    }
    expect(times).toEqual([0, 1_500, 60_000, 60_001, 61_000, 120_001, 120_002]);
    expect(asked).toEqual([1, 1, 1, 2, 2, 2, 3]);
  });

  test('is asked once for many at once', async () => {
    const { acts, shared } = bankOf();
    const bank = await shared.open();
    await Promise.all([bank.status(), bank.status(), (await shared.open()).status()]);
    expect(acts).toEqual(['open', 'status']);
  });

  test('takes the time at which the answer came, however long it took', async () => {
    const made = bankOf({
      async status() {
        await Promise.resolve();
        made.clock.ms += 10_000;
        return { ...STATUS, time: new Date(NOON + 10_000) };
      },
    });
    const bank = await made.shared.open();
    expect((await bank.status()).time).toEqual(new Date(NOON + 10_000));
    made.clock.ms += 5_000;
    expect((await bank.status()).time).toEqual(new Date(NOON + 15_000));
  });

  test('is asked anew after a failure', async () => {
    const answers = [DOWN, STATUS];
    const { shared } = bankOf({
      async status() {
        const answer = answers.shift();
        if (answer === STATUS) return STATUS;
        throw answer;
      },
    });
    const bank = await shared.open();
    const both = await Promise.allSettled([bank.status(), bank.status()]);
    expect(both).toMatchObject([{ reason: DOWN }, { reason: DOWN }]);
    expect([await bank.status(), await bank.status()]).toEqual([STATUS, STATUS]);
    expect(answers).toEqual([]);
  });
});

describe('a CA', () => {
  test('is asked for once, each by itself', async () => {
    const { acts, shared } = bankOf();
    const bank = await shared.open();
    const chains = await Promise.all([bank.caChain(), bank.caChain('former'), bank.caChain()]);
    expect([...chains, await bank.caChain('former')]).toEqual([
      ...[['present'], ['former'], ['present'], ['former']],
    ]);
    expect(acts).toEqual(['open', 'chain present', 'chain former']);
  });

  test('is asked for anew after a failure', async () => {
    const answers = [undefined, ['pem']];
    const { shared } = bankOf({
      async caChain() {
        const answer = answers.shift();
        if (answer) return answer;
        throw DOWN;
      },
    });
    const bank = await shared.open();
    const both = await Promise.allSettled([bank.caChain(), bank.caChain()]);
    expect(both).toMatchObject([{ reason: DOWN }, { reason: DOWN }]);
    expect([await bank.caChain(), await bank.caChain()]).toEqual([['pem'], ['pem']]);
  });
});
