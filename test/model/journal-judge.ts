import type { ModelBank } from './bank.ts';
import type { BankCertificate } from './bank-records.ts';
import { keyOfCertificate } from './certificates.ts';
import { type EntryHere, entriesHere, entryIn } from './entries.ts';
import type { Kept, Pc } from './pc.ts';
import type { Client } from './turns.ts';

/**
 * What must hold of the journal beside the promises that hang on it: each step's result is on the disk before the next one
 * begins, what is damaged is kept and needs all that it may be about, and an entry keeps the wish of whoever sent it.
 */
export class JournalJudge {
  /** By PC and login ID, what was left of an entry that was destroyed from outside. */
  readonly #damaged = new Map<string, { readonly pc: Pc; readonly text: string }>();
  /** By the new key: whether whoever sent the first request for it wants the old certificate to stay. */
  readonly #keeps = new Map<string, boolean>();
  /** By the id. */
  readonly #keys = new Map<string, string>();
  readonly #bank: ModelBank;
  readonly #unaccounted: ReadonlySet<string>;
  readonly #violated: (what: string) => void;

  /** @param unaccounted ids of pending keys whose entries were destroyed from outside */
  constructor(bank: ModelBank, unaccounted: ReadonlySet<string>, violated: (what: string) => void) {
    this.#unaccounted = unaccounted;
    this.#bank = bank;
    this.#violated = violated;
  }

  /** @param id of the entry's key */
  onDamage(pc: Pc, loginId: string, id: string, text: string): void {
    pc.damaged.add(text);
    this.#keeps.delete(this.#keys.get(id) ?? '');
    // Whoever is at work has read it already, and writes what comes next.
    if (!pc.locks.has(loginId)) this.#damaged.set(`${pc.name} ${loginId}`, { pc, text });
  }

  /** After every step: nothing is written over what nobody can read. */
  look(): void {
    for (const { pc, text } of this.#damaged.values()) {
      if (![...pc.files.journal.values()].includes(text))
        this.#violated(`what was left of an entry of PC ${pc.name} is gone`);
    }
  }

  onWrite(pc: Pc, client: Client, text: string): void {
    // It is put aside.
    if (pc.damaged.has(text)) return;
    const entry = entryIn(text);
    if (entry?.step === 'sent') {
      const key = pc.pending.get(entry.id)?.key ?? '';
      this.#keys.set(entry.id, key);
      if (!this.#keeps.has(key)) this.#keeps.set(key, client.keepsOld);
    }
    const { certificate = '' } = entry ?? {};
    if (entry?.step === 'installed' && !pc.hasCertificate(certificate) && !this.#isRevoked(certificate))
      this.#violated('an entry calls a certificate installed that is not');
  }

  /** A store is told to install. */
  onInstall(pc: Pc, id: string, pem: string): void {
    const entry = entryOf(pc, id);
    if (entry && entry.certificate !== pem) this.#violated('installed before the entry has the certificate');
  }

  /** The bank is told that a certificate works. */
  onConfirm(pc: Pc, { pem }: BankCertificate): void {
    const entry = entriesHere(pc).find(({ certificate }) => certificate === pem);
    if (entry && entry.step !== 'installed')
      this.#violated('confirmed before the entry calls the certificate installed');
  }

  /** A pending key goes. */
  onDiscard(pc: Pc, id: string): void {
    const step = entryOf(pc, id)?.step;
    const issued = this.#issuedFor(pc.pending.get(id)?.key);
    if (step !== undefined && step !== 'installed' && issued && this.#bank.isLive(issued))
      this.#violated(`a key is let go that the bank believes in, and its entry says ${step}`);
  }

  /** A run has called it installed. */
  onInstalled(pc: Pc, { key }: BankCertificate): void {
    if ([...pc.pending.values()].some((each) => each.key === key && !this.#unaccounted.has(each.id)))
      this.#violated('the key of an installed certificate still waits');
  }

  /** The bank knows, too. */
  onConfirmed(pc: Pc, client: Client, { key, predecessor }: BankCertificate): void {
    const old = predecessor === undefined ? undefined : this.#bank.find(predecessor);
    const mayStay = client.keepsOld || this.#keeps.get(key) !== false;
    if (old && !mayStay && [...pc.kept.values()].some((each) => each.key === old.key))
      this.#violated('renewed, and the old certificate is still here');
  }

  /** A certificate goes. */
  onRemove(pc: Pc, { key }: Kept): void {
    for (const { certificate } of entriesHere(pc)) {
      const fresh = certificate === undefined ? undefined : this.#issuedFor(keyOfCertificate(certificate));
      const old = fresh?.predecessor === undefined ? undefined : this.#bank.find(fresh.predecessor);
      const isRevoked = old?.revokedAt !== undefined && old.reason !== 'superseded';
      if (fresh && old?.key === key && !isRevoked && this.#keeps.get(fresh.key))
        this.#violated('the old certificate goes, which was to stay');
    }
  }

  /** Somebody is about to remove it as superseded, and has the lock. */
  onNotNeeded(pc: Pc, loginId: string, file: string, key: string): void {
    const text = pc.files.journal.get(file);
    if (text === undefined) return;
    if (pc.damaged.has(text))
      this.#violated(`nobody knows what ${loginId} needs, and something of theirs goes`);
    const { certificate, predecessor } = entryIn(text) ?? {};
    const old = predecessor && this.#bank.find(predecessor.serialNumber);
    if (key === old?.key || (certificate !== undefined && key === keyOfCertificate(certificate)))
      this.#violated('what an open request is about goes');
  }

  /** Whoever has revoked it removes it, too, even while the one who has installed it is still at work. */
  #isRevoked(certificate: string): boolean {
    return this.#issuedFor(keyOfCertificate(certificate))?.revokedAt !== undefined;
  }

  #issuedFor(key: string | undefined): BankCertificate | undefined {
    for (const all of this.#bank.certificates.values()) {
      const found = all.find((each) => each.key === key);
      if (found) return found;
    }
    return undefined;
  }
}

function entryOf(pc: Pc, id: string): EntryHere | undefined {
  return entriesHere(pc).find((each) => each.id === id);
}
