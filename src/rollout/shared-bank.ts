import type { Bank } from '../core/ports/bank.ts';
import { type KeptAnswer, keptAnswer } from './kept-answer.ts';

/** One connection for all users of a run. */
export interface SharedBank {
  /** The bank, opened when it is first asked for; closing it there leaves it open. */
  open(): Promise<Bank>;
  /** Closes it at the end of the run. */
  close(): Promise<void>;
}

/** So long an answer about the bank itself counts for all: then it may have gone into maintenance. */
const STATUS_COUNTS_MS = 60_000;

/**
 * Asks once for all what is the same for every user: who the bank is, and its CA.
 * @param elapsed milliseconds on a clock that nobody sets
 */
export function sharedBank(openBank: () => Promise<Bank>, elapsed: () => number): SharedBank {
  let own: Promise<Bank> | undefined;
  let shared: Promise<Bank> | undefined;
  return {
    open() {
      if (shared) return shared;
      own = openBank();
      shared = own.then((bank) => ({ ...bank, ...answeredOnce(bank, elapsed), close: async () => {} }));
      // Whoever comes next may have more luck.
      shared.catch(() => {
        own = shared = undefined;
      });
      return shared;
    },
    async close() {
      await (await own?.catch(() => undefined))?.close();
    },
  };
}

function answeredOnce(bank: Bank, elapsed: () => number): Pick<Bank, 'status' | 'caChain'> {
  const status = keptAnswer(() => bank.status(), STATUS_COUNTS_MS, elapsed);
  const chains = new Map<string | undefined, () => Promise<KeptAnswer<string[]>>>();
  return {
    async status() {
      const { answer, at } = await status();
      return { ...answer, time: new Date(answer.time.getTime() + elapsed() - at) };
    },
    async caChain(authorityKeyId) {
      const asked =
        chains.get(authorityKeyId) ??
        keptAnswer(() => bank.caChain(authorityKeyId), Number.POSITIVE_INFINITY, elapsed);
      chains.set(authorityKeyId, asked);
      return (await asked()).answer;
    },
  };
}
