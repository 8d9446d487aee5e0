import type { StoredCertificate } from '../../src/core/certificate.ts';
import type { ModelBank } from './bank.ts';
import type { BankCertificate } from './bank-records.ts';
import { JournalJudge } from './journal-judge.ts';
import type { Kept, Pc, Watcher } from './pc.ts';
import { SecretJudge } from './secret-judge.ts';

/** What must hold whatever happens. What does not is noted, for nobody in the program may catch it. */
export class Judge implements Watcher {
  readonly violations: string[] = [];
  readonly secrets: SecretJudge;
  readonly journal: JournalJudge;
  /** Serial numbers of certificates whose keys were destroyed from outside. */
  readonly forgiven = new Set<string>();
  /** Ids of pending keys whose entries were destroyed from outside. */
  readonly unaccounted = new Set<string>();
  readonly #bank: ModelBank;
  readonly #pcs: readonly Pc[];

  constructor(bank: ModelBank, pcs: readonly Pc[]) {
    this.#bank = bank;
    this.#pcs = pcs;
    this.secrets = new SecretJudge(pcs, (what) => this.violated(what));
    this.journal = new JournalJudge(bank, this.unaccounted, (what) => this.violated(what));
  }

  violated(what: string): void {
    if (!this.violations.includes(what)) this.violations.push(what);
  }

  /** After every step. */
  look(): void {
    this.journal.look();
    for (const all of this.#bank.certificates.values()) {
      let confirmed = 0;
      for (const each of all) {
        if (!this.#isNeeded(each)) continue;
        if (each.confirmed) confirmed += 1;
        if (!this.isKeyThere(each)) this.violated(`the key of ${nameOf(each)} is nowhere`);
      }
      if (confirmed > 1) this.violated('two confirmed certificates of one login ID');
    }
    for (const pc of this.#pcs) {
      for (const id of pc.pending.keys()) {
        if (!this.#isAccounted(pc, id))
          this.violated(`no entry knows the pending key ${id} of PC ${pc.name}`);
      }
    }
  }

  /** Live, and always was: one that had expired before the date was set back was replaced without being revoked, or removed. */
  #isNeeded(certificate: BankCertificate): boolean {
    return this.#bank.isLive(certificate) && this.#bank.latest < certificate.until;
  }

  isKeyThere(certificate: BankCertificate): boolean {
    if (this.forgiven.has(certificate.serialNumber)) return true;
    return this.#pcs.some((pc) => pc.hasKey(certificate.key));
  }

  #isAccounted(pc: Pc, id: string): boolean {
    if (this.unaccounted.has(id)) return true;
    for (const text of pc.files.journal.values()) if (text.includes(`"id": "${id}"`)) return true;
    return false;
  }

  /** It is said to be of no use any more. */
  onSuperseded({ serialNumber }: StoredCertificate): void {
    const found = this.#bank.find(serialNumber);
    if (found?.confirmed && this.#bank.isLive(found)) this.violated(`${nameOf(found)} counts as superseded`);
  }

  onInstall(pc: Pc, id: string, pem: string): void {
    this.journal.onInstall(pc, id, pem);
  }

  onDiscard(pc: Pc, id: string): void {
    this.journal.onDiscard(pc, id);
  }

  onRemove(pc: Pc, kept: Kept): void {
    this.journal.onRemove(pc, kept);
    const { key, hasKey } = kept;
    if (!hasKey) return;
    for (const all of this.#bank.certificates.values()) {
      const found = all.find((each) => each.key === key);
      if (found && this.#isNeeded(found)) this.violated(`${nameOf(found)} was removed from PC ${pc.name}`);
    }
  }
}

export function nameOf({ loginId, key, confirmed }: BankCertificate): string {
  return `${loginId}'s ${confirmed ? 'confirmed' : 'unconfirmed'} certificate (key ${key})`;
}
