import type { BankCalls } from './bank-calls.ts';
import type { BenchOptions } from './bench-options.ts';
import { CannotTry } from './breach.ts';
import { WITHOUT_CLOCK } from './reasons.ts';

/** The date of the bank that is checked, which can be set or not. */
export class BankClock {
  readonly #bank: BankCalls;
  readonly #options: Pick<BenchOptions, 'setClock' | 'elapsed'>;

  constructor(bank: BankCalls, options: Pick<BenchOptions, 'setClock' | 'elapsed'>) {
    this.#bank = bank;
    this.#options = options;
  }

  get canBeSet(): boolean {
    return this.#options.setClock !== undefined;
  }

  /** @throws CannotTry where it cannot be set */
  async set(time: Date): Promise<void> {
    const { setClock } = this.#options;
    if (!setClock) throw new CannotTry(WITHOUT_CLOCK);
    await setClock(time);
  }

  /** Does what sets it, and then sets it back to what it would be by now: who counts by it would lose the time in between. */
  async atOtherTimes<T>(act: () => Promise<T>): Promise<T> {
    const { elapsed } = this.#options;
    const { time } = await this.#bank.status();
    const began = elapsed();
    try {
      return await act();
    } finally {
      await this.set(new Date(Date.parse(time) + elapsed() - began));
    }
  }
}
