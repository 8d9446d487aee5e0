import { Authority } from '../ca/authority.ts';
import { type AuthorityMaterial, createAuthority } from '../ca/create-authority.ts';
import { keyIdOf } from '../ca/key-id.ts';
import { addAuthority, allAuthorities, hasUnexpired } from '../records/authorities.ts';
import type { BankDatabase } from '../records/database.ts';

/** A generation of the CA. */
export interface Generation extends AuthorityMaterial {
  /** The subject key identifier of its issuing CA, lower-case hex. */
  readonly keyId: string;
}

/** The generations of the bank's CA. The present one signs certificates, each of them its own revocation list. */
export class Authorities {
  readonly #database: BankDatabase;
  readonly #loaded = new Map<number, Promise<Authority>>();
  readonly #listeners = new Set<() => void>();
  /** The present one first. */
  #all: readonly Generation[];
  #present: Generation;

  /** @throws Error when the database holds none: it is damaged */
  constructor(database: BankDatabase) {
    this.#database = database;
    this.#all = allAuthorities(database).map(withKeyId);
    this.#present = presentOf(this.#all);
  }

  get present(): Generation {
    return this.#present;
  }

  /** The present one first. */
  get all(): readonly Generation[] {
    return this.#all;
  }

  /** The chain of the CA that signed this certificate. */
  chainOf({ generation }: { readonly generation: number }): readonly string[] {
    return this.#of(generation).chain;
  }

  /** Loaded at its first use, because its libraries take longer than the whole start of the bank. */
  signing(generation = this.#present.generation): Promise<Authority> {
    const known = this.#loaded.get(generation);
    if (known) return known;
    const loaded = Authority.load(this.#of(generation));
    this.#loaded.set(generation, loaded);
    return loaded;
  }

  /**
   * The generation with this key identifier, the present one without; a former one until its last certificate has
   * expired by the bank's date.
   */
  served(keyId: string | undefined, bankNow: Date): Generation | undefined {
    if (keyId === undefined || keyId === this.#present.keyId) return this.#present;
    const found = this.#all.find((each) => each.keyId === keyId);
    return found && hasUnexpired(this.#database, found.generation, bankNow) ? found : undefined;
  }

  /**
   * Makes the next generation, which is the present one from then on. It is on the disk when this returns.
   * @param within is done in the same transaction
   */
  async rollOver(now: Date, within: (next: Generation) => void): Promise<Generation> {
    const next = withKeyId(await createAuthority(now, this.#present.generation + 1));
    this.#database.transaction(() => {
      addAuthority(this.#database, next);
      within(next);
    });
    this.#all = [next, ...this.#all];
    this.#present = next;
    for (const listener of this.#listeners) listener();
    return next;
  }

  /** Tells of each new generation. Returns what ends that. */
  onRollOver(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #of(generation: number): Generation {
    const found = this.#all.find((each) => each.generation === generation);
    if (!found) throw new Error(`no CA of generation ${generation}`);
    return found;
  }
}

function withKeyId(material: AuthorityMaterial): Generation {
  return { ...material, keyId: keyIdOf(material.chain[0] ?? '') };
}

function presentOf([first]: readonly Generation[]): Generation {
  if (!first) throw new Error('no CA');
  return first;
}
