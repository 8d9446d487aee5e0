/**
 * Runs pieces of work with the same key one after the other, so that counting tries and issuing certificates cannot
 * overlap for one login ID. Different keys do not wait for each other.
 */
export class Serializer {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const previous = this.#last.get(key);
    const current = (previous ?? Promise.resolve()).then(work, work);
    this.#last.set(key, current);
    try {
      return await current;
    } finally {
      if (this.#last.get(key) === current) this.#last.delete(key);
    }
  }
}
