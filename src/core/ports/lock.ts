/** A lock between processes. Released by its holder's death, whatever kills it. */
export interface Lock {
  release(): Promise<void>;
}
