import type { Bank, BankStatus } from '../core/ports/bank.ts';

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
  let status: Promise<{ readonly said: BankStatus; readonly at: number }> | undefined;
  let until = 0;
  const chains = new Map<string | undefined, Promise<string[]>>();
  const ask = async () => ({ said: await bank.status(), at: elapsed() });
  return {
    async status() {
      if (!status || elapsed() > until) {
        status = ask();
        until = elapsed() + STATUS_COUNTS_MS;
      }
      const asked = status;
      try {
        const { said, at } = await asked;
        return { ...said, time: new Date(said.time.getTime() + elapsed() - at) };
      } catch (error) {
        if (status === asked) status = undefined;
        throw error;
      }
    },
    caChain(authorityKeyId) {
      const known = chains.get(authorityKeyId);
      if (known) return known;
      const asked = bank.caChain(authorityKeyId);
      chains.set(authorityKeyId, asked);
      asked.catch(() => chains.delete(authorityKeyId));
      return asked;
    },
  };
}
